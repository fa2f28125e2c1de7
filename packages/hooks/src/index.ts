export { ConsentProvider } from "./consent-provider.tsx";
export { ConsentScope, useConsentScope } from "./consent-scope.tsx";
export { useConsent } from "./use-consent.ts";
export { useConsentDraft } from "./use-draft.ts";
export { usePurpose } from "./use-purpose.ts";

export type {
  Consent,
  ConsentActions,
  ConsentCallbacks,
  ConsentResult,
  ConsentStatus,
  DeclineResult,
  UseConsentOptions,
} from "./consent.ts";
export type { ConsentDefaults, ConsentProviderProps } from "./consent-provider.tsx";
export type { DraftStore } from "./draft-store.ts";
export type { PurposeChoice } from "./use-purpose.ts";
