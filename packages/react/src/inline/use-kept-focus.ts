"use client";

import { useLayoutEffect, useRef, type FocusEvent } from "react";

/**
 * Keeps focus in the notice when another view of it comes and the control that had it goes, such as a button that was pressed.
 * Focus that is elsewhere is left alone. Returns what has to hear of focus inside.
 */
export function useKeptFocus(view: string, show: () => void): (event: FocusEvent) => void {
  const last = useRef<Element>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (before === undefined || before.isConnected) return;
    last.current = undefined;
    if (before.ownerDocument.activeElement === before.ownerDocument.body) show();
    // oxlint-disable-next-line react/exhaustive-deps -- with the view, and at no other time
  }, [view]);
  return ({ target }) => {
    last.current = target;
  };
}
