"use client";

import type { Validation } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";
import { useCallback, useEffect, useState } from "react";
import { isSendable } from "./sendable.ts";
import { validationNow } from "./validation-now.ts";

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
export function useRefusedSaves(consent: ConsentState): RefusedSaves {
  const { draft } = consent;
  const [refusal, setRefusal] = useState<{ readonly draft: ConsentState["draft"]; readonly count: number }>();
  useEffect(() => {
    if (refusal === undefined) return undefined;
    const check = (): void => {
      if (refusal.draft !== draft || !lacksSomething(consent)) setRefusal(undefined);
    };
    check();
    return draft.subscribe(check);
  }, [refusal, consent, draft]);
  const answerAct = useCallback(
    (answer: Validation | undefined): Validation | undefined => {
      const isRefused = answer?.status === "incomplete";
      setRefusal((before) => (isRefused ? { draft, count: (before?.count ?? 0) + 1 } : undefined));
      return answer;
    },
    [draft],
  );
  return { refusedSaves: refusal?.draft === draft ? refusal.count : 0, answerAct };
}

/** Whether there are choices to be made of which something is missing. */
function lacksSomething(consent: ConsentState): boolean {
  return isSendable(consent.status) && validationNow(consent)?.status === "incomplete";
}
