import { createDecision, type Decision, type Submission, type SubmissionState } from "@notice-consent/client";
import {
  decide,
  emptyDraft,
  grantAll,
  outcomeOf,
  setElement,
  setPurpose,
  togglePurpose,
  validate,
  type Act,
  type Draft,
  type Notice,
  type Purpose,
  type Validation,
} from "@notice-consent/contract";
import { tellOwn } from "./audience.ts";
import { conclude } from "./conclusion.ts";
import type { ConsentActions, ConsentStatus } from "./consent.ts";
import { warnOnce } from "./development.ts";
import type { LatestMoment } from "./moment.ts";
import { placeOf } from "./queries.ts";
import { submissionOf } from "./use-submission.ts";
import { sessionOf } from "./use-session.ts";

const choosable: readonly ConsentStatus[] = ["preview", "asking", "uncertain"];
const decidable: readonly ConsentStatus[] = ["asking", "uncertain"];
const dismissible: readonly ConsentStatus[] = ["preview", "checking", "asking", "uncertain", "failed"];
const nothingChosen: Validation = { status: "incomplete", reason: "nothing-chosen", missing: [] };

/** What a person can do in a place that asks; every function judges by the moment at which it is called. */
export function createConsentActions(latest: LatestMoment): ConsentActions {
  function allows(name: keyof ConsentActions, states: readonly ConsentStatus[]): boolean {
    const { status } = latest.current;
    if (states.includes(status)) return true;
    warnOnce(`${name}() does nothing while the notice is "${status}".`);
    return false;
  }

  function change(
    name: keyof ConsentActions,
    purposeUuid: string,
    to: (purpose: Purpose, draft: Draft) => Draft,
  ): void {
    if (!allows(name, choosable)) return;
    const { notice, draft } = latest.current;
    const purpose = notice?.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
    if (purpose === undefined) warnOnce(`${name}() was called for a purpose that is not on screen.`);
    else draft.setState(to(purpose, draft.getState()), true);
  }

  function follow(submission: Submission, attempt: Promise<SubmissionState | undefined>): void {
    const at = latest.current;
    void attempt.then((state) => state && conclude(submission, latest, at, state));
  }

  function act(kind: Act, notice: Notice): void {
    const { page, person, about, draft, language, validateAgainst, options } = latest.current;
    const submission = submissionOf(person, about);
    // Between the first click and the next render, a second click finds the decision on its way.
    if (submission === undefined || submission.getSnapshot().status === "submitting") return;
    if (kind === "accept-all") draft.setState(grantAll(notice), true);
    if (kind === "decline") draft.setState(emptyDraft, true);
    const decision = createDecision({
      act: kind,
      notice,
      draft: draft.getState(),
      language,
      validateAgainst,
      applicationId: options.applicationId,
      decidedAt: new Date(page.clock.now()).toISOString(),
    });
    follow(submission, submission.submit(decision));
  }

  function save(): Validation {
    const { notice, draft } = latest.current;
    if (notice === undefined) return nothingChosen;
    const validation = validate(notice, draft.getState());
    if (!allows("save", decidable)) return validation;
    if (validation.status === "complete" || isWithdrawal(notice, draft.getState())) act("save", notice);
    return validation;
  }

  return {
    grant: (purposeUuid) => change("grant", purposeUuid, (purpose, draft) => setPurpose(purpose, draft, true)),
    withhold: (purposeUuid) => change("withhold", purposeUuid, (purpose, draft) => setPurpose(purpose, draft, false)),
    toggle: (purposeUuid) => change("toggle", purposeUuid, togglePurpose),
    setElement: (purposeUuid, elementUuid, ticked) =>
      change("setElement", purposeUuid, (purpose, draft) => setElement(purpose, draft, elementUuid, ticked)),
    acceptAll: () => {
      const { notice } = latest.current;
      if (allows("acceptAll", decidable) && notice !== undefined) act("accept-all", notice);
    },
    declineAll: () => {
      const { notice } = latest.current;
      if (allows("declineAll", decidable) && notice !== undefined) act("decline", notice);
    },
    save,
    retry: () => {
      const { status, person, about, notice, draft, unsettled, readAgain } = latest.current;
      if (!allows("retry", ["failed", "asking", "uncertain"])) return undefined;
      if (status === "failed") {
        sessionOf(person)?.wake();
        readAgain();
        return undefined;
      }
      const submission = submissionOf(person, about);
      if (submission === undefined || unsettled === undefined || notice === undefined) return undefined;
      if (submission.getSnapshot().status === "submitting") return undefined;
      if (!isStillSaid(unsettled, notice, draft.getState())) return save();
      if (status === "uncertain") follow(submission, submission.retry());
      else act(unsettled.act, notice);
      return undefined;
    },
    dismiss: () => {
      if (!allows("dismiss", dismissible)) return;
      latest.current.setDismissed(true);
      tellOwn(latest, (callbacks) => callbacks.onDismiss?.());
    },
    setLanguage: (tag) => {
      const { page, chooseLanguage, language } = latest.current;
      if (tag === language) return;
      page.memory.rememberLanguage(tag);
      chooseLanguage(tag);
      tellOwn(latest, (callbacks) => callbacks.onLanguageChange?.(tag));
    },
    reset: () => {
      const { page, person, about, notice, options, setDismissed } = latest.current;
      if (!allows("reset", ["preview", "asking", "recorded", "dismissed"])) return;
      const place = { digest: placeOf(person).digest, about };
      if (notice !== undefined) page.memory.resetDraft(place, notice, options.honourPreselection === true);
      submissionOf(person, about)?.reset();
      setDismissed(false);
    },
    change: () => void allows("change", []),
    withdrawAll: () => void allows("withdrawAll", []),
    undo: () => void allows("undo", []),
    continueAsRecorded: () => void allows("continueAsRecorded", []),
  };
}

/** Whether the screen still shows what was decided; a repeat of anything else would send what nobody sees. */
function isStillSaid({ notice: shown, body }: Decision, notice: Notice, draft: Draft): boolean {
  const sameVersion =
    shown.active_config.uuid === notice.active_config.uuid &&
    shown.active_config.content_hash === notice.active_config.content_hash;
  return sameVersion && JSON.stringify(decide(notice, draft)) === JSON.stringify(body.purposes);
}

/** Taking back a grant is always sent, complete or not. */
function isWithdrawal(notice: Notice, draft: Draft): boolean {
  return outcomeOf(notice, decide(notice, draft), notice.purpose_selections ?? {}, false) === "withdrawn";
}
