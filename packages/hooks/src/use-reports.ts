"use client";

import type { Session } from "@notice-consent/client";
import type { ConsentError } from "@notice-consent/contract";
import { useEffect } from "react";
import { join, reportOnce, tellOwn } from "./audience.ts";
import { alreadyValid } from "./consent-result.ts";
import type { LatestMoment, LatestPlace } from "./moment.ts";
import type { Person } from "./use-person.ts";
import { sessionOf } from "./use-session.ts";
import { submissionOf } from "./use-submission.ts";

interface Reports {
  readonly person: Person;
  readonly about: string;
  readonly sessionError: ConsentError | undefined;
  readonly readError?: ConsentError | undefined;
}

interface Satisfaction {
  readonly person: Person;
  readonly about: string;
  /** What the service has last said; `undefined` while that is not known. */
  readonly found: "asks" | "satisfied" | undefined;
}

/** Lets the host of a place hear of decisions, and of what nobody's act has brought about: a failure to read, an ended session. */
export function useReports(latest: LatestPlace, { person, about, readError, sessionError }: Reports): void {
  useEffect(() => {
    const submission = submissionOf(person, about);
    return submission && join(submission, latest);
  }, [person, about, latest]);

  useEffect(() => {
    if (readError !== undefined) reportOnce(latest, readError);
  }, [readError, latest]);

  useEffect(() => {
    if (sessionError !== undefined) reportOnce(latest, sessionError);
  }, [sessionError, latest]);
}

/**
 * Tells the host, once for each person, notice and rule, that nothing is left to ask. When something is asked again, there
 * is a new answer to wait for, and it is told as well.
 */
export function useSatisfaction(latest: LatestMoment, { person, about, found }: Satisfaction): void {
  useEffect(() => {
    const session = found === undefined ? undefined : sessionOf(person);
    if (session === undefined) return;
    if (found === "asks") {
      announced.get(session)?.delete(about);
      return;
    }
    const { options, language } = latest.current;
    const result = alreadyValid(options.noticeId, language);
    tellOwn(latest, (callbacks) => {
      if (isFirst(session, about)) callbacks.onAccept?.(result);
    });
  }, [found, person, about, latest]);
}

const announced = new WeakMap<Session, Set<string>>();

/** True once for each person, notice and rule until something is asked again, however many places learn of it. */
function isFirst(session: Session, about: string): boolean {
  const known = announced.get(session) ?? new Set();
  announced.set(session, known);
  if (known.has(about)) return false;
  known.add(about);
  return true;
}
