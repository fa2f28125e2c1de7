"use client";

import {
  askingReason,
  localize,
  standingOf,
  type Language,
  type Notice,
  type PurposeStanding,
  type Validation,
  type ValidateAgainst,
} from "@notice-consent/contract";
import type { SessionStatus } from "@notice-consent/client";
import { useMemo, useState } from "react";
import { createConsentActions } from "./consent-actions.ts";
import { alreadyValid, resultOf } from "./consent-result.ts";
import { noticeOf, stepOf, type ConsentStep } from "./consent-step.ts";
import type { Consent, ConsentActions, SubmitMode, UseConsentOptions } from "./consent.ts";
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

  const { mode = "ask", submit = "button" } = options;
  const { language, languages } = choice;
  const status = person.status === "known" ? session.status : undefined;
  return useMemo(() => {
    const common = { session: status, language, languages, draft, actions, mode, submit };
    return dress(step, { noticeId, notice, validateAgainst, completeness, ...common });
  }, [
    step,
    noticeId,
    notice,
    validateAgainst,
    completeness,
    status,
    language,
    languages,
    draft,
    actions,
    mode,
    submit,
  ]);
}

interface Wardrobe {
  readonly noticeId: string;
  readonly notice: Notice | undefined;
  readonly validateAgainst: ValidateAgainst;
  readonly completeness: Validation;
  readonly mode: "ask" | "manage";
  readonly submit: SubmitMode;
  readonly session: SessionStatus | undefined;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly draft: DraftStore;
  readonly actions: ConsentActions;
}

/** A step with what the screen needs, the notice in the shown language. */
function dress(step: ConsentStep, wardrobe: Wardrobe): Consent {
  const { noticeId, notice, validateAgainst, completeness, ...common } = wardrobe;
  const inLanguage = (raw: Notice): Notice => localize(raw, common.language);
  const shown = (raw: Notice) => ({ notice: inLanguage(raw), standing: standing(raw) });
  switch (step.status) {
    case "preview": {
      const words = notice && inLanguage(notice);
      return { ...common, status: "preview", mayProceed: false, notice: words, completeness, isWaiting: false };
    }
    case "asking": {
      if (notice === undefined) return { ...common, status: "checking", mayProceed: false };
      const reason = askingReason(notice, notice.purpose_selections ?? {}, validateAgainst);
      const state = { ...common, ...step, ...shown(notice), completeness, reason };
      return { ...state, mayProceed: false, isReview: false, isDropped: false };
    }
    case "submitting": {
      const { act, notice: decidedOn } = step.decision;
      return { ...common, ...shown(decidedOn), status: "submitting", mayProceed: false, act };
    }
    case "uncertain": {
      const { decision, error } = step;
      const { act, notice: decidedOn } = decision;
      return { ...common, ...shown(decidedOn), status: "uncertain", mayProceed: false, act, completeness, error };
    }
    case "recorded": {
      const { decision, settlement } = step;
      const result = resultOf(decision, settlement);
      const { mayProceed } = result;
      const state = { ...common, ...shown(decision.notice), result, completeness };
      return { ...state, status: "recorded", mayProceed, canUndo: false };
    }
    case "satisfied": {
      const result = alreadyValid(noticeId, common.language.tag);
      return {
        ...common,
        status: "satisfied",
        mayProceed: true,
        result,
        notice: notice && inLanguage(notice),
        standing: notice === undefined ? [] : standing(notice),
        isDropped: false,
      };
    }
    case "failed":
      return { ...common, status: "failed", mayProceed: false, error: step.error };
    case "checking":
    case "dismissed":
      return { ...common, status: step.status, mayProceed: false };
    default:
      return step satisfies never;
  }
}

function standing(notice: Notice): readonly PurposeStanding[] {
  return standingOf(notice, notice.purpose_selections ?? {});
}
