"use client";

import { isMandatory } from "@notice-consent/contract";
import { forwardRef, useEffect, useImperativeHandle, useRef, type ForwardedRef } from "react";
import { ids } from "./ids.ts";
import { Mark } from "./mark.tsx";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** The purpose's own box: ticked, empty, or mixed. Attributes go to the `input`. */
export const PurposeToggle = forwardRef<HTMLInputElement, Omit<PartProps<"input">, "id">>(
  function PurposeToggle(given, part) {
    const { idBase, labels, piece } = useContent("PurposeToggle");
    const { choice } = usePurposeState("PurposeToggle");
    const { purpose, state } = choice;
    const id = ids.purpose(idBase, purpose.uuid);
    const box = useIndeterminate(state === "mixed", part);
    const input = usePart({
      tag: "input",
      slot: "purposeToggle",
      own: {
        id,
        type: "checkbox",
        checked: state === "granted",
        "data-state": state,
        "aria-describedby": purpose.description === "" ? undefined : ids.purposeText(idBase, purpose.uuid),
        onChange: () => choice.toggle(),
      },
      given,
      part: box,
    });
    return (
      <legend {...piece("purposeHead")}>
        {input}
        <label {...piece("purposeName")} htmlFor={id}>
          {purpose.name}
          {isMandatory(purpose) && (
            <>
              {" "}
              <span {...piece("required")}>{labels.required}</span>
            </>
          )}
          <Mark />
        </label>
      </legend>
    );
  },
);

/** HTML has no attribute for a mixed box, and a click clears the property, so it is set after every render. */
function useIndeterminate(isMixed: boolean, part: ForwardedRef<HTMLInputElement>) {
  const box = useRef<HTMLInputElement>(null);
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(part, () => box.current, []);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isMixed;
  });
  return box;
}
