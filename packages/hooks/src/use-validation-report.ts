"use client";

import type { Notice, Validation } from "@notice-consent/contract";
import { useCallback, useEffect, useRef } from "react";
import { tellOwn } from "./audience.ts";
import type { ValidationDetail } from "./consent.ts";
import type { DraftStore } from "./draft-store.ts";
import type { LatestMoment } from "./moment.ts";
import { validationOf } from "./use-draft.ts";

interface Choosing {
  /** Names the person, then, after a space, the question; the person's name is empty before there is one. */
  readonly place: string;
  /** Whether there is anything to choose from. */
  readonly isShown: boolean;
  readonly notice: Notice | undefined;
  readonly draft: DraftStore;
}

/**
 * Tells the host how far the choice on screen has come: once when there is one, then on change only. The host hears
 * what holds when it is told. Returns how to note that the person has acted.
 */
export function useValidationReport(latest: LatestMoment, choosing: Choosing): (acted: boolean) => void {
  const { place, isShown, notice, draft } = choosing;
  const now = useRef(choosing);
  const actedIn = useRef<string>(undefined);
  const told = useRef<string>(undefined);

  const report = useCallback((): void => {
    if (latest.current.options.onValidationChange === undefined || !now.current.isShown) return;
    tellOwn(latest, ({ onValidationChange }) => {
      const here = now.current;
      const detail = detailOf(validationOf(here.notice, here.draft.getState()), actedIn.current === here.place);
      const saying = JSON.stringify(detail);
      if (!here.isShown || told.current === saying) return;
      told.current = saying;
      onValidationChange?.(detail.missing.length === 0, detail);
    });
  }, [latest]);

  useEffect(() => {
    // The first person has done what was done before there was one.
    const before = now.current.place;
    const isFirst = before.startsWith(" ") && place.endsWith(before);
    if (actedIn.current === before && isFirst) actedIn.current = place;
    now.current = { place, isShown, notice, draft };
    report();
    return draft.subscribe(report);
  }, [place, isShown, notice, draft, report]);

  return useCallback(
    (acted: boolean): void => {
      const before = actedIn.current;
      actedIn.current = acted ? now.current.place : undefined;
      if (before !== actedIn.current) report();
    },
    [report],
  );
}

/** Nothing chosen is no gap: a person who wants nothing optional goes on. */
function detailOf(validation: Validation, hasActed: boolean): ValidationDetail {
  const missing = validation.status === "complete" ? [] : validation.missing;
  if (!hasActed) return { state: "untouched", missing };
  return { state: missing.length === 0 ? "ready" : "incomplete", missing };
}
