"use client";

import { forwardRef } from "react";
import { ids } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** What the purpose enables, in the notice's words; absent when it says nothing. */
export const PurposeText = forwardRef<HTMLParagraphElement, Omit<PartProps<"p">, "id">>(
  function PurposeText(given, part) {
    const { idBase } = useContent("PurposeText");
    const { purpose } = usePurposeState("PurposeText").choice;
    const text = usePart({
      tag: "p",
      slot: "purposeText",
      own: { id: ids.purposeText(idBase, purpose.uuid), children: purpose.description },
      given,
      part,
    });
    return purpose.description === "" ? null : text;
  },
);
