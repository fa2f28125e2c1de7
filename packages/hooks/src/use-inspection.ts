"use client";

import { ConsentError, languageGaps, type Notice, type NoticeGap } from "@notice-consent/contract";
import { useEffect, useState } from "react";
import { tellOwn } from "./audience.ts";
import type { ConsentStep } from "./consent-step.ts";
import { isDevelopment, warnOnce } from "./development.ts";
import type { LatestMoment } from "./moment.ts";
import { versionOf } from "./notice-version.ts";

/** What a look at the legal content of a notice has found. */
export interface Inspection {
  readonly notice: Notice;
  /** `undefined` when the rules could not be loaded. */
  readonly gaps: readonly NoticeGap[] | undefined;
  /** Languages that are not offered, because words are missing in them. */
  readonly unspoken: readonly NoticeGap[];
}

/**
 * Looks at the legal content and the languages of the notice that is read. The rules are fetched only where somebody
 * hears of what they find: in development, by `onPolicyViolation`, or to refuse.
 */
export function useInspection(notice: Notice | undefined, isHeard: boolean): Inspection | undefined {
  const [inspection, setInspection] = useState<Inspection | undefined>(undefined);
  const looks = isHeard || isDevelopment();
  useEffect(() => {
    if (notice === undefined || !looks) return undefined;
    let isOver = false;
    const settle = (gaps: readonly NoticeGap[] | undefined, unspoken: readonly NoticeGap[] = []): void => {
      if (!isOver) setInspection({ notice, gaps, unspoken });
    };
    void import("./notice-inspection.ts").then(
      ({ noticeGaps, unspokenLanguages }) =>
        settle(noticeGaps(notice.active_config), unspokenLanguages(languageGaps(notice))),
      () => settle(undefined),
    );
    return () => {
      isOver = true;
    };
  }, [notice, looks]);
  return inspection;
}

/** Tells of what a notice and its languages lack, once for each version. */
export function useGapReport(latest: LatestMoment, inspection: Inspection | undefined): void {
  useEffect(() => {
    const { notice, gaps = [], unspoken = [] } = inspection ?? {};
    if (notice === undefined || gaps.length + unspoken.length === 0 || !isNews(latest, notice)) return;
    if (gaps.length > 0) {
      warnOnce(`A notice lacks what the law asks for: ${[...new Set(gaps.map(({ code }) => code))].join(", ")}.`);
    }
    for (const { message } of unspoken) warnOnce(`A language of a notice is not offered. ${message}`);
    if (latest.current.options.onPolicyViolation === undefined) return;
    tellOwn(latest, ({ onPolicyViolation }) => {
      if (gaps.length > 0) onPolicyViolation?.({ kind: "completeness", gaps });
      if (unspoken.length > 0) onPolicyViolation?.({ kind: "language", gaps: unspoken });
    });
  }, [latest, inspection]);
}

/** The step where incomplete notices are refused: nothing is asked before the notice has been found complete. */
export function gated(step: ConsentStep, notice: Notice | undefined, inspection: Inspection | undefined): ConsentStep {
  if (notice === undefined || (step.status !== "asking" && step.status !== "preview")) return step;
  if (inspection === undefined || versionOf(inspection.notice) !== versionOf(notice)) return { status: "checking" };
  return inspection.gaps?.length === 0 ? step : { status: "failed", error: refusal };
}

const refusal = new ConsentError("NOTICE_UNSUPPORTED", {
  message: "The notice lacks content that the law asks for, so it is not shown. onPolicyViolation says what.",
});

const known = new WeakMap<LatestMoment, Set<string>>();

/** True the first time that a place meets this version. */
function isNews(place: LatestMoment, notice: Notice): boolean {
  const met = known.get(place) ?? new Set();
  known.set(place, met);
  const version = versionOf(notice);
  if (met.has(version)) return false;
  met.add(version);
  return true;
}
