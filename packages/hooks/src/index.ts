export type {
  Consent,
  ConsentActions,
  ConsentCallbacks,
  ConsentResult,
  ConsentStatus,
  DeclineResult,
  UseConsentOptions,
} from "./consent.ts";
export type { DraftStore } from "./draft-store.ts";
