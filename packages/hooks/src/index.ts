export { ConsentBoundary } from "./consent-boundary.tsx";
export { ConsentGate } from "./consent-gate.tsx";
export { ConsentProvider } from "./consent-provider.tsx";
export { ConsentScope, useConsentScope } from "./consent-scope.tsx";
export { useConsent } from "./use-consent.ts";
export { useConsentGate } from "./use-consent-gate.ts";
export { useConsentSession } from "./use-consent-session.ts";
export { useConsentState } from "./use-consent-state.ts";
export { useConsentStatus } from "./use-consent-status.ts";
export { useConsentDraft } from "./use-draft.ts";
export { useNotice } from "./use-notice.ts";
export { usePurpose } from "./use-purpose.ts";
export { useSubmitConsent } from "./use-submit-consent.ts";

export type {
  Consent,
  ConsentActions,
  ConsentCallbacks,
  ConsentResult,
  ConsentState,
  ConsentStatus,
  DecisionCallbacks,
  DeclineResult,
  PolicyViolation,
  SubmitMode,
  UseConsentOptions,
  ValidationDetail,
} from "./consent.ts";
export type { ConsentBoundaryProps } from "./consent-boundary.tsx";
export type { ConsentGateProps } from "./consent-gate.tsx";
export type { ConsentDefaults, ConsentProviderProps } from "./consent-provider.tsx";
export type { DraftStore } from "./draft-store.ts";
export type { NoticeOptions, PersonOptions, SessionCallbacks } from "./notice-options.ts";
export type { ConsentGateOptions, Gate } from "./use-consent-gate.ts";
export type { ConsentSession } from "./use-consent-session.ts";
export type { Unknown } from "./answer-for.ts";
export type { ConsentCheck, ConsentStatusOptions } from "./use-consent-status.ts";
export type { ConsentDraft } from "./use-draft.ts";
export type { NoticeRead } from "./use-notice-read.ts";
export type { PurposeChoice } from "./use-purpose.ts";
export type { SubmitChoice, SubmitConsent, SubmitConsentOptions } from "./use-submit-consent.ts";
