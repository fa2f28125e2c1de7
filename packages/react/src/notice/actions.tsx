"use client";

import { forwardRef } from "react";
import { Accept, Decline, Save } from "./action.tsx";
import { usePart, type PartProps } from "./part.tsx";

/** The three acts, equal in every measure, in a fixed order. */
export const Actions = forwardRef<HTMLDivElement, PartProps<"div">>(function Actions(given, part) {
  return usePart({
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
});
