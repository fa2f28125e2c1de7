export { NoticeConsentInline } from "./notice-consent-inline.tsx";

export type { InlineHandle, NoticeConsentInlineProps } from "./inline/inline-props.ts";
