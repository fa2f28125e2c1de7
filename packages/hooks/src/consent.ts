import type { Act, ConsentError, Language, Notice, Outcome, Validation, Verdict } from "@notice-consent/contract";
import type { SessionStatus } from "@notice-consent/client";
import type { DraftStore } from "./draft-store.ts";
import type { NoticeOptions, SessionCallbacks } from "./notice-options.ts";

/** What both kinds of result say. */
interface Settled {
  /** True only from a positive answer of the service for this person, version and rule. */
  readonly mayProceed: boolean;
  readonly noticeUuid: string;
  /** `active_config.uuid` of the version that was shown; `""` when the service said so without showing one. */
  readonly noticeVersionUuid: string;
  /** BCP-47 tag of the language read. */
  readonly language: string;
  /** When the service recorded the decision, ISO 8601. */
  readonly recordedAt?: string | undefined;
  readonly eventUuid?: string | undefined;
  /** The service's judgement, where it sends one. */
  readonly verdict?: Verdict | undefined;
}

/** A recorded acceptance, or the news that nothing is left to ask. */
export interface ConsentResult extends Settled {
  readonly outcome: Extract<Outcome, "accepted" | "partially-accepted"> | "already-valid";
}

/** A recorded refusal. `withdrawn`: a grant of a blocking data element was taken back. */
export interface DeclineResult extends Settled {
  readonly outcome: Extract<Outcome, "declined" | "withdrawn">;
}

/** What the host hears; each function is called after a paint, isolated, once per decision, and always the latest one. */
export interface DecisionCallbacks {
  onAccept?: ((result: ConsentResult) => void) | undefined;
  onDecline?: ((result: DeclineResult) => void) | undefined;
  /** Failures only. Never a reason to let the person proceed. */
  onError?: ((error: ConsentError) => void) | undefined;
}

/** Everything that the host of a notice hears. */
export interface ConsentCallbacks extends DecisionCallbacks, SessionCallbacks {
  /** The notice was closed without a decision; nothing was written. */
  onDismiss?: (() => void) | undefined;
  onLanguageChange?: ((tag: string) => void) | undefined;
}

/** What a notice is asked with. */
export interface UseConsentOptions extends NoticeOptions, ConsentCallbacks {
  /** Start from the notice's own preselection instead of nothing. */
  honourPreselection?: boolean | undefined;
  /** Leaves out languages for which the interface has no words. English always stays. */
  offersLanguage?: ((language: Language) => boolean) | undefined;
}

/** What the person can do. Stable functions; one that the state does not allow does nothing. */
export interface ConsentActions {
  readonly grant: (purposeUuid: string) => void;
  readonly withhold: (purposeUuid: string) => void;
  readonly toggle: (purposeUuid: string) => void;
  readonly setElement: (purposeUuid: string, elementUuid: string, ticked: boolean) => void;
  /** Ticks everything and sends it. */
  readonly acceptAll: () => void;
  /** Unticks everything and records the refusal. */
  readonly declineAll: () => void;
  /** Sends what is ticked; an incomplete choice is not sent, and what is missing is returned. */
  readonly save: () => Validation;
  /**
   * Reads again after a failed read. After an act that failed, takes the same act again, under its key where no answer
   * came; if the choices or the notice have changed since, saves what is ticked now and returns whether it was complete.
   */
  readonly retry: () => Validation | undefined;
  /** Closes without a decision; writes nothing. */
  readonly dismiss: () => void;
  readonly setLanguage: (tag: string) => void;
  /** Back to the recorded choices, or to nothing; after a decision or a dismissal the notice is read anew. */
  readonly reset: () => void;
}

interface Common {
  readonly mayProceed: boolean;
  /** `undefined` without a person. */
  readonly session: SessionStatus | undefined;
  readonly language: Language;
  /** What the selector offers, English first. */
  readonly languages: readonly Language[];
  readonly draft: DraftStore;
  readonly actions: ConsentActions;
}

interface Closed extends Common {
  readonly mayProceed: false;
}

/**
 * Where a notice stands with a person. `notice` is in the shown language.
 * `preview`: no person yet. `uncertain`: an act was sent and no definite answer came. `satisfied`: nothing is left to ask.
 */
export type Consent =
  | (Closed & { readonly status: "preview"; readonly notice: Notice | undefined })
  | (Closed & { readonly status: "checking" })
  | (Closed & {
      readonly status: "asking";
      readonly notice: Notice;
      readonly completeness: Validation;
      /** Why the last act was refused; the choices are kept. */
      readonly error: ConsentError | undefined;
    })
  | (Closed & { readonly status: "submitting"; readonly notice: Notice; readonly act: Act })
  | (Closed & {
      readonly status: "uncertain";
      readonly notice: Notice;
      readonly act: Act;
      readonly completeness: Validation;
      readonly error: ConsentError;
    })
  | (Common & { readonly status: "recorded"; readonly notice: Notice; readonly result: ConsentResult | DeclineResult })
  | (Common & { readonly status: "satisfied"; readonly mayProceed: true; readonly result: ConsentResult })
  | (Closed & { readonly status: "failed"; readonly error: ConsentError })
  | (Closed & { readonly status: "dismissed" });

/** The name of a state, as it stands in `data-state`. */
export type ConsentStatus = Consent["status"];
