"use client";

import { submissionOf as submissionIn, type Submission, type SubmissionState } from "@notice-consent/client";
import { useCallback, useSyncExternalStore } from "react";
import type { Person } from "./use-person.ts";
import { sessionOf } from "./use-session.ts";

const idle: SubmissionState = { status: "idle" };

/** The submission under way about one thing; `undefined` without a person. */
export function submissionOf(person: Person, about: string): Submission | undefined {
  const session = sessionOf(person);
  return session && submissionIn(session, about);
}

/** Shows the decision that the person's session holds. One that was settled before anybody watched is not taken up. */
export function useSubmission(person: Person, about: string): SubmissionState {
  const subscribe = useCallback(
    (listener: () => void) => submissionOf(person, about)?.subscribe(listener) ?? (() => {}),
    [person, about],
  );
  const read = (): SubmissionState => sessionOf(person)?.submissions.get(about)?.shown() ?? idle;
  return useSyncExternalStore(subscribe, read, () => idle);
}
