"use client";

import { forwardRef } from "react";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** How long a purpose's data is kept and who else receives it, in the notice's words; absent when it says neither. */
export const PurposeTerms = forwardRef<HTMLUListElement, Omit<PartProps<"ul">, "children">>(
  function PurposeTerms(given, part) {
    const { purpose } = usePurposeState("PurposeTerms").choice;
    const terms = [purpose.retention, purpose.recipients].filter(Boolean);
    const list = usePart({
      tag: "ul",
      slot: "purposeTerms",
      own: { children: terms.map((term) => <li key={term}>{term}</li>) },
      given,
      part,
    });
    return terms.length === 0 ? null : list;
  },
);
