"use client";

import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { NoticeState } from "../notice/notice-context.ts";

/** Finds the title of a dialog, which takes focus when a change of phase takes the focused control away with it. */
export function useTitle(
  dialog: RefObject<HTMLElement | null>,
  { phase, titleId }: NoticeState,
): () => HTMLElement | null | undefined {
  const titleOf = useCallback(() => dialog.current?.ownerDocument.getElementById(titleId), [dialog, titleId]);
  const seenPhase = useRef(phase);
  useEffect(() => {
    if (seenPhase.current === phase) return;
    seenPhase.current = phase;
    const element = dialog.current;
    const active = element?.ownerDocument.activeElement;
    if (active === element || active === element?.ownerDocument.body) titleOf()?.focus({ preventScroll: true });
  }, [dialog, phase, titleOf]);
  return titleOf;
}
