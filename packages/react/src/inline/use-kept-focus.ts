"use client";

import { useLayoutEffect, useRef, type FocusEvent } from "react";

/**
 * Keeps focus in the notice when choices and summary change places and the control that had it goes. Focus that is
 * elsewhere is left alone. Returns what has to hear of focus inside.
 */
export function useKeptFocus(isChoosing: boolean, show: () => void): (event: FocusEvent) => void {
  const last = useRef<Element>(undefined);
  useLayoutEffect(() => {
    const before = last.current;
    if (before === undefined || before.isConnected) return;
    last.current = undefined;
    if (before.ownerDocument.activeElement === before.ownerDocument.body) show();
    // oxlint-disable-next-line react/exhaustive-deps -- when the two change places, and at no other time
  }, [isChoosing]);
  return ({ target }) => {
    last.current = target;
  };
}
