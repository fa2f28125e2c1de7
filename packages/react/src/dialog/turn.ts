"use client";

import { useEffect, useSyncExternalStore } from "react";

/** Notices that want to be shown on this page, first come first shown. */
const line: object[] = [];
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function changed(): void {
  for (const listener of listeners) listener();
}

/** True while it is this notice's turn: one modal at a time, a second one waits. `key` has to be stable. */
export function useTurn(isWanted: boolean, key: object): boolean {
  const first = useSyncExternalStore(
    subscribe,
    () => line[0],
    () => undefined,
  );
  useEffect(() => {
    if (!isWanted) return undefined;
    line.push(key);
    changed();
    return () => {
      line.splice(line.indexOf(key), 1);
      changed();
    };
  }, [isWanted, key]);
  // Before the first effect nobody is in line, and server HTML knows of no other notice.
  return isWanted && (first === undefined || first === key);
}
