"use client";

import type { ChoiceState, Purpose } from "@notice-consent/contract";
import { createContext, useContext } from "react";

/** What the parts of one purpose share. */
export interface PurposeState {
  readonly purpose: Purpose;
  readonly state: ChoiceState;
  readonly ticked: number;
  readonly total: number;
  toggle(): void;
  isTicked(elementUuid: string): boolean;
  readonly isOpen: boolean;
  setOpen(open: boolean): void;
}

/** Carries a purpose's state to its parts. */
export const PurposeContext = createContext<PurposeState | undefined>(undefined);

/** The state of the purpose that a part stands in; throws outside one. */
export function usePurposeState(part: string): PurposeState {
  const state = useContext(PurposeContext);
  if (state === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Purpose.`);
  return state;
}
