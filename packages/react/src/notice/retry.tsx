"use client";

import { forwardRef } from "react";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** Tries again what failed: the read, or the same decision under the same key. */
export const Retry = forwardRef<HTMLButtonElement, PartProps<"button">>(function Retry(given, part) {
  const { labels, retry } = useNotice("Retry");
  return usePart({
    tag: "button",
    slot: "retry",
    own: { type: "button", onClick: retry, children: labels.retry },
    given,
    part,
  });
});
