export { NoticeConsent } from "./notice-consent.tsx";

export type { NoticeConsentProps, OpenChange } from "./notice-props.ts";
