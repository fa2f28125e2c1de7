"use client";

import { createDecision, uuid, type Submission, type SubmissionState } from "@notice-consent/client";
import { emptyDraft, grantAll, type Act, type ConsentError, type Draft, type Notice } from "@notice-consent/contract";
import { useMemo, useState } from "react";
import { aboutOf } from "./about.ts";
import { conclude } from "./conclusion.ts";
import { resultOf } from "./consent-result.ts";
import type { ConsentResult, DecisionCallbacks, DeclineResult } from "./consent.ts";
import { useSurroundings } from "./consent-provider.tsx";
import { warnOnce } from "./development.ts";
import type { LatestPlace, Place } from "./moment.ts";
import type { NoticeOptions } from "./notice-options.ts";
import { useConfirmation } from "./use-confirmation.ts";
import { useLatest } from "./use-latest.ts";
import { usePerson } from "./use-person.ts";
import { useReports } from "./use-reports.ts";
import { useSession } from "./use-session.ts";
import { submissionOf, useSubmission } from "./use-submission.ts";
import { withDefaults } from "./with-defaults.ts";

/** What a person did, on the notice as it was shown to them. */
export type SubmitChoice = {
  readonly notice: Notice;
  /** BCP-47 tag of the language they read. */
  readonly language: string;
} & (
  | { readonly act: Exclude<Act, "save"> }
  /** Saving says exactly what is ticked. */
  | { readonly act: "save"; readonly draft: Draft }
);

/** How a decision stands. `unknown`: no definite answer came; `retry` sends it again under its key. */
export type SubmitConsent = (
  | { readonly status: "idle" | "submitting" }
  | { readonly status: "recorded"; readonly result: ConsentResult | DeclineResult }
  | { readonly status: "rejected" | "unknown"; readonly error: ConsentError }
) & {
  /** Sends what a person has just decided; a second call while one is on its way does nothing. */
  readonly submit: (choice: SubmitChoice) => void;
  /** Sends a decision that was refused or had no answer again, unchanged. */
  readonly retry: () => void;
};

/** What a decision is sent with. */
export type SubmitConsentOptions = Omit<NoticeOptions, "includeFullyConsentedData"> & DecisionCallbacks;

/** Sends decisions, one at a time for each person and notice. Reads nothing and shows nothing. */
export function useSubmitConsent(given: SubmitConsentOptions): SubmitConsent {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults(given, defaults);
  const { noticeId, applicationId, language, validateAgainst = "all" } = options;
  const question = { noticeId, applicationId, language, validateAgainst };
  const about = aboutOf(question);
  const person = usePerson(surroundings, options);
  const session = useSession(page, person, options, about);
  const submission = useSubmission(person, about);

  const latest = useLatest<Place>({ page, person, options, question, about, sessionError: session.error });
  const [actions] = useState(() => createSubmitActions(latest));
  useConfirmation(latest, { person, about, submission });
  useReports(latest, { person, about, sessionError: session.error });

  return useMemo(() => {
    switch (submission.status) {
      case "idle":
      case "submitting":
        return { status: submission.status, ...actions };
      case "recorded":
        return { status: "recorded", result: resultOf(submission.decision, submission.settlement), ...actions };
      case "rejected":
      case "unknown":
        return { status: submission.status, error: submission.error, ...actions };
      default:
        return submission satisfies never;
    }
  }, [submission, actions]);
}

function createSubmitActions(latest: LatestPlace): Pick<SubmitConsent, "submit" | "retry"> {
  function follow(submission: Submission, attempt: Promise<SubmissionState | undefined>, at: Place): void {
    void attempt.then((state) => state && conclude(submission, latest, at, state));
  }

  return {
    submit: (choice) => {
      const at = latest.current;
      const submission = submissionOf(at.person, at.about);
      if (submission === undefined) return warnOnce("submit() does nothing before there is a person.");
      if (submission.getSnapshot().status === "submitting") return;
      // The verdict on it would pass for one on the notice that is asked about by now.
      if (!isAbout(choice.notice, at.question.noticeId)) {
        return warnOnce("submit() was called with another notice than noticeId names, and sends nothing.");
      }
      const { validateAgainst, applicationId } = at.question;
      const decision = createDecision({
        ...choice,
        draft: draftOf(choice),
        validateAgainst,
        applicationId,
        decidedAt: new Date(at.page.clock.now()).toISOString(),
      });
      follow(submission, submission.submit(decision), at);
    },
    retry: () => {
      const at = latest.current;
      const submission = submissionOf(at.person, at.about);
      const before = submission?.getSnapshot();
      if (submission === undefined) return;
      if (before?.status === "unknown") follow(submission, submission.retry(), at);
      // What had a definite answer is a request of its own when it is sent again.
      if (before?.status === "rejected") follow(submission, submission.submit({ ...before.decision, key: uuid() }), at);
    },
  };
}

function isAbout({ uuid, active_config }: Notice, noticeId: string): boolean {
  return uuid === noticeId || active_config.notice_uuid === noticeId;
}

function draftOf(choice: SubmitChoice): Draft {
  switch (choice.act) {
    case "accept-all":
      return grantAll(choice.notice);
    case "decline":
      return emptyDraft;
    case "save":
      return choice.draft;
    default:
      return choice satisfies never;
  }
}
