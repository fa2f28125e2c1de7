"use client";

import type { ConsentError, Notice } from "@notice-consent/contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { SessionSnapshot } from "@notice-consent/client";
import type { PageClient } from "./page-client.ts";
import { noticeQuery, type NoticeQuestion } from "./queries.ts";
import type { Person } from "./use-person.ts";

/** How a read stands. */
export type NoticeRead = (
  | { readonly status: "reading" }
  | { readonly status: "ask"; readonly notice: Notice }
  | { readonly status: "already-valid" }
  | { readonly status: "failed"; readonly error: ConsentError }
) & {
  readonly readAgain: () => void;
};

/** Reads a notice through the cache; the hooks of a page that ask the same share one request. */
export function useNotice(
  page: PageClient,
  person: Person,
  question: NoticeQuestion,
  { session, enabled }: { session: SessionSnapshot; enabled: boolean },
): NoticeRead {
  const options = noticeQuery(person, question);
  const query = useQuery(
    {
      ...options,
      enabled: enabled && person.status !== "unconfigured",
      // Another language of the same notice: the earlier words stay until the new ones are here.
      placeholderData: (previous, previousQuery) =>
        differsInLanguageOnly(previousQuery?.queryKey, options.queryKey) ? previous : undefined,
    },
    page.queryClient,
  );
  const { data, error, isFetching, isStale, isFetchedAfterMount, isPlaceholderData, refetch } = query;

  // New tokens of the same person: what their absence made fail is read again.
  const awaitsTokens = error?.retry === "after-sign-in" && session.status !== "expired";
  useEffect(() => {
    if (awaitsTokens && session.generation > 0) void refetch();
  }, [awaitsTokens, session.generation, refetch]);

  return useMemo(() => {
    const more = { readAgain: () => void refetch() };
    if (error !== null && !isFetching) return { status: "failed", error, ...more };
    // What was read before this place was there counts only while it is fresh, and a verdict never is.
    const counts = data !== undefined && (isFetchedAfterMount || isPlaceholderData || !isStale);
    if (counts && data.status === "ask") return { status: "ask", notice: data.notice, ...more };
    // An earlier yes does not outlive a failure to hear it again.
    const stands = counts && !isPlaceholderData && error === null;
    if (stands && data.status === "already-valid") return { status: "already-valid", ...more };
    return { status: "reading", ...more };
  }, [data, error, isFetching, isStale, isFetchedAfterMount, isPlaceholderData, refetch]);
}

function differsInLanguageOnly(one: readonly unknown[] | undefined, other: readonly unknown[]): boolean {
  return one !== undefined && withoutLanguage(one) === withoutLanguage(other);
}

function withoutLanguage(key: readonly unknown[]): string {
  return JSON.stringify(key, (name, value: unknown) => (name === "language" ? undefined : value));
}
