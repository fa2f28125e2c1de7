import { createDecision, type Submission, type SubmissionState } from "@notice-consent/client";
import type { Act, Notice } from "@notice-consent/contract";
import { subjectOf } from "./audience.ts";
import { conclude } from "./conclusion.ts";
import type { ConsentStatus } from "./consent.ts";
import type { LatestMoment, Moment } from "./moment.ts";
import { versionOf } from "./notice-version.ts";
import { isWorthSending, recordedNotice, takesBack } from "./recorded-notice.ts";
import type { KeptAct } from "./use-arrival.ts";
import { submissionOf } from "./use-submission.ts";

/** How long the person's last tick is waited for before the choice sends itself, in milliseconds. */
const pause = 500;

const sendable: readonly ConsentStatus[] = ["asking", "uncertain", "recorded"];

/** How acts are sent from one place. */
export interface Acting {
  /** Sends what stands on screen, or keeps it where there is nobody yet whose act it could be. */
  readonly act: (kind: Act, notice: Notice) => void;
  readonly follow: (submission: Submission, attempt: Promise<SubmissionState | undefined>) => void;
  /** Sends an act that was kept, on the notice as it was read for the person who came. */
  readonly deliver: (kept: KeptAct, notice: Notice) => void;
  /** The person has ticked: the choice sends itself, once they pause. */
  readonly touch: () => void;
  /** What was ticked while an act was on its way follows it. */
  readonly catchUp: (status: ConsentStatus) => void;
  /** What was ticked is not to be sent. */
  readonly forget: () => void;
  /** The place goes away: an act that was only waiting, for another tick or for the act before it, is sent. */
  readonly leave: () => void;
}

/** What the screen said when the person acted. */
type Said = Pick<KeptAct, "draft" | "language" | "decidedAt">;

/** Sends acts by the moment at which they are taken. */
export function createActing(latest: LatestMoment): Acting {
  let waiting: { readonly timer: unknown; readonly about: string } | undefined;
  let behind: string | undefined;

  function follow(submission: Submission, attempt: Promise<SubmissionState | undefined>): void {
    const at = latest.current;
    const started = submission.getSnapshot();
    if (started.status === "submitting") at.note({ own: started.decision, dropped: false });
    void attempt.then((state) => {
      if (state === undefined) return;
      if (state.status === "recorded" && subjectOf(latest.current) === subjectOf(at)) at.note({ changing: undefined });
      conclude(submission, latest, at, state);
    });
  }

  function said(): Said {
    const { page, draft, language } = latest.current;
    return { draft: draft.getState(), language, decidedAt: new Date(page.clock.now()).toISOString() };
  }

  function send(kind: Act, notice: Notice, what: Said): void {
    const { person, about, validateAgainst, options } = latest.current;
    const submission = submissionOf(person, about);
    // Between the first click and the next render, a second click finds the decision on its way.
    if (submission === undefined || submission.getSnapshot().status === "submitting") return;
    const { applicationId } = options;
    const decision = createDecision({ ...what, act: kind, notice, validateAgainst, applicationId });
    follow(submission, submission.submit(decision));
  }

  function act(kind: Act, notice: Notice): void {
    forget();
    const { status, keep } = latest.current;
    if (status === "preview") keep({ act: kind, notice, ...said() });
    else send(kind, notice, said());
  }

  function forget(): void {
    behind = undefined;
    if (waiting !== undefined) latest.current.page.clock.clearTimeout(waiting.timer);
    waiting = undefined;
  }

  function sendBySelf(ticked: string): void {
    const { status, notice, draft } = latest.current;
    // Another person, question or version of the notice: nothing that was ticked before was ticked on it.
    if (notice === undefined || ticked !== occasionOf(latest.current)) return;
    if (!sendable.includes(status)) behind = ticked;
    else if (isWorthSending(notice, draft.getState()) || takesBackUnsettled(latest.current)) act("save", notice);
  }

  function flush(): void {
    if (waiting === undefined) return;
    const { timer, about } = waiting;
    waiting = undefined;
    latest.current.page.clock.clearTimeout(timer);
    sendBySelf(about);
  }

  function leave(): void {
    flush();
    const ticked = behind;
    const { person, about } = latest.current;
    const submission = submissionOf(person, about);
    const before = submission?.getSnapshot();
    if (ticked === undefined || before?.status !== "submitting") return;
    behind = undefined;
    const { decision } = before;
    const last = said();
    // Joins the attempt under way: nothing is repeated.
    void submission?.retry().then((ended) => {
      if (ended === undefined) return;
      const after = recordedNotice(decision);
      const notice = ended.status === "recorded" ? after : decision.notice;
      // Without an answer it may be recorded: what it granted is taken back as well.
      const isWorth = isWorthSending(ended.status === "rejected" ? notice : after, last.draft);
      if (isWorth && ticked === occasionOf({ ...latest.current, notice })) send("save", notice, last);
    });
  }

  return {
    act,
    follow,
    deliver: (kept, notice) => send(kept.act, notice, kept),
    touch: () => {
      const { page } = latest.current;
      if (waiting !== undefined) page.clock.clearTimeout(waiting.timer);
      waiting = { timer: page.clock.setTimeout(flush, pause), about: occasionOf(latest.current) };
    },
    catchUp: (status) => {
      const about = behind;
      if (about === undefined || !sendable.includes(status)) return;
      behind = undefined;
      // A tick that is still waited for brings the earlier ones along; the act before has to be over and done with.
      waiting ??= { timer: latest.current.page.clock.setTimeout(flush, 0), about };
    },
    forget,
    leave,
  };
}

/** Whether the ticks withhold what an act without an answer may have granted. */
function takesBackUnsettled({ status, unsettled, draft }: Moment): boolean {
  return status === "uncertain" && unsettled !== undefined && takesBack(recordedNotice(unsettled), draft.getState());
}

/** Who ticks on what. */
function occasionOf(at: Moment): string {
  return `${subjectOf(at)} ${at.notice && versionOf(at.notice)}`;
}
