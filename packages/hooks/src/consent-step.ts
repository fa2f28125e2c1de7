import type { Decision, Settlement, SubmissionState } from "@notice-consent/client";
import { ConsentError, coverage, recordAfter, standingOf, type Notice } from "@notice-consent/contract";
import type { Here } from "./here.ts";
import { isRecordedHere, recordedNotice, recordOf } from "./recorded-notice.ts";
import type { NoticeRead } from "./use-notice-read.ts";
import type { Person } from "./use-person.ts";

/** Where a notice stands with a person, before it is dressed for the screen. */
export type ConsentStep =
  | { readonly status: "preview" | "checking" | "satisfied" | "dismissed" }
  | { readonly status: "asking"; readonly error: ConsentError | undefined; readonly isReview: boolean }
  | { readonly status: "submitting"; readonly decision: Decision }
  | { readonly status: "uncertain"; readonly decision: Decision; readonly error: ConsentError }
  | { readonly status: "recorded"; readonly decision: Decision; readonly settlement: Settlement }
  | { readonly status: "failed"; readonly error: ConsentError };

interface Facts {
  readonly person: Person;
  readonly submission: SubmissionState;
  readonly read: NoticeRead;
  readonly here: Here;
  readonly mode: "ask" | "manage";
  /** True when the notice was asked for although nothing may be left to ask. */
  readonly reviews: boolean;
  /** True while what was shown without a person stays, until the first read for the one who came. */
  readonly isPreviewed: boolean;
}

/** The step that follows from who is asked, what was sent and what was read. */
export function stepOf(facts: Facts): ConsentStep {
  const { person, submission, read, here, mode } = facts;
  if (person.status === "unconfigured") return { status: "failed", error: person.error };
  if (here.dismissed) return { status: "dismissed" };
  switch (submission.status) {
    case "submitting":
      return { status: "submitting", decision: submission.decision };
    case "recorded": {
      const { decision, settlement } = submission;
      // Where consent is managed, what others have recorded is shown to be changed.
      const isNews = mode === "ask" || here.own === decision;
      if (here.changing === decision || !isNews) return { status: "asking", error: undefined, isReview: false };
      return { status: "recorded", decision, settlement };
    }
    case "unknown":
      // A read that says yes settles what the submission left open, unless the person was saying no.
      if (read.status === "already-valid" && grantsEnough(submission.decision)) return { status: "satisfied" };
      return { status: "uncertain", decision: submission.decision, error: submission.error };
    case "rejected": {
      const { decision, error } = submission;
      const awaitsRead = error.retry === "read-again" || leavesNothingToAsk(submission);
      if (awaitsRead && isStillRead(decision, read)) {
        return read.error === undefined ? { status: "checking" } : { status: "failed", error: read.error };
      }
      // A no that was not recorded is not turned into a yes by what stands on record.
      if (read.status === "already-valid" && !grantsEnough(decision)) return asking(error);
      // Nothing is read between an update and its refusal: what was recorded before stands.
      if (read.status === "reading" && isUpdate(submission)) return asking(error);
      return readStep(facts, error);
    }
    case "idle":
      return readStep(facts, undefined);
    default:
      return submission satisfies never;
  }
}

/** The notice in question: as the decision has left it while there is one, for it is what was decided on; else as read. */
export function noticeOf(submission: SubmissionState, read: NoticeRead): Notice | undefined {
  const found = read.status === "ask" || read.status === "already-valid" ? read.notice : undefined;
  switch (submission.status) {
    case "recorded":
      return recordedNotice(submission.decision);
    case "submitting":
    case "unknown":
      return submission.decision.notice;
    case "rejected":
      if (read.status === "already-valid" || (read.status === "reading" && isUpdate(submission))) {
        return submission.decision.notice;
      }
      return found;
    case "idle":
      return found;
    default:
      return submission satisfies never;
  }
}

/** True while a decision that goes on from one recorded on this page needs no read beside it. */
export function isUpdate(submission: SubmissionState): boolean {
  switch (submission.status) {
    case "submitting":
      return isRecordedHere(submission.decision.notice);
    case "rejected":
      return isRecordedHere(submission.decision.notice) && !contradictsNotice(submission.error);
    case "idle":
    case "recorded":
    case "unknown":
      return false;
    default:
      return submission satisfies never;
  }
}

/** True when every purpose is granted and none is asked anew. */
function isAllGranted(notice: Notice): boolean {
  return !notice.reconsent_required && standingOf(notice, recordOf(notice)).every(({ status }) => status === "granted");
}

/** True for a refusal that may speak of another notice than the one on screen: it is read anew. */
export function contradictsNotice({ retry, code }: ConsentError): boolean {
  return retry === "read-again" || code === "INVALID_PURPOSE";
}

/** True when a yes was refused because the service has one on record; a read then says so itself. */
export function leavesNothingToAsk(submission: SubmissionState): boolean {
  const isRefused = submission.status === "rejected" && submission.error.code === "CONSENT_ALREADY_PROVIDED";
  return isRefused && grantsEnough(submission.decision);
}

/** Whether the decision, once recorded, would leave nothing to ask. */
function grantsEnough({ act, notice, body, validateAgainst }: Decision): boolean {
  const after = recordAfter(notice, body.purposes, notice.purpose_selections ?? {});
  return act !== "decline" && coverage(notice, after, validateAgainst).status === "covered";
}

/** True until another read than the one that was decided on has come. */
function isStillRead({ notice }: Decision, read: NoticeRead): read is Extract<NoticeRead, { status: "ask" }> {
  return read.status === "ask" && read.notice === notice;
}

function readStep(facts: Facts, error: ConsentError | undefined): ConsentStep {
  const { person, read, here, mode, isPreviewed } = facts;
  switch (read.status) {
    case "failed":
      return { status: "failed", error: read.error };
    case "already-valid":
      if (here.changing === "record" && read.notice !== undefined) return asking(error);
      // Without the record there is nothing that could be managed.
      return mode === "manage" ? { status: "failed", error: unmanageable } : { status: "satisfied" };
    case "reading":
      return { status: person.status === "known" ? "checking" : "preview" };
    case "ask": {
      if (person.status !== "known" || isPreviewed) return { status: "preview" };
      const isReview = error === undefined && read.isConfirmed && isReviewed(facts, read.notice);
      if (isReview && here.continued) return { status: "satisfied" };
      return { status: "asking", error, isReview };
    }
    default:
      return read satisfies never;
  }
}

const unmanageable = new ConsentError("BAD_RESPONSE");

function asking(error: ConsentError | undefined): ConsentStep {
  return { status: "asking", error, isReview: false };
}

function isReviewed({ here, reviews }: Facts, notice: Notice): boolean {
  return reviews && here.changing === undefined && isAllGranted(notice);
}
