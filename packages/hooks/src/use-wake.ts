"use client";

import type { PageClient } from "./page-client.ts";
import { useEffect } from "react";
import { useLatest } from "./use-latest.ts";
import { sessionOf } from "./use-session.ts";
import type { Person } from "./use-person.ts";

/**
 * What the page's coming back (visible, restored, focused, online) is a reason for.
 * `when-due`: to read anew what may have changed since. `never`: nobody waits for the answer.
 */
export type Recheck = "when-due" | "never";

interface Rereading {
  readonly recheck: Recheck;
  readonly refetch: (options: { cancelRefetch: boolean }) => unknown;
}

/** What was answered less than this long ago, in milliseconds, is not asked again because a window was focused. */
const rest = 5_000;

/** Reads anew when the page comes back; hooks that read the same share one request. */
export function useWake(page: PageClient, person: Person, queryKey: readonly unknown[], rereading: Rereading): void {
  const latest = useLatest({ page, queryKey, ...rereading });
  useEffect(
    () =>
      sessionOf(person)?.onNews(({ kind }) => {
        const { recheck, refetch, ...place } = latest.current;
        if (kind === "wake" && recheck === "when-due" && isDue(place)) void refetch({ cancelRefetch: false });
      }),
    [person, latest],
  );
}

function isDue({ page, queryKey }: { readonly page: PageClient; readonly queryKey: readonly unknown[] }): boolean {
  const query = page.queryClient.getQueryCache().find({ queryKey, exact: true });
  if (query === undefined) return false;
  const { data, error, dataUpdateCount } = query.state;
  if (error !== null) return "retryable" in error && error.retryable === true;
  // Read by a server, whose clock may be another one.
  if (data !== undefined && dataUpdateCount === 0) return true;
  // The clock was put back since: nobody knows how long ago that was.
  if (!query.isStaleByTime(0)) return true;
  const isFresh = query.isActive() && !query.isStale();
  return !isFresh && query.isStaleByTime(rest);
}
