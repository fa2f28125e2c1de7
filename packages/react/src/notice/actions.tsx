"use client";

import { forwardRef } from "react";
import { Accept, Decline, Save } from "./action.tsx";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** The three acts, equal in every measure, in a fixed order; absent while one of them waits for its confirmation. */
export const Actions = forwardRef<HTMLDivElement, PartProps<"div">>(function Actions(given, part) {
  const { confirming } = useNotice("Actions");
  const actions = usePart({
    tag: "div",
    slot: "actions",
    own: {
      children: (
        <>
          <Decline />
          <Save />
          <Accept />
        </>
      ),
    },
    given,
    part,
  });
  return confirming === undefined ? actions : null;
});
