"use client";

import { useEffect, useSyncExternalStore, type RefObject } from "react";

/** Pixels by notice; in page memory alone. */
const heights = new Map<string, number>();

const never = (): (() => void) => () => {};

/** The height that a notice last took on this page, and from now on what it takes; `undefined` in the first HTML. */
export function useRememberedHeight(
  noticeId: string,
  section: RefObject<HTMLElement | null>,
  isSettled: boolean,
): number | undefined {
  useEffect(() => {
    const element = section.current;
    // Measured by the browser's own layout, so that remembering never forces one.
    if (!isSettled || element === null || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      if (height > 0) heights.set(noticeId, Math.round(height));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [noticeId, section, isSettled]);
  return useSyncExternalStore(
    never,
    () => heights.get(noticeId),
    () => undefined,
  );
}
