"use client";

import { aboutOf } from "./about.ts";
import { useSurroundings } from "./consent-provider.tsx";
import type { NoticeOptions } from "./notice-options.ts";
import { useNoticeRead, type NoticeRead } from "./use-notice-read.ts";
import { usePerson } from "./use-person.ts";
import { useSession } from "./use-session.ts";
import { withDefaults } from "./with-defaults.ts";

/** Reads a notice for a person, or without one, and keeps it up to date while mounted. Decides and sends nothing. */
export function useNotice(given: NoticeOptions): NoticeRead {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults(given, defaults);
  const { noticeId, applicationId, language, includeFullyConsentedData, validateAgainst = "all" } = options;
  const question = { noticeId, validateAgainst, language, applicationId, includeFullyConsentedData };
  const person = usePerson(surroundings, options);
  const session = useSession(page, person, options, aboutOf(question));
  return useNoticeRead(page, person, question, { session, enabled: true, recheck: "when-due" });
}
