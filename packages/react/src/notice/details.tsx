"use client";

import { forwardRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { ids } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** Says how many data elements are chosen and folds their list; absent for a purpose without any. */
export const Details = forwardRef<HTMLButtonElement, PartProps<"button">>(function Details(given, part) {
  const { idBase, labels, piece } = useContent("Details");
  const { choice, isOpen, setOpen } = usePurposeState("Details");
  const { purpose, ticked, total } = choice;
  const button = usePart({
    tag: "button",
    slot: "details",
    own: {
      type: "button",
      "aria-expanded": isOpen,
      "aria-controls": isOpen ? ids.elements(idBase, purpose.uuid) : undefined,
      "aria-label": sentence(labels.countOf, { ticked, total, purpose: purpose.name }),
      "data-state": isOpen ? "open" : "closed",
      onClick: () => setOpen(!isOpen),
      children: (
        <>
          <span {...piece("purposeCount")}>{sentence(labels.count, { ticked, total })}</span>
          <svg data-nc="chevron" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="m4 6.25 4 4 4-4" />
          </svg>
        </>
      ),
    },
    given,
    part,
  });
  return total === 0 ? null : button;
});
