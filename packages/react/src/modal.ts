export { NoticeConsent } from "./notice-consent.tsx";
export { preloadDialog } from "./dialog/dialog-chunk.ts";

export type { NoticeConsentProps, OpenChange } from "./notice-props.ts";
