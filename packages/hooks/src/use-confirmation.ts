"use client";

import type { Decision, Submission, SubmissionState } from "@notice-consent/client";
import { useEffect, useState } from "react";
import { conclude } from "./conclusion.ts";
import type { LatestPlace } from "./moment.ts";
import { sessionOf } from "./use-session.ts";
import { submissionOf } from "./use-submission.ts";
import type { Person } from "./use-person.ts";

interface Unsettled {
  readonly person: Person;
  readonly about: string;
  readonly submission: SubmissionState;
}

/**
 * Looks up what became of a decision that had no answer: when a place finds it on mounting, when the page comes back,
 * and when something was recorded elsewhere. Not right after the failure, when it may still be under way.
 */
export function useConfirmation(latest: LatestPlace, { person, about, submission }: Unsettled): void {
  const unsettled = submission.status === "unknown" ? submission.decision : undefined;
  const [found] = useState(unsettled);
  useEffect(() => {
    const held = unsettled && submissionOf(person, about);
    if (held === undefined || unsettled === undefined) return undefined;
    if (found === unsettled) lookUp(held, unsettled, latest);
    return sessionOf(person)?.onNews(() => lookUp(held, unsettled, latest));
  }, [person, about, unsettled, found, latest]);
}

function lookUp(submission: Submission, unsettled: Decision, actor: LatestPlace): void {
  const at = actor.current;
  void submission.lookUp().then(() => {
    const state = submission.getSnapshot();
    if (state.status === "recorded" && state.decision === unsettled) conclude(submission, actor, at, state);
  });
}
