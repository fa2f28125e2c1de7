"use client";

import { createContext, useContext } from "react";
import type { NoticeState } from "./notice-context.ts";

/** What every part is drawn with; unlike the rest of the notice's state, no tick changes it. */
export type Look = Pick<NoticeState, "piece" | "components">;

/** Carries the look of a notice to its parts. */
export const LookContext = createContext<Look | undefined>(undefined);

/** The look of the notice that a part stands in; throws outside one. */
export function useLook(part: string): Look {
  const look = useContext(LookContext);
  if (look === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Root.`);
  return look;
}
