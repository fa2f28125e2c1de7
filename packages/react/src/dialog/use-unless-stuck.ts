"use client";

import type { ConsentError } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";
import { useEffect, useMemo, useRef } from "react";
import { isRecordedOrSent } from "../notice/recorded-or-sent.ts";
import { demandDialog, type DialogChunk } from "./dialog-chunk.ts";

/**
 * The consent as it stands, or as failed while the dialog that should ask cannot be loaded; trying again then loads it.
 * What was sent before that showed stays in sight, and what became of it. The host hears of each failure once.
 */
export function useUnlessStuck(
  consent: ConsentState,
  chunk: DialogChunk | undefined,
  onError: ((error: ConsentError) => void) | undefined,
): ConsentState {
  const error = chunk?.status === "failed" ? chunk.error : undefined;
  const latest = useRef(onError);
  const told = useRef<ConsentError>(undefined);
  useEffect(() => {
    latest.current = onError;
    if (error === undefined || told.current === error) return;
    told.current = error;
    // What the host does with it must not take this tree down.
    queueMicrotask(() => latest.current?.(error));
  }, [error, onError]);
  return useMemo(
    () => (error === undefined || isRecordedOrSent(consent) ? consent : stuck(consent, error)),
    [consent, error],
  );
}

function stuck(consent: ConsentState, error: ConsentError): ConsentState {
  const { mode, submit, session, language, languages, draft, actions } = consent;
  const common = { mode, submit, session, language, languages, draft };
  const retry = (): undefined => {
    demandDialog();
  };
  return { ...common, actions: { ...actions, retry }, status: "failed", mayProceed: false, error };
}
