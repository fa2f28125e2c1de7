import type { Decision } from "@notice-consent/client";
import {
  askingReason,
  decide,
  draftFromRecord,
  emptyDraft,
  grantAll,
  setElement,
  setPurpose,
  togglePurpose,
  validate,
  type Draft,
  type Notice,
  type Purpose,
  type Validation,
} from "@notice-consent/contract";
import type { Acting } from "./acting.ts";
import { tellOwn } from "./audience.ts";
import { alreadyValid } from "./consent-result.ts";
import type { ConsentActions, ConsentStatus } from "./consent.ts";
import { warnOnce } from "./development.ts";
import type { LatestMoment, Moment } from "./moment.ts";
import { isSameVersion } from "./notice-version.ts";
import { draftsOf } from "./page-drafts.ts";
import { placeOf } from "./queries.ts";
import {
  draftAfterDecline,
  isRecordedHere,
  isUndoable,
  isWorthSending,
  recordOf,
  takesBack,
} from "./recorded-notice.ts";
import { submissionOf } from "./use-submission.ts";
import { sessionOf } from "./use-session.ts";

const choosable: readonly ConsentStatus[] = ["preview", "asking", "uncertain"];
/** Where choices send themselves, they stay on screen. */
const alwaysChoosable: readonly ConsentStatus[] = [...choosable, "submitting", "recorded"];
const withdrawable: readonly ConsentStatus[] = ["asking", "uncertain", "recorded", "satisfied"];
const dismissible: readonly ConsentStatus[] = ["preview", "checking", "asking", "uncertain", "failed"];
const nothingChosen: Validation = { status: "incomplete", reason: "nothing-chosen", missing: [] };
const complete: Validation = { status: "complete" };

/** What a person can do in a place that asks; every function judges by the moment at which it is called. */
export function createConsentActions(latest: LatestMoment, acting: Acting): ConsentActions {
  function allows(name: keyof ConsentActions, states: readonly ConsentStatus[]): boolean {
    const { status } = latest.current;
    if (states.includes(status)) return true;
    warnOnce(`${name}() does nothing while the notice is "${status}".`);
    return false;
  }

  function choose(
    name: keyof ConsentActions,
    purposeUuid: string,
    to: (purpose: Purpose, draft: Draft) => Draft,
  ): void {
    const { notice, draft, status, here, note, noteAct, keep, options } = latest.current;
    const sendsItself = options.submit === "when-valid";
    if (!allows(name, sendsItself ? alwaysChoosable : choosable)) return;
    const purpose = notice?.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
    if (purpose === undefined || notice === undefined) {
      warnOnce(`${name}() was called for a purpose that is not on screen.`);
      return;
    }
    draft.setState(to(purpose, draft.getState()), true);
    noteAct(true);
    if (here.dropped === true) note({ dropped: false });
    if (status !== "preview") {
      if (sendsItself) acting.touch();
    } else if (sendsItself && validate(notice, draft.getState()).status === "complete") acting.act("save", notice);
    // What was kept no longer says what the screen shows.
    else keep(undefined);
  }

  function decideOn(name: "acceptAll" | "declineAll", to: (notice: Notice) => Draft): void {
    const { notice, draft, noteAct } = latest.current;
    if (!allows(name, choosable) || notice === undefined || isBusy(latest.current)) return;
    draft.setState(to(notice), true);
    noteAct(true);
    acting.act(name === "acceptAll" ? "accept-all" : "decline", notice);
  }

  function save(): Validation {
    const { notice, draft, noteAct, options } = latest.current;
    if (notice === undefined) return nothingChosen;
    const validation = validate(notice, draft.getState());
    if (!allows("save", choosable)) return validation;
    noteAct(true);
    const goes =
      validation.status === "complete" ||
      takesBack(notice, draft.getState()) ||
      (options.submit === "when-valid" && isWorthSending(notice, draft.getState()));
    if (!goes) return validation;
    acting.act("save", notice);
    return complete;
  }

  return {
    grant: (purposeUuid) => choose("grant", purposeUuid, (purpose, draft) => setPurpose(purpose, draft, true)),
    withhold: (purposeUuid) => choose("withhold", purposeUuid, (purpose, draft) => setPurpose(purpose, draft, false)),
    toggle: (purposeUuid) => choose("toggle", purposeUuid, togglePurpose),
    setElement: (purposeUuid, elementUuid, ticked) =>
      choose("setElement", purposeUuid, (purpose, draft) => setElement(purpose, draft, elementUuid, ticked)),
    acceptAll: () => decideOn("acceptAll", grantAll),
    declineAll: () =>
      decideOn("declineAll", (notice) =>
        isAskedAgain(latest.current, notice) ? draftAfterDecline(notice, latest.current.draft.getState()) : emptyDraft,
      ),
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
      acting.forget();
      if (status === "uncertain") acting.follow(submission, submission.retry());
      else acting.act(unsettled.act, notice);
      return undefined;
    },
    dismiss: () => {
      if (!allows("dismiss", dismissible)) return;
      const { note, keep } = latest.current;
      acting.forget();
      keep(undefined);
      note({ dismissed: true });
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
      const { page, person, about, status, notice, options, here, note, keep, noteAct } = latest.current;
      if (!allows("reset", ["preview", "asking", "recorded", "dismissed"])) return;
      acting.forget();
      keep(undefined);
      const place = { digest: placeOf(person).digest, about };
      if (notice !== undefined) draftsOf(page.memory).reset(place, notice, options.honourPreselection === true);
      const staysOnRecord = here.changing !== undefined || (status === "recorded" && options.submit === "when-valid");
      if (!staysOnRecord) submissionOf(person, about)?.reset();
      note({ dismissed: false, changing: undefined, continued: false, dropped: false });
      noteAct(false);
    },
    change: () => {
      const { status, recorded, notice, note } = latest.current;
      if (!allows("change", ["asking", "recorded", "satisfied"])) return;
      if (status === "satisfied" && notice === undefined) warnOnce("change() needs the record. Set showsRecord.");
      else note({ changing: recorded ?? "record", continued: false });
    },
    withdrawAll: () => {
      const { notice, draft, noteAct } = latest.current;
      if (!allows("withdrawAll", withdrawable) || notice === undefined || isBusy(latest.current)) return;
      if (!takesBack(notice, emptyDraft)) {
        warnOnce("withdrawAll() does nothing where nothing is granted.");
        return;
      }
      draft.setState(emptyDraft, true);
      noteAct(true);
      acting.act("save", notice);
    },
    undo: () => {
      const { recorded, notice, draft } = latest.current;
      if (!allows("undo", ["recorded"]) || recorded === undefined || notice === undefined) return;
      const before = draftFromRecord(recorded.notice, recordOf(recorded.notice));
      if (isBusy(latest.current) || !isUndoable(recorded)) return;
      draft.setState(before, true);
      acting.act("save", notice);
    },
    continueAsRecorded: () => {
      const { isReview, note, options, language } = latest.current;
      if (!allows("continueAsRecorded", ["asking"]) || !isReview) return;
      note({ continued: true });
      tellOwn(latest, (callbacks) => callbacks.onAccept?.(alreadyValid(options.noticeId, language)));
    },
  };
}

/** Between the first click and the next render, a decision is on its way already. */
function isBusy({ person, about }: Moment): boolean {
  return submissionOf(person, about)?.getSnapshot().status === "submitting";
}

/** True where the service asks again: only what is open is in question. Where a person came to change, everything is. */
function isAskedAgain({ options, here, validateAgainst }: Moment, notice: Notice): boolean {
  if (options.mode === "manage" || here.changing !== undefined || isRecordedHere(notice)) return false;
  const reason = askingReason(notice, recordOf(notice), validateAgainst);
  return reason !== undefined && reason !== "first";
}

/** Whether the screen still shows what was decided; a repeat of anything else would send what nobody sees. */
function isStillSaid({ notice: shown, body }: Decision, notice: Notice, draft: Draft): boolean {
  return isSameVersion(shown, notice) && JSON.stringify(decide(notice, draft)) === JSON.stringify(body.purposes);
}
