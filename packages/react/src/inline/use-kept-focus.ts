"use client";

import type { ConsentStatus } from "@notice-consent/hooks";
import { useLayoutEffect, useRef, type FocusEvent } from "react";

/**
 * Keeps focus in the notice when its state changes and the control that had it goes, such as a button that was pressed.
 * Focus that is elsewhere is left alone. Returns what has to hear of focus inside.
 */
export function useKeptFocus(status: ConsentStatus, show: () => void): (event: FocusEvent) => void {
  const last = useRef<Element>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (before === undefined || before.isConnected) return;
    last.current = undefined;
    if (before.ownerDocument.activeElement === before.ownerDocument.body) show();
    // oxlint-disable-next-line react/exhaustive-deps -- with the state, and at no other time
  }, [status]);
  return ({ target }) => {
    last.current = target;
  };
}
