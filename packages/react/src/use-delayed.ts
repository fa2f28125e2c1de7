"use client";

import { useEffect, useState } from "react";

/** True once `isWaiting` has held for the given time, in milliseconds; false as soon as it ends. */
export function useDelayed(isWaiting: boolean, ms: number): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setOver(true), ms);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [isWaiting, ms]);
  return isWaiting && isOver;
}
