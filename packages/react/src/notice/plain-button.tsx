"use client";

import type { ReactNode } from "react";
import { usePart, type PartProps } from "./part.tsx";
import type { Slot } from "./slot.ts";

interface PlainButtonProps extends PartProps<"button"> {
  /** What it is called for styling; `retry` when absent. */
  readonly as?: Slot;
}

/** A button that decides nothing. */
export function PlainButton({ as = "retry", ...given }: PlainButtonProps): ReactNode {
  return usePart({ tag: "button", slot: as, own: { type: "button" }, given });
}
