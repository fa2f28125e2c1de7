import { isConsentError, noticeCall, submissionCall, ConsentError } from "@notice-consent/contract";
import { isSameDecision, type Decision } from "./decision.ts";
import type { Session } from "./session.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { settle, settleByRecord, type Settlement } from "./settlement.ts";

/**
 * Where a decision stands. `rejected`: the service said no and nothing is recorded. `unknown`: no definite answer
 * came, so it may be recorded; only the same key settles it.
 */
export type SubmissionState =
  | { readonly status: "idle" }
  | { readonly status: "submitting"; readonly decision: Decision }
  | { readonly status: "recorded"; readonly decision: Decision; readonly settlement: Settlement }
  | { readonly status: "rejected"; readonly decision: Decision; readonly error: ConsentError }
  | { readonly status: "unknown"; readonly decision: Decision; readonly error: ConsentError };

/** The decision of one person on one notice, held by the session so that no remount repeats or loses it. */
export interface Submission {
  getSnapshot(): SubmissionState;
  /** What somebody who comes now may be shown: a decision that was settled without them is not taken up. */
  readonly shown: () => SubmissionState;
  subscribe(listener: () => void): () => void;
  /**
   * Sends a decision, unless one is on its way. One that says the same as an unsettled one goes under that one's key.
   * Resolves when the attempt has ended; `undefined` when the session was disposed of meanwhile.
   */
  submit(decision: Decision): Promise<SubmissionState | undefined>;
  /** Sends an unsettled or refused decision again, unchanged, under its key. */
  retry(): Promise<SubmissionState | undefined>;
  /**
   * Reads what is recorded, and settles an unsettled decision that the record shows. Writes nothing.
   * Resolves when the read has ended, whatever came of it; without an unsettled decision at once.
   */
  lookUp(): Promise<void>;
  /** Forgets a settled decision; one under way or unsettled stays. */
  reset(): void;
}

/** The submission of a person about one thing; the same object until the session ends. */
export function submissionOf(session: Session, about: string): Submission {
  const known = session.submissions.get(about);
  if (known !== undefined) return known;
  const created = createSubmission(session);
  session.submissions.set(about, created);
  return created;
}

/** A submission that sends through the session. */
function createSubmission(session: Session): Submission {
  const store = createSnapshotStore<SubmissionState>(idle);
  let inFlight: Promise<SubmissionState | undefined> | undefined;
  let lookingUp: Promise<void> | undefined;

  function show(next: SubmissionState): SubmissionState {
    store.show(next);
    return next;
  }

  /** Settled before anybody watched: those who acted were told, and a fresh read says how things stand. */
  function isLeftOver(): boolean {
    return !store.isWatched() && isSettled(store.getSnapshot());
  }

  function send(decision: Decision): Promise<SubmissionState | undefined> {
    const state = store.getSnapshot();
    const wasUnknown = state.status === "unknown" && state.decision.key === decision.key;
    const letGo = session.hold();
    const attempt = deliver(decision, wasUnknown).finally(() => {
      inFlight = undefined;
      letGo();
    });
    inFlight = attempt;
    show({ status: "submitting", decision });
    return attempt;
  }

  function record(decision: Decision, settlement: Settlement): SubmissionState {
    const recorded = show({ status: "recorded", decision, settlement });
    session.reportDecision(decision.body.notice_uuid);
    return recorded;
  }

  async function compare(unsettled: SubmissionState): Promise<void> {
    if (unsettled.status !== "unknown") return;
    const { decision } = unsettled;
    const { notice_uuid, meta_data } = decision.body;
    try {
      const read = await session.call(noticeCall, {
        params: { notice_uuid },
        query: {
          specific_uuid: meta_data?.specific_uuid ?? undefined,
          validate_against: decision.validateAgainst,
          include_fully_consented_data: "true",
        },
        language: decision.language,
      });
      const settlement = settleByRecord(decision, read);
      // An attempt that began meanwhile settles it itself.
      if (settlement !== undefined && store.getSnapshot() === unsettled) record(decision, settlement);
    } catch {
      // As unsettled as before.
    }
  }

  async function deliver(decision: Decision, wasUnknown: boolean): Promise<SubmissionState | undefined> {
    session.wake();
    try {
      const detail = await session.call(submissionCall, {
        body: decision.body,
        idempotencyKey: decision.key,
        language: decision.language,
      });
      return record(decision, settle(decision, detail));
    } catch (thrown) {
      const error = isConsentError(thrown) ? thrown : new ConsentError("BAD_RESPONSE");
      // The session is gone, and with it everybody whom the answer concerned.
      if (error.code === "ABORTED") return undefined;
      const definite = wasUnknown ? isSettling(error) : isRefusal(error);
      return show({ status: definite ? "rejected" : "unknown", decision, error });
    }
  }

  return {
    getSnapshot: store.getSnapshot,
    shown: () => (isLeftOver() ? idle : store.getSnapshot()),
    subscribe: (listener) => {
      if (isLeftOver()) show(idle);
      return store.subscribe(listener);
    },
    submit: (decision) => {
      if (inFlight !== undefined) return inFlight;
      const state = store.getSnapshot();
      return send(state.status === "unknown" && isSameDecision(state.decision, decision) ? state.decision : decision);
    },
    retry: () => {
      if (inFlight !== undefined) return inFlight;
      const state = store.getSnapshot();
      if (state.status !== "unknown" && state.status !== "rejected") return Promise.resolve(undefined);
      return send(state.decision);
    },
    lookUp: () => {
      lookingUp ??= compare(store.getSnapshot()).finally(() => {
        lookingUp = undefined;
      });
      return lookingUp;
    },
    reset: () => {
      if (isSettled(store.getSnapshot())) show(idle);
    },
  };
}

const idle: SubmissionState = { status: "idle" };

function isSettled({ status }: SubmissionState): boolean {
  return status === "recorded" || status === "rejected";
}

/** A definite no to this very request: nothing came of it. */
function isRefusal({ code, retry }: ConsentError): boolean {
  return code === "RATE_LIMITED" || retry !== "same-request";
}

/** A definite no that also speaks for the earlier attempts under the key; a refused credential does not. */
function isSettling(error: ConsentError): boolean {
  return error.retry === "read-again" || (error.retry === "never" && ![0, 401, 403].includes(error.status));
}
