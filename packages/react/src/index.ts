export { NoticeConsent } from "./notice-consent.tsx";
export { NoticeConsentInline } from "./notice-consent-inline.tsx";
export { preloadDialog } from "./dialog/dialog-chunk.ts";
export { ManageConsentTrigger } from "./manage-consent-trigger.tsx";
export * as Notice from "./notice/index.parts.ts";
export { useNotice } from "./notice/notice-context.ts";
export { slots } from "./notice/slot.ts";
export { english } from "./labels/english.ts";
export { loadWords } from "./labels/words.ts";

export type { NoticeConsentProps, OpenChange } from "./notice-props.ts";
export type { InlineHandle, NoticeConsentInlineProps } from "./inline/inline-props.ts";
export type { ManageConsentTriggerProps } from "./manage-consent-trigger.tsx";
export type { FinalFocus } from "./dialog/focus-moments.ts";
export type { LabelOverrides, Labels, Words } from "./labels/labels.ts";
export type { NoticeState, Phase } from "./notice/notice-context.ts";
export type { ClassNames, Piece, Slot } from "./notice/slot.ts";
export type { Presentation } from "./notice/use-notice-state.ts";
export type { NoticeComponents, PartProps, Render } from "./notice/part.tsx";
