"use client";

import { coverage, type OutstandingItem, type ValidateAgainst } from "@notice-consent/contract";
import { useMemo } from "react";
import { aboutOf } from "./about.ts";
import { answerFor, type Unknown } from "./answer-for.ts";
import { useSurroundings } from "./consent-provider.tsx";
import type { NoticeOptions } from "./notice-options.ts";
import { useNoticeRead, type NoticeRead } from "./use-notice-read.ts";
import { usePerson, type Person } from "./use-person.ts";
import { useSession } from "./use-session.ts";
import { withDefaults } from "./with-defaults.ts";

/** Whether consent is given. `unknown` is neither a yes nor a no. */
export type ConsentCheck =
  | { readonly status: "unknown"; readonly mayProceed: false; readonly reason: Unknown }
  | {
      readonly status: "required";
      readonly mayProceed: false;
      /** What lacks an active grant; empty where the service asks for a reason of its own. */
      readonly outstanding: readonly OutstandingItem[];
    }
  | { readonly status: "satisfied"; readonly mayProceed: true };

/** What a check is made with: nothing of it is shown. */
export type ConsentStatusOptions = Omit<NoticeOptions, "includeFullyConsentedData">;

/** Checks a notice without showing it. Shares its request with whatever else asks about the notice on the page. */
export function useConsentStatus(given: ConsentStatusOptions): ConsentCheck {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults(given, defaults);
  const { noticeId, applicationId, language, validateAgainst = "all" } = options;
  const question = { noticeId, applicationId, language, validateAgainst };
  const person = usePerson(surroundings, options);
  const session = useSession(page, person, options, aboutOf(question));
  const enabled = person.status === "known";
  const read = useNoticeRead(page, person, question, { session, enabled, recheck: "when-due" });
  return useMemo(() => checkOf(person, read, validateAgainst), [person, read, validateAgainst]);
}

function checkOf(person: Person, read: NoticeRead, validateAgainst: ValidateAgainst): ConsentCheck {
  const answer = answerFor(person, read);
  switch (answer.status) {
    case "unknown":
      return { status: "unknown", mayProceed: false, reason: answer.reason };
    case "already-valid":
      return { status: "satisfied", mayProceed: true };
    case "ask": {
      const left = coverage(answer.notice, answer.notice.purpose_selections ?? {}, validateAgainst);
      const outstanding = left.status === "outstanding" ? left.items : [];
      return { status: "required", mayProceed: false, outstanding };
    }
    default:
      return answer satisfies never;
  }
}
