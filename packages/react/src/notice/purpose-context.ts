"use client";

import type { Undecided } from "@notice-consent/contract";
import type { PurposeChoice } from "@notice-consent/hooks";
import { createContext, useContext } from "react";

/** What the parts of one purpose share. */
export interface PurposeState {
  readonly choice: PurposeChoice;
  /** Why a person who decided before is asked about it; `undefined` for a granted one and on a first asking. */
  readonly why: Undecided | undefined;
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** Carries a purpose's state to its parts. */
export const PurposeContext = createContext<PurposeState | undefined>(undefined);

/** The state of the purpose that a part stands in; throws outside one. */
export function usePurposeState(part: string): PurposeState {
  const state = useContext(PurposeContext);
  if (state === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Purpose.`);
  return state;
}
