"use client";

import type { Validation } from "@notice-consent/contract";
import { useMemo } from "react";
import type { Consent, ConsentState, UseConsentOptions } from "./consent.ts";
import { useConsentState } from "./use-consent-state.ts";
import { useCompleteness } from "./use-draft.ts";

/** Asks one person about one notice. */
export function useConsent(options: UseConsentOptions): Consent {
  const state = useConsentState(options);
  const completeness = useCompleteness(state);
  return useMemo(() => withCompleteness(state, completeness), [state, completeness]);
}

function withCompleteness(state: ConsentState, completeness: Validation): Consent {
  switch (state.status) {
    case "preview":
    case "asking":
    case "uncertain":
    case "recorded":
      return { ...state, completeness };
    case "checking":
    case "submitting":
    case "satisfied":
    case "failed":
    case "dismissed":
      return state;
    default:
      return state satisfies never;
  }
}
