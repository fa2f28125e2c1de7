"use client";

import { isBlocking } from "@notice-consent/contract";
import type { ConsentActions } from "@notice-consent/hooks";
import { forwardRef, memo, type ChangeEvent, type ForwardedRef } from "react";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { elementOf, usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** Props of {@link Element}. */
export interface ElementProps extends Omit<PartProps<"li">, "children"> {
  readonly uuid: string;
}

/** One data element of a purpose, with its own box. */
export const Element = forwardRef<HTMLLIElement, ElementProps>(function Element({ uuid, ...given }, part) {
  const { consent, idBase, labels, refusedSaves } = useNotice("Element");
  const { choice, why } = usePurposeState("Element");
  const { purpose } = choice;
  const element = purpose.data_elements.find((candidate) => candidate.uuid === uuid);
  if (element === undefined) return null;
  const ticked = choice.isTicked(uuid);
  const required = isBlocking(element);
  const decided = "notice" in consent ? consent.notice?.purpose_selections?.[purpose.uuid]?.data_elements : undefined;
  const isNew = why === "changed" && decided?.[uuid] === undefined && Object.keys(decided ?? {}).length > 0;
  return (
    <Leaf
      {...given}
      ref={part}
      uuid={uuid}
      purposeUuid={purpose.uuid}
      boxId={ids.element(idBase, purpose.uuid, uuid)}
      missingId={ids.missing(idBase, purpose.uuid, uuid)}
      name={element.name}
      description={element.description}
      ticked={ticked}
      requiredWord={required ? labels.required : ""}
      newWord={isNew ? labels.isNew : ""}
      missingWords={required && !ticked && refusedSaves > 0 ? labels.missing : ""}
      actions={consent.actions}
    />
  );
});

interface LeafProps extends PartProps<"li"> {
  readonly uuid: string;
  readonly purposeUuid: string;
  readonly boxId: string;
  readonly missingId: string;
  readonly name: string;
  readonly description: string;
  readonly ticked: boolean;
  /** Blank for an optional element. */
  readonly requiredWord: string;
  /** Blank unless it was not among the data that an earlier decision was about. */
  readonly newWord: string;
  /** Blank unless a save was refused for want of this element. */
  readonly missingWords: string;
  readonly actions: ConsentActions;
}

// Primitive props, so that a tick re-renders its own element and no other.
const Leaf = memo(
  forwardRef(function Leaf(
    {
      uuid,
      purposeUuid,
      boxId,
      missingId,
      name,
      description,
      ticked,
      requiredWord,
      newWord,
      missingWords,
      actions,
      ...given
    }: LeafProps,
    part: ForwardedRef<HTMLLIElement>,
  ) {
    const { piece, components } = useNotice("Element");
    const Box = elementOf("input", components);
    const isMissing = missingWords !== "";
    return usePart({
      tag: "li",
      slot: "element",
      own: {
        "data-state": ticked ? "granted" : "withheld",
        "data-required": requiredWord === "" ? undefined : "",
        "data-invalid": isMissing ? "" : undefined,
        children: (
          <>
            <Box
              {...piece("elementToggle")}
              id={boxId}
              type="checkbox"
              checked={ticked}
              aria-invalid={isMissing || undefined}
              aria-describedby={isMissing ? missingId : undefined}
              onChange={({ target }: ChangeEvent<HTMLInputElement>) =>
                actions.setElement(purposeUuid, uuid, target.checked)
              }
            />
            <label {...piece("elementName")} htmlFor={boxId}>
              {name}
              {requiredWord !== "" && (
                <>
                  {" "}
                  <span {...piece("required")}>{requiredWord}</span>
                </>
              )}
              {newWord !== "" && (
                <>
                  {" "}
                  <span {...piece("mark")}>{newWord}</span>
                </>
              )}
            </label>
            {description !== "" && <p {...piece("elementText")}>{description}</p>}
            {isMissing && (
              <p {...piece("missing")} id={missingId}>
                {missingWords}
              </p>
            )}
          </>
        ),
      },
      given,
      part,
    });
  }),
);
