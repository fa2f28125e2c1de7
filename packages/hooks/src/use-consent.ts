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
import { useConfirmation } from "./use-confirmation.ts";
import { useCompleteness, useDraftStore } from "./use-draft.ts";
import { useLanguage } from "./use-language.ts";
import { useLatest } from "./use-latest.ts";
import { useServedLanguage } from "./use-prefetched.ts";
import { useReports, useSatisfaction } from "./use-reports.ts";
import { useStanding } from "./use-standing.ts";
import { useUninterrupted } from "./use-uninterrupted.ts";
import { withDefaults } from "./with-defaults.ts";

/** Asks one person about one notice. Subscribes and composes; the flow itself lives in the session and the rules. */
export function useConsent(given: UseConsentOptions): Consent {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults(given, defaults);
  const { noticeId } = options;

  const { person, question, validateAgainst, about, session, submission, ...found } = useStanding(
    surroundings,
    options,
  );
  const { digest } = placeOf(person);
  const read = useUninterrupted(page, { digest, about }, found.read, submission.status === "idle");

  const notice = noticeOf(submission, read);
  const served = useServedLanguage(noticeId);
  const { offersLanguage, language: wish = served } = options;
  const { choose, ...choice } = useLanguage(page, notice, { offersLanguage, language: wish });
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
  useConfirmation(latest, { person, about, submission });
  useReports(latest, {
    person,
    about,
    readError: step.status === "failed" ? step.error : undefined,
    sessionError: session.error,
  });
  useSatisfaction(latest, person, about, step.status === "satisfied");

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
