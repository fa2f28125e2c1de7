"use client";

import { localize, type Language, type Notice, type Validation } from "@notice-consent/contract";
import type { SessionStatus } from "@notice-consent/client";
import { useMemo, useState } from "react";
import { createConsentActions } from "./consent-actions.ts";
import { alreadyValid, resultOf } from "./consent-result.ts";
import { noticeOf, stepOf, type ConsentStep } from "./consent-step.ts";
import type { Consent, ConsentActions, UseConsentOptions } from "./consent.ts";
import { useSurroundings } from "./consent-provider.tsx";
import type { DraftStore } from "./draft-store.ts";
import type { Moment } from "./moment.ts";
import { placeOf } from "./queries.ts";
import { useCompleteness, useDraftStore } from "./use-draft.ts";
import { useLanguage } from "./use-language.ts";
import { useLatest } from "./use-latest.ts";
import { useNotice } from "./use-notice.ts";
import { usePerson } from "./use-person.ts";
import { useReports } from "./use-reports.ts";
import { useSession } from "./use-session.ts";
import { useSubmission } from "./use-submission.ts";

/** Asks one person about one notice. Subscribes and composes; the flow itself lives in the session and the rules. */
export function useConsent(options: UseConsentOptions): Consent {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const { noticeId, applicationId } = options;
  const validateAgainst = options.validateAgainst ?? defaults.validateAgainst ?? "all";
  const about = JSON.stringify([noticeId, applicationId ?? "", validateAgainst]);
  const question = {
    noticeId,
    validateAgainst,
    language: options.language,
    applicationId,
    includeFullyConsentedData: options.includeFullyConsentedData,
  };

  const person = usePerson(surroundings, options);
  const { digest } = placeOf(person);
  const session = useSession(surroundings, person, about, options);
  const submission = useSubmission(person, about);
  const read = useNotice(page, person, question, { session, enabled: submission.status !== "recorded" });

  const notice = noticeOf(submission, read);
  const { choose, ...choice } = useLanguage(page, notice, options);
  const draft = useDraftStore(page, { digest, about }, notice, options.honourPreselection === true);
  const completeness = useCompleteness(notice, draft);

  const place = `${digest} ${about}`;
  const [dismissedPlace, setDismissedPlace] = useState<string | undefined>(undefined);
  const dismissed = dismissedPlace === place;
  const step = useMemo(() => stepOf({ person, submission, read, dismissed }), [person, submission, read, dismissed]);

  const latest = useLatest<Moment>({
    page,
    person,
    options,
    question,
    validateAgainst,
    about,
    status: step.status,
    notice,
    sessionError: session.error,
    unsettled: submission.status === "unknown" || submission.status === "rejected" ? submission.decision : undefined,
    draft,
    language: choice.language.tag,
    readAgain: read.readAgain,
    chooseLanguage: choose,
    setDismissed: (yes) => setDismissedPlace(yes ? place : undefined),
  });
  const [actions] = useState(() => createConsentActions(latest));
  useReports(latest, {
    person,
    about,
    satisfied: step.status === "satisfied",
    readError: step.status === "failed" ? step.error : undefined,
    sessionError: session.error,
  });

  const { language, languages } = choice;
  const status = person.status === "known" ? session.status : undefined;
  return useMemo(() => {
    const common = { session: status, language, languages, draft, actions };
    return dress(step, { noticeId, notice, completeness, ...common });
  }, [step, noticeId, notice, completeness, status, language, languages, draft, actions]);
}

interface Wardrobe {
  readonly noticeId: string;
  readonly notice: Notice | undefined;
  readonly completeness: Validation;
  readonly session: SessionStatus | undefined;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly draft: DraftStore;
  readonly actions: ConsentActions;
}

/** A step with what the screen needs, the notice in the shown language. */
function dress(step: ConsentStep, { noticeId, notice, completeness, ...common }: Wardrobe): Consent {
  const inLanguage = (raw: Notice): Notice => localize(raw, common.language);
  switch (step.status) {
    case "preview":
      return { ...common, status: "preview", mayProceed: false, notice: notice && inLanguage(notice) };
    case "asking":
      if (notice === undefined) return { ...common, status: "checking", mayProceed: false };
      return { ...common, ...step, mayProceed: false, notice: inLanguage(notice), completeness };
    case "submitting":
      return {
        ...common,
        status: "submitting",
        mayProceed: false,
        notice: inLanguage(step.decision.notice),
        act: step.decision.act,
      };
    case "uncertain": {
      const { decision, error } = step;
      return {
        ...common,
        status: "uncertain",
        mayProceed: false,
        notice: inLanguage(decision.notice),
        act: decision.act,
        completeness,
        error,
      };
    }
    case "recorded": {
      const { decision, settlement } = step;
      const result = resultOf(decision, settlement);
      return {
        ...common,
        status: "recorded",
        mayProceed: result.mayProceed,
        notice: inLanguage(decision.notice),
        result,
      };
    }
    case "satisfied":
      return { ...common, status: "satisfied", mayProceed: true, result: alreadyValid(noticeId, common.language.tag) };
    case "failed":
      return { ...common, status: "failed", mayProceed: false, error: step.error };
    case "checking":
    case "dismissed":
      return { ...common, status: step.status, mayProceed: false };
    default:
      return step satisfies never;
  }
}
