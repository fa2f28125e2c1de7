import type { Decision, Settlement, SubmissionState } from "@notice-consent/client";
import { coverage, recordAfter, type ConsentError, type Notice } from "@notice-consent/contract";
import type { NoticeRead } from "./use-notice-read.ts";
import type { Person } from "./use-person.ts";

/** Where a notice stands with a person, before it is dressed for the screen. */
export type ConsentStep =
  | { readonly status: "preview" | "checking" | "satisfied" | "dismissed" }
  | { readonly status: "asking"; readonly error: ConsentError | undefined }
  | { readonly status: "submitting"; readonly decision: Decision }
  | { readonly status: "uncertain"; readonly decision: Decision; readonly error: ConsentError }
  | { readonly status: "recorded"; readonly decision: Decision; readonly settlement: Settlement }
  | { readonly status: "failed"; readonly error: ConsentError };

interface Facts {
  readonly person: Person;
  readonly submission: SubmissionState;
  readonly read: NoticeRead;
  readonly dismissed: boolean;
}

/** The step that follows from who is asked, what was sent and what was read. */
export function stepOf({ person, submission, read, dismissed }: Facts): ConsentStep {
  if (person.status === "unconfigured") return { status: "failed", error: person.error };
  if (dismissed) return { status: "dismissed" };
  switch (submission.status) {
    case "submitting":
      return { status: "submitting", decision: submission.decision };
    case "recorded":
      return { status: "recorded", decision: submission.decision, settlement: submission.settlement };
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
      if (read.status === "already-valid" && !grantsEnough(decision)) return { status: "asking", error };
      return readStep(person, read, error);
    }
    case "idle":
      return readStep(person, read, undefined);
    default:
      return submission satisfies never;
  }
}

/** The notice in question, as it was read: that of the decision while there is one, for it is what was decided on. */
export function noticeOf(submission: SubmissionState, read: NoticeRead): Notice | undefined {
  switch (submission.status) {
    case "submitting":
    case "recorded":
    case "unknown":
      return submission.decision.notice;
    case "rejected":
      if (read.status === "already-valid") return submission.decision.notice;
      return read.status === "ask" ? read.notice : undefined;
    case "idle":
      return read.status === "ask" ? read.notice : undefined;
    default:
      return submission satisfies never;
  }
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

function readStep(person: Person, read: NoticeRead, error: ConsentError | undefined): ConsentStep {
  switch (read.status) {
    case "failed":
      return { status: "failed", error: read.error };
    case "already-valid":
      return { status: "satisfied" };
    case "reading":
      return { status: person.status === "known" ? "checking" : "preview" };
    case "ask":
      return person.status === "known" ? { status: "asking", error } : { status: "preview" };
    default:
      return read satisfies never;
  }
}
