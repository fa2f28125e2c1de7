"use client";

import { useInsertionEffect, useRef, type RefObject } from "react";

/** A ref that holds what was last committed, for functions that run later than the render they were made in. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const ref: RefObject<Value> = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return ref;
}
