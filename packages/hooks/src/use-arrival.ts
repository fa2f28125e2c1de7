"use client";

import { decide, type Act, type Draft, type Notice } from "@notice-consent/contract";
import { useEffect, useMemo, useState } from "react";
import { isSameVersion } from "./notice-version.ts";
import type { PageClient } from "./page-client.ts";
import { noticeQuery, placeOf, type NoticeQuestion } from "./queries.ts";
import { hasRecord } from "./recorded-notice.ts";
import type { NoticeRead } from "./use-notice-read.ts";
import type { Person } from "./use-person.ts";

/** What a person did before there was a session to send it, exactly as the screen showed it. */
export interface KeptAct {
  readonly act: Act;
  readonly notice: Notice;
  readonly draft: Draft;
  /** BCP-47 tag of the language read. */
  readonly language: string;
  /** ISO 8601, by the person's clock. */
  readonly decidedAt: string;
}

interface Previewed {
  readonly about: string;
  readonly notice: Notice;
  /** Who came; nobody else inherits what was done before. */
  readonly digest?: string;
  /** What the page held of that person's notice before, which is no fresh read. */
  readonly before?: unknown;
}

/** What was shown and done before there was a person, and the coming of the first one. */
export interface Arrival {
  /** What is shown: what was read without a person stays until the first read for the one who came. */
  readonly read: NoticeRead;
  readonly isPreviewed: boolean;
  readonly kept: KeptAct | undefined;
  readonly keep: (act: KeptAct | undefined) => void;
  /** What the kept act has met, once a fresh read for the person who came is there. */
  readonly landing: "may-be-sent" | "version-differs" | "already-answered" | undefined;
  /** Ends the arrival. */
  readonly land: () => void;
}

/** Follows a place from no person to the first one. A second one finds nothing of it. */
export function useArrival(
  page: PageClient,
  { person, about, question }: { readonly person: Person; readonly about: string; readonly question: NoticeQuestion },
  given: NoticeRead,
): Arrival {
  const { digest } = placeOf(person);
  const [previewed, setPreviewed] = useState<Previewed | undefined>(undefined);
  const [kept, keep] = useState<KeptAct | undefined>(undefined);

  const next = follow(previewed, { page, person, about, question, read: given });
  if (next !== previewed) {
    setPreviewed(next);
    // The first person takes over what stands on screen; any other change of person or question ends it.
    if (next?.digest !== undefined && previewed?.digest === undefined) page.memory.drafts?.handOver(about, digest);
    if (kept !== undefined && !isSameVisit(previewed, next)) keep(undefined);
  }

  const isClaimed = person.status === "known" && next?.digest === digest;
  const mustBeFresh = isClaimed && kept !== undefined;
  const isFresh =
    given.status === "already-valid" || (given.status === "ask" && answerOf(next?.before) !== given.notice);
  const { readAgain, status } = given;
  useEffect(() => {
    if (mustBeFresh && status !== "reading") readAgain();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each coming, whatever the read becomes
  }, [mustBeFresh]);

  const isAwaited = isClaimed && (given.status === "reading" || (mustBeFresh && !isFresh && given.status === "ask"));
  if (isClaimed && !isAwaited && kept === undefined && previewed !== undefined) setPreviewed(undefined);
  const staleError = given.status === "ask" ? given.error : undefined;
  const read = useMemo((): NoticeRead => {
    if (!isAwaited || next === undefined) return given;
    if (staleError !== undefined) return { status: "failed", error: staleError, readAgain };
    return { status: "ask", notice: next.notice, error: undefined, isConfirmed: false, readAgain };
  }, [isAwaited, next, staleError, given, readAgain]);

  const landing = mustBeFresh && isFresh && !isAwaited ? landingOf(kept, given) : undefined;
  return {
    read,
    // What is about to be sent is asked of nobody in between.
    isPreviewed: isAwaited || landing === "may-be-sent",
    kept,
    keep,
    landing,
    land: () => {
      keep(undefined);
      setPreviewed(undefined);
    },
  };
}

interface Now {
  readonly page: PageClient;
  readonly person: Person;
  readonly about: string;
  readonly question: NoticeQuestion;
  readonly read: NoticeRead;
}

function follow(before: Previewed | undefined, { page, person, about, question, read }: Now): Previewed | undefined {
  switch (person.status) {
    case "unknown":
      if (read.status !== "ask") return before?.digest === undefined && before?.about === about ? before : undefined;
      if (before?.notice === read.notice && before.digest === undefined && before.about === about) return before;
      return { about, notice: read.notice };
    case "known": {
      if (before === undefined || before.about !== about) return undefined;
      const { digest } = placeOf(person);
      if (before.digest !== undefined) return before.digest === digest ? before : undefined;
      return { ...before, digest, before: page.queryClient.getQueryData(noticeQuery(person, question).queryKey) };
    }
    case "unconfigured":
      return undefined;
    default:
      return person satisfies never;
  }
}

function isSameVisit(before: Previewed | undefined, next: Previewed | undefined): boolean {
  if (before === undefined || next === undefined) return false;
  return before.about === next.about && (before.digest === undefined || before.digest === next.digest);
}

function answerOf(cached: unknown): unknown {
  return typeof cached === "object" && cached !== null && "notice" in cached ? cached.notice : undefined;
}

function landingOf(kept: KeptAct, read: NoticeRead): Arrival["landing"] {
  if (read.status !== "ask") return "already-answered";
  if (!isSameVersion(kept.notice, read.notice) || rowsOf(kept.notice) !== rowsOf(read.notice)) return "version-differs";
  return hasRecord(read.notice) ? "already-answered" : "may-be-sent";
}

/** Whatever a service calls its versions, what can be ticked has to be the same. */
function rowsOf(notice: Notice): string {
  return JSON.stringify(decide(notice, {}));
}
