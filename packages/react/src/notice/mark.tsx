"use client";

import { useContent } from "./content-context.ts";
import { usePurposeState } from "./purpose-context.ts";

/** A small word on a purpose that is asked again because it changed, or that came since; absent on a first asking. */
export function Mark() {
  const { labels, piece } = useContent("Mark");
  const { why } = usePurposeState("Mark");
  if (why !== "new" && why !== "changed") return null;
  return (
    <>
      {" "}
      <span {...piece("mark")}>{why === "new" ? labels.isNew : labels.isChanged}</span>
    </>
  );
}
