export { NoticeConsent } from "./notice-consent.tsx";
export { preloadDialog } from "./dialog/dialog-chunk.ts";
export * as Notice from "./notice/index.parts.ts";
export { useNotice } from "./notice/notice-context.ts";
export { slots } from "./notice/slot.ts";
export { english } from "./labels/english.ts";

export type { NoticeConsentProps, OpenChange } from "./notice-props.ts";
export type { FinalFocus } from "./dialog/focus-moments.ts";
export type { LabelOverrides, Labels, Words } from "./labels/labels.ts";
export type { NoticeState, Phase } from "./notice/notice-context.ts";
export type { ClassNames, Slot } from "./notice/slot.ts";
export type { Presentation } from "./notice/use-notice-state.ts";
export type { PartProps, Render } from "./notice/part.tsx";
