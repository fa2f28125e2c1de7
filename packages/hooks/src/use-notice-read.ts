"use client";

import type { SessionSnapshot } from "@notice-consent/client";
import type { ConsentError, Notice } from "@notice-consent/contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { PageClient } from "./page-client.ts";
import { noticeQuery, type CachedAnswer, type NoticeQuestion } from "./queries.ts";
import type { Person } from "./use-person.ts";
import { useOwnPrefetched } from "./use-prefetched.ts";
import { useWake, type Recheck } from "./use-wake.ts";

/** How a read stands. `notice` is as the service sent it, in all its languages. */
export type NoticeRead = (
  | { readonly status: "reading" }
  | {
      readonly status: "ask";
      readonly notice: Notice;
      /** Why reading it anew has failed; what was read before stands. */
      readonly error: ConsentError | undefined;
      /** True when the last read has succeeded, for this very question; nothing counts as a yes until then. */
      readonly isConfirmed: boolean;
    }
  /** `notice` with what is recorded, where that was asked for. */
  | { readonly status: "already-valid"; readonly notice?: Notice | undefined }
  | { readonly status: "failed"; readonly error: ConsentError }
) & {
  readonly readAgain: () => void;
};

interface ReadConditions {
  readonly session: SessionSnapshot;
  readonly enabled: boolean;
  /** What the page's coming back is a reason for. */
  readonly recheck: Recheck;
}

/** Reads a notice through the cache; the hooks of a page that ask the same share one request. */
export function useNoticeRead(
  page: PageClient,
  person: Person,
  question: NoticeQuestion,
  { session, enabled, recheck }: ReadConditions,
): NoticeRead {
  const prefetched = useOwnPrefetched(page, person, question);
  const options = noticeQuery(person, question, prefetched);
  const isAsked = enabled && person.status !== "unconfigured";
  const key = JSON.stringify(options.queryKey);
  // oxlint-disable-next-line react/exhaustive-deps -- the key is the place in the cache by value
  const before = useMemo(() => page.queryClient.getQueryData(options.queryKey), [page, key]);
  const query = useQuery(
    {
      ...options,
      enabled: isAsked,
      // Another language of the same notice: the earlier words stay until the new ones are here.
      placeholderData: (previous: CachedAnswer | undefined, previousQuery) =>
        differsInLanguageOnly(previousQuery?.queryKey, options.queryKey) ? previous : undefined,
    },
    page.queryClient,
  );
  const { data, error, isFetching, isStale, isPlaceholderData, refetch } = query;

  // New tokens of the same person: what their absence made fail is read again.
  const awaitsTokens = error?.retry === "after-sign-in" && session.status !== "expired";
  useEffect(() => {
    if (awaitsTokens && session.generation > 0) void refetch();
  }, [awaitsTokens, session.generation, refetch]);

  const isForgotten = isAsked && data?.status === "forgotten" && error === null && !isFetching;
  useEffect(() => {
    if (isForgotten) void refetch({ cancelRefetch: false });
  }, [isForgotten, refetch]);

  useWake(page, person, options.queryKey, { recheck, refetch });

  // What was read before this place was there counts only while it is fresh, and a verdict never is.
  const isOwn = data !== before || isPlaceholderData || !isStale || data === prefetched?.answer;
  return useMemo(() => {
    const more = { readAgain: () => void refetch() };
    // An earlier yes does not outlive a failure to hear it again, nor while that is tried once more.
    const isConfirmed = isOwn && !isPlaceholderData && error === null;
    const shown = isFetching ? undefined : (error ?? undefined);
    if (isOwn && data?.status === "ask") {
      return { status: "ask", notice: data.notice, error: shown, isConfirmed, ...more };
    }
    if (shown !== undefined) return { status: "failed", error: shown, ...more };
    if (isConfirmed && data?.status === "already-valid") return { status: "already-valid", ...more };
    return { status: "reading", ...more };
  }, [data, error, isFetching, isOwn, isPlaceholderData, refetch]);
}

function differsInLanguageOnly(one: readonly unknown[] | undefined, other: readonly unknown[]): boolean {
  return one !== undefined && withoutLanguage(one) === withoutLanguage(other);
}

function withoutLanguage(key: readonly unknown[]): string {
  return JSON.stringify(key, (name, value: unknown) => (name === "language" ? undefined : value));
}
