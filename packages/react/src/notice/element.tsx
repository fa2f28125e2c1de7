"use client";

import { isBlocking, type DataElement } from "@notice-consent/contract";
import type { ConsentActions } from "@notice-consent/hooks";
import { forwardRef, memo, type ChangeEvent, type ForwardedRef } from "react";
import { ids } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { elementOf, usePart, type PartProps } from "./part.tsx";
import { usePurposeState, type PurposeState } from "./purpose-context.ts";

/** Props of {@link Element}. */
export interface ElementProps extends Omit<PartProps<"li">, "children"> {
  readonly uuid: string;
}

/** One data element of a purpose, with its own box. */
export const Element = forwardRef<HTMLLIElement, ElementProps>(function Element({ uuid, ...given }, part) {
  const state = useNotice("Element");
  const shared = usePurposeState("Element");
  const element = shared.choice.purpose.data_elements.find((candidate) => candidate.uuid === uuid);
  return element === undefined ? null : <Leaf {...given} {...leafOf(state, shared, element)} ref={part} />;
});

/** What an element shows, in words and marks of its own: nothing of it changes with the tick of another one. */
export function leafOf(state: NoticeState, { choice, why }: PurposeState, element: DataElement): OwnLeafProps {
  const { consent, notice, idBase, labels, refusedSaves } = state;
  const { purpose, isTicked } = choice;
  const { uuid, name, description } = element;
  const ticked = isTicked(uuid);
  const required = isBlocking(element);
  const decided = notice?.purpose_selections?.[purpose.uuid]?.data_elements;
  const isNew = why === "changed" && decided?.[uuid] === undefined && Object.keys(decided ?? {}).length > 0;
  return {
    uuid,
    purposeUuid: purpose.uuid,
    idBase,
    name,
    description,
    ticked,
    requiredWord: required ? labels.required : "",
    newWord: isNew ? labels.isNew : "",
    missingWords: required && !ticked && refusedSaves > 0 ? labels.missing : "",
    actions: consent.actions,
  };
}

/** What an element shows; primitive but for its actions, which never change. */
export interface OwnLeafProps {
  readonly uuid: string;
  readonly purposeUuid: string;
  readonly idBase: string;
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

type LeafProps = OwnLeafProps & PartProps<"li">;

/** An element on screen. A tick re-renders its own and no other: no state reaches it but the content. */
export const Leaf = memo(
  forwardRef(function Leaf(
    {
      uuid,
      purposeUuid,
      idBase,
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
    const { piece, components } = useContent("Element");
    const Box = elementOf("input", components);
    const boxId = ids.element(idBase, purposeUuid, uuid);
    const missingId = ids.missing(idBase, purposeUuid, uuid);
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
