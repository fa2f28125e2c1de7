"use client";

import { localize, type ValidateAgainst } from "@notice-consent/contract";
import { useEffect, useMemo, useRef, useState } from "react";
import { createActing } from "./acting.ts";
import { createConsentActions } from "./consent-actions.ts";
import { noticeOf, stepOf } from "./consent-step.ts";
import type { ConsentState, UseConsentOptions } from "./consent.ts";
import { useSurroundings } from "./consent-provider.tsx";
import { dress } from "./dress.ts";
import { useHere } from "./here.ts";
import type { Moment } from "./moment.ts";
import { placeOf } from "./queries.ts";
import { leavesNothing } from "./recorded-notice.ts";
import { useArrival } from "./use-arrival.ts";
import { useConfirmation } from "./use-confirmation.ts";
import { useDraftStore } from "./use-draft.ts";
import { gated, useGapReport, useInspection } from "./use-inspection.ts";
import { useLanding } from "./use-landing.ts";
import { useLanguage } from "./use-language.ts";
import { useLatest } from "./use-latest.ts";
import type { NoticeRead } from "./use-notice-read.ts";
import { useServedLanguage } from "./use-prefetched.ts";
import { useReports, useSatisfaction } from "./use-reports.ts";
import { useStanding } from "./use-standing.ts";
import { useUninterrupted } from "./use-uninterrupted.ts";
import { useValidationReport } from "./use-validation-report.ts";
import { withDefaults } from "./with-defaults.ts";

/**
 * `useConsent` for a screen of which no more than the ticked part may be drawn anew: what it returns changes with no tick by itself.
 * Subscribes and composes; the flow itself lives in the session and the rules.
 */
export function useConsentState(given: UseConsentOptions): ConsentState {
  // First, so that an act which only waited for another tick is on its way before the session is let go.
  const leave = useRef<() => void>(undefined);
  useEffect(() => () => leave.current?.(), []);

  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults(given, defaults);
  const { noticeId, mode = "ask", submit = "button" } = options;
  const reviews = options.includeFullyConsentedData === true || mode === "manage";

  const { person, question, validateAgainst, about, session, submission, ...found } = useStanding(surroundings, {
    ...options,
    includeFullyConsentedData: reviews || options.showsRecord === true,
  });
  const { digest } = placeOf(person);
  const place = `${digest} ${about}`;
  const [here, note] = useHere(place);
  const isVerdict = options.showsRecord === true && !reviews && person.status === "known";
  const judged = useMemo(
    () => (isVerdict ? asVerdict(found.read, validateAgainst) : found.read),
    [isVerdict, found.read, validateAgainst],
  );
  const uninterrupted = useUninterrupted(page, { digest, about }, judged, submission.status === "idle");
  const arrival = useArrival(page, { person, about, question }, uninterrupted);
  const { read, isPreviewed, kept, keep } = arrival;

  const notice = noticeOf(submission, read);
  const served = useServedLanguage(noticeId);
  const { offersLanguage, language: wish = served } = options;
  const { choose, ...choice } = useLanguage(page, notice, { offersLanguage, language: wish });
  const draft = useDraftStore(page, { digest, about }, notice, options.honourPreselection === true);

  const reached = useMemo(
    () => stepOf({ person, submission, read, here, mode, reviews, isPreviewed }),
    [person, submission, read, here, mode, reviews, isPreviewed],
  );
  const refuses = options.completeness === "refuse";
  const inspection = useInspection(notice, refuses || options.onPolicyViolation !== undefined);
  const step = useMemo(
    () => (refuses ? gated(reached, notice, inspection) : reached),
    [refuses, reached, notice, inspection],
  );
  const { status } = step;

  const noteAct = useRef<(acted: boolean) => void>(undefined);
  const latest = useLatest<Moment>({
    page,
    person,
    options,
    question,
    validateAgainst,
    about,
    status,
    notice,
    sessionError: session.error,
    unsettled: submission.status === "unknown" || submission.status === "rejected" ? submission.decision : undefined,
    recorded: step.status === "recorded" ? step.decision : undefined,
    isReview: step.status === "asking" && step.isReview,
    here,
    draft,
    language: choice.language.tag,
    readAgain: read.readAgain,
    chooseLanguage: choose,
    note,
    keep,
    noteAct: (acted) => noteAct.current?.(acted),
  });
  const [acting] = useState(() => createActing(latest));
  const [actions] = useState(() => createConsentActions(latest, acting));
  const isShown = status === "satisfied" || (notice !== undefined && status !== "failed" && status !== "checking");
  const noteActHere = useValidationReport(latest, { place, isShown, notice, draft });
  useEffect(() => {
    leave.current = acting.leave;
    noteAct.current = noteActHere;
  }, [acting, noteActHere]);
  useEffect(() => acting.catchUp(status), [acting, status]);
  useLanding(latest, acting, arrival);
  useConfirmation(latest, { person, about, submission });
  useReports(latest, {
    person,
    about,
    readError: step.status === "failed" ? step.error : undefined,
    sessionError: session.error,
  });
  const isSatisfied = status === "satisfied" && here.continued !== true && arrival.landing === undefined;
  const asks = useMemo(
    () => read.status === "ask" && read.isConfirmed && !leavesNothing(read.notice, validateAgainst),
    [read, validateAgainst],
  );
  useSatisfaction(latest, { person, about, found: isSatisfied ? "satisfied" : asks ? "asks" : undefined });
  useGapReport(latest, inspection);

  const { language, languages } = choice;
  const words = useMemo(() => notice && localize(notice, language), [notice, language]);
  const wardrobe = {
    noticeId,
    notice,
    words,
    validateAgainst,
    isWaiting: kept !== undefined,
    isDropped: here.dropped === true,
    isChanging: here.changing !== undefined,
    session: person.status === "known" ? session.status : undefined,
    language,
    languages,
    draft,
    actions,
    mode,
    submit,
  };
  // oxlint-disable-next-line react/exhaustive-deps -- anew when any part of it changes
  return useMemo(() => dress(step, wardrobe), [step, ...Object.values(wardrobe)]);
}

/** A read of the record by the rule: with nothing left to ask it says so; an earlier yes does not outlive a failure. */
function asVerdict(read: NoticeRead, validateAgainst: ValidateAgainst): NoticeRead {
  if (read.status !== "ask") return read;
  const { notice, error, isConfirmed, readAgain } = read;
  if (!leavesNothing(notice, validateAgainst)) return read;
  if (error !== undefined) return { status: "failed", error, readAgain };
  return isConfirmed ? { status: "already-valid", notice, readAgain } : { status: "reading", readAgain };
}
