"use client";

import type { SessionSnapshot, SubmissionState } from "@notice-consent/client";
import type { ValidateAgainst } from "@notice-consent/contract";
import { useEffect } from "react";
import { aboutOf } from "./about.ts";
import { isUpdate } from "./consent-step.ts";
import type { ConsentSurroundings } from "./consent-provider.tsx";
import type { NoticeOptions } from "./notice-options.ts";
import type { NoticeQuestion } from "./queries.ts";
import { leavesNothing } from "./recorded-notice.ts";
import { useNoticeRead, type NoticeRead } from "./use-notice-read.ts";
import { usePerson, type Person } from "./use-person.ts";
import { sessionOf, useSession } from "./use-session.ts";
import { useSubmission } from "./use-submission.ts";
import type { Recheck } from "./use-wake.ts";

/** All that is known of one person and one notice, kept up to date while mounted. */
export interface Standing {
  readonly person: Person;
  readonly question: NoticeQuestion;
  readonly validateAgainst: ValidateAgainst;
  /** Names the notice, the application and the rule. */
  readonly about: string;
  readonly session: SessionSnapshot;
  readonly submission: SubmissionState;
  readonly read: NoticeRead;
}

/** Follows where a person stands with a notice: the session, the decision under way, and what the service says. */
export function useStanding(surroundings: ConsentSurroundings, options: NoticeOptions): Standing {
  const { page } = surroundings;
  const { noticeId, applicationId, language, includeFullyConsentedData, validateAgainst = "all" } = options;
  const question = { noticeId, validateAgainst, language, applicationId, includeFullyConsentedData };
  const about = aboutOf(question);

  const person = usePerson(surroundings, options);
  const session = useSession(page, person, options, about);
  const submission = useSubmission(person, about);
  const read = useNoticeRead(page, person, question, {
    session,
    enabled: submission.status !== "recorded" && !isUpdate(submission),
    recheck: recheckOf(submission),
  });

  const isOver = isOverturned(submission, read, question);
  useEffect(() => {
    if (isOver) sessionOf(person)?.submissions.get(about)?.reset();
  }, [isOver, person, about]);

  return { person, question, validateAgainst, about, session, submission, read };
}

function recheckOf(submission: SubmissionState): Recheck {
  switch (submission.status) {
    case "idle":
    case "rejected":
      return "when-due";
    case "recorded":
      return submission.settlement.mayProceed ? "when-due" : "never";
    // An unsettled decision is looked up in the record instead.
    case "unknown":
    case "submitting":
      return "never";
    default:
      return submission satisfies never;
  }
}

/** True once a later read no longer confirms a recorded yes; one that failed does not confirm it either. */
function isOverturned(submission: SubmissionState, read: NoticeRead, question: NoticeQuestion): boolean {
  if (submission.status !== "recorded" || !submission.settlement.mayProceed) return false;
  switch (read.status) {
    case "reading":
    case "already-valid":
      return false;
    case "failed":
      return true;
    case "ask": {
      const { notice } = read;
      if (notice === submission.decision.notice) return false;
      if (read.error !== undefined || !leavesNothing(notice, question.validateAgainst)) return true;
      return question.includeFullyConsentedData !== true;
    }
    default:
      return read satisfies never;
  }
}
