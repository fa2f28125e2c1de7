import type {
  Act,
  AskingReason,
  ConsentError,
  Language,
  MissingElement,
  Notice,
  NoticeGap,
  Outcome,
  PurposeStanding,
  Validation,
  Verdict,
} from "@notice-consent/contract";
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

/**
 * How far the choice on screen has come. `untouched`: the person has not acted. `incomplete`: a required data element
 * is missing. `ready`: the person's own choice is complete. None of them says that anything is recorded.
 */
export interface ValidationDetail {
  readonly state: "untouched" | "incomplete" | "ready";
  /** The required data elements that are not ticked. */
  readonly missing: readonly MissingElement[];
}

/** What falls short of what a notice owes the person: legal content, whole languages, equal prominence, neutral words. */
export type PolicyViolation =
  /** `completeness`: what the law asks for. `language`: languages that are not offered, because words are missing. */
  | { readonly kind: "completeness" | "language"; readonly gaps: readonly NoticeGap[] }
  | { readonly kind: "parity" | "copy"; readonly message: string };

/** Everything that the host of a notice hears. */
export interface ConsentCallbacks extends DecisionCallbacks, SessionCallbacks {
  /** The notice was closed without a decision; nothing was written. */
  onDismiss?: (() => void) | undefined;
  onLanguageChange?: ((tag: string) => void) | undefined;
  /**
   * Once when the notice is there, then on change only. `valid`: every required data element is ticked on screen.
   * It never says that anything is recorded.
   */
  onValidationChange?: ((valid: boolean, detail: ValidationDetail) => void) | undefined;
  /** A warning in development when absent. */
  onPolicyViolation?: ((violation: PolicyViolation) => void) | undefined;
}

/**
 * What sends a choice. `button`: the acts. `form`: the host's form, through `save`. `when-valid`: any act of the person
 * that leaves the choice complete or takes back a grant, half a second after the last one; loading, preselection and
 * the arrival of a token are not acts.
 */
export type SubmitMode = "button" | "when-valid" | "form";

/** What a notice is asked with. */
export interface UseConsentOptions extends NoticeOptions, ConsentCallbacks {
  /** Start from the notice's own preselection instead of nothing. */
  honourPreselection?: boolean | undefined;
  /** `manage`: shows what is recorded, to be changed, also when nothing is left to ask. `ask` when absent. */
  mode?: "ask" | "manage" | undefined;
  /** `button` when absent. */
  submit?: SubmitMode | undefined;
  /** Reads what is recorded also when nothing is left to ask, so that `satisfied` has the notice to show it. */
  showsRecord?: boolean | undefined;
  /** What a notice without its legal content meets: a report, or (`refuse`) `failed`. `report` when absent. */
  completeness?: "report" | "refuse" | undefined;
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
  /** Unticks everything and records the refusal. Where the service asks again, what is granted and still ticked stays. */
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
  /** Back to the choices, from a recorded decision, a review, or a record that leaves nothing to ask. Writes nothing. */
  readonly change: () => void;
  /** Unticks everything and sends it as a withdrawal. */
  readonly withdrawAll: () => void;
  /** Sends again what stood before the last withdrawal; see `canUndo`. */
  readonly undo: () => void;
  /** Leaves a review with everything as it is recorded: reports `already-valid` and writes nothing. */
  readonly continueAsRecorded: () => void;
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
  readonly mode: "ask" | "manage";
  readonly submit: SubmitMode;
}

interface Closed extends Common {
  readonly mayProceed: false;
}

interface Shown {
  /** In the shown language; `purpose_selections` is what is recorded by now. */
  readonly notice: Notice;
  /** By what is recorded now; each purpose once, in the notice's order. */
  readonly standing: readonly PurposeStanding[];
}

interface Asked extends Shown {
  /** Why this is asked; `undefined` when it is shown to be changed, because the person or the host wants that. */
  readonly reason: AskingReason | undefined;
}

/**
 * Where a notice stands with a person. `notice` is in the shown language.
 * `preview`: no person yet. `uncertain`: an act was sent and no definite answer came. `satisfied`: nothing is left to ask.
 */
export type Consent =
  | (Closed & {
      readonly status: "preview";
      readonly notice: Notice | undefined;
      readonly completeness: Validation;
      /** True once the person has acted: the act is kept, and sent when the first token arrives. */
      readonly isWaiting: boolean;
    })
  | (Closed & { readonly status: "checking" })
  | (Closed &
      Asked & {
        readonly status: "asking";
        readonly completeness: Validation;
        /** Why the last act was refused; the choices are kept. */
        readonly error: ConsentError | undefined;
        /** True while everything is granted and the record is merely shown; `change` ends it. */
        readonly isReview: boolean;
        /** True when an act made before the first token was dropped: the notice is another, or already answered. */
        readonly isDropped: boolean;
      })
  | (Closed & Asked & { readonly status: "submitting"; readonly act: Act })
  | (Closed &
      Asked & {
        readonly status: "uncertain";
        readonly act: Act;
        readonly completeness: Validation;
        readonly error: ConsentError;
      })
  | (Common &
      Shown & {
        readonly status: "recorded";
        readonly result: ConsentResult | DeclineResult;
        readonly completeness: Validation;
        /** True when this decision took back a grant: `undo` sends what stood before. */
        readonly canUndo: boolean;
      })
  | (Common & {
      readonly status: "satisfied";
      readonly mayProceed: true;
      readonly result: ConsentResult;
      /** With what is recorded; `undefined` unless it was asked for. */
      readonly notice: Notice | undefined;
      readonly standing: readonly PurposeStanding[];
      /** As in `asking`: the act made before the first token was not sent, since the notice was already answered. */
      readonly isDropped: boolean;
    })
  | (Closed & { readonly status: "failed"; readonly error: ConsentError })
  | (Closed & { readonly status: "dismissed" });

/**
 * A consent that leaves out `completeness`, the one part of it that follows the ticks; `useConsentDraft` follows them all.
 * Every {@link Consent} is one.
 */
export type ConsentState = WithoutCompleteness<Consent>;

type WithoutCompleteness<State> = State extends unknown ? Omit<State, "completeness"> : never;

/** The name of a state, as it stands in `data-state`. */
export type ConsentStatus = Consent["status"];
