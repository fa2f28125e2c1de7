"use client";

import type { PrefetchedConsent } from "@notice-consent/client";
import { useEffect, useState } from "react";
import { usePrefetched } from "./consent-boundary.tsx";
import type { PageClient } from "./page-client.ts";
import { isSupported, placeOf, type NoticeQuestion } from "./queries.ts";
import type { Person } from "./use-person.ts";

/** What a server has read for this very question, unless an earlier place of this page has already started from it. */
export function useOwnPrefetched(
  page: PageClient,
  person: Person,
  question: NoticeQuestion,
): PrefetchedConsent | undefined {
  const { digest, base } = placeOf(person);
  const found = usePrefetched().find((prefetched) => isAnswerTo(prefetched, digest, base, question));
  const [fresh] = useState(() => new WeakMap<PrefetchedConsent, boolean>());
  if (found !== undefined && !fresh.has(found)) fresh.set(found, !page.memory.isSpent(found));
  useEffect(() => {
    if (found !== undefined) page.memory.spend(found);
  }, [page, found]);
  return found !== undefined && fresh.get(found) === true ? found : undefined;
}

function isAnswerTo(read: PrefetchedConsent, digest: string, base: string, question: NoticeQuestion): boolean {
  const { organisationUuid, workspaceUuid } = read.address;
  return (
    read.answer !== undefined &&
    // What is not to be shown is read once more, and refused with its reason.
    isSupported(read.answer) &&
    read.digest === digest &&
    (digest === "" ? `${read.base}/${organisationUuid}/${workspaceUuid}` : read.base) === base &&
    read.noticeId === question.noticeId &&
    read.validateAgainst === question.validateAgainst &&
    read.applicationId === (question.applicationId ?? "") &&
    (!question.language || read.language === question.language) &&
    // A notice that is to be asked is the same whether or not what is on record was asked for.
    (question.includeFullyConsentedData !== true || read.answer.status === "ask") &&
    question.view === undefined
  );
}

/** The language that a server has read a notice in; `undefined` where none did. */
export function useServedLanguage(noticeId: string): string | undefined {
  return usePrefetched().find((read) => read.noticeId === noticeId)?.language || undefined;
}
