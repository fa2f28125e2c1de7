"use client";

import type { Validation } from "@notice-consent/contract";
import type { Consent } from "@notice-consent/hooks";
import { useCallback, useState } from "react";

/** What {@link useRefusedSaves} tells, and how it hears. */
export interface RefusedSaves {
  /** How often a save was refused because something is missing; 0 once that is over. */
  readonly refusedSaves: number;
  /** Hears what an act was answered, and hands it on. */
  readonly answerAct: (answer: Validation | undefined) => Validation | undefined;
}

/**
 * Counts the saves that are refused. It is over once nothing is missing, another act is taken, or the ticks are another
 * person's or those on another notice: what is missing then, nobody has tried to save.
 */
export function useRefusedSaves(consent: Consent): RefusedSaves {
  const { draft } = consent;
  const [refusal, setRefusal] = useState<{ readonly draft: Consent["draft"]; readonly count: number }>();
  if (refusal !== undefined && (refusal.draft !== draft || !isIncomplete(consent))) setRefusal(undefined);
  const answerAct = useCallback(
    (answer: Validation | undefined): Validation | undefined => {
      const isRefused = answer?.status === "incomplete";
      setRefusal((before) => (isRefused ? { draft, count: (before?.count ?? 0) + 1 } : undefined));
      return answer;
    },
    [draft],
  );
  return { refusedSaves: refusal?.count ?? 0, answerAct };
}

/** Whether there are choices to be made of which something is missing. */
function isIncomplete(consent: Consent): boolean {
  return consent.status !== "recorded" && "completeness" in consent && consent.completeness.status === "incomplete";
}
