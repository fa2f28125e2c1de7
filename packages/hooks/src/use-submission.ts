"use client";

import {
  submissionOf as submissionIn,
  type Session,
  type Submission,
  type SubmissionState,
} from "@notice-consent/client";
import { useCallback, useSyncExternalStore } from "react";
import type { Person } from "./use-person.ts";
import { sessionOf } from "./use-session.ts";

const idle: SubmissionState = { status: "idle" };

/** How a place comes by a submission: one that may act opens it, one that only looks on finds it or does not. */
export type FindSubmission = (session: Session, about: string) => Submission | undefined;

/** The submission under way about one thing; `undefined` without a person. */
export function submissionOf(person: Person, about: string): Submission | undefined {
  const session = sessionOf(person);
  return session && submissionIn(session, about);
}

/** Finds a submission that somebody else has opened. */
export const heldSubmission: FindSubmission = (session, about) => session.submissions.get(about);

/** Shows the decision that the person's session holds. One that was settled before anybody watched is not taken up. */
export function useSubmission(person: Person, about: string, find: FindSubmission = submissionIn): SubmissionState {
  const subscribe = useCallback(
    (listener: () => void) => {
      const session = sessionOf(person);
      if (session === undefined) return () => {};
      let watched: Submission | undefined;
      let forget = (): void => {};
      const watch = (): void => {
        const found = find(session, about);
        if (found === watched) return;
        forget();
        watched = found;
        forget = found?.subscribe(listener) ?? forget;
      };
      watch();
      // A submission that somebody opens later is met at the latest when it is recorded.
      const unhear = session.onNews(() => {
        watch();
        listener();
      });
      return () => {
        unhear();
        forget();
      };
    },
    [person, about, find],
  );
  const read = (): SubmissionState => sessionOf(person)?.submissions.get(about)?.shown() ?? idle;
  return useSyncExternalStore(subscribe, read, () => idle);
}
