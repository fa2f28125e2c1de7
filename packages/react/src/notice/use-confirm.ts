"use client";

import type { Act, Validation } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";
import { useCallback, useEffect, useState } from "react";
import { validationNow } from "./validation-now.ts";

/** A step between an act and its sending. */
export interface Confirm {
  /** Takes the act and answers what a save was answered, or asks first. */
  readonly act: (act: Act) => Validation | undefined;
  readonly confirming: Act | undefined;
  readonly confirm: (yes: boolean) => void;
}

/** Asks before an act is sent, if that is wanted; a choice that cannot be saved says so without being asked first. */
export function useConfirm(consent: ConsentState, take: Confirm["act"], isWanted: boolean): Confirm {
  const { draft, status } = consent;
  // Another person's ticks, or those on another version, are no part of what was to be sent.
  const [waiting, setWaiting] = useState<{ readonly act: Act; readonly draft: typeof draft }>();
  const confirming =
    (status === "asking" || status === "uncertain") && waiting?.draft === draft ? waiting.act : undefined;

  // An act speaks of the ticks as they were; another tick makes it another act.
  useEffect(() => {
    if (confirming === undefined) return undefined;
    return draft.subscribe(() => setWaiting(undefined));
  }, [confirming, draft]);

  const act = useCallback(
    (taken: Act): Validation | undefined => {
      const isIncomplete = taken === "save" && validationNow(consent)?.status === "incomplete";
      if (!isWanted || isIncomplete) return take(taken);
      setWaiting({ act: taken, draft });
      return undefined;
    },
    [isWanted, take, consent, draft],
  );
  const confirm = useCallback(
    (yes: boolean): void => {
      setWaiting(undefined);
      if (yes && confirming !== undefined) take(confirming);
    },
    [confirming, take],
  );
  return { act, confirming, confirm };
}
