"use client";

import type { Notice, Validation } from "@notice-consent/contract";
import { forwardRef, useEffect, useRef, type ForwardedRef, type MouseEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { sentence } from "../labels/sentence.ts";
import { ids } from "./ids.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { nextLevel } from "./text.tsx";

/** What keeps a choice from being saved, with a link to each box; appears after a refused save and takes focus. */
export const Summary = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(function Summary(given, part) {
  const state = useNotice("Summary");
  const { consent, refusedSaves } = state;
  if (consent.status !== "asking" || refusedSaves === 0 || consent.completeness.status === "complete") return null;
  return <Shown {...given} part={part} state={state} notice={consent.notice} completeness={consent.completeness} />;
});

interface ShownProps extends Omit<PartProps<"div">, "children" | "part"> {
  readonly state: NoticeState;
  readonly notice: Notice;
  readonly completeness: Extract<Validation, { status: "incomplete" }>;
  readonly part: ForwardedRef<HTMLDivElement>;
}

function Shown({ state, notice, completeness, part, ...given }: ShownProps): ReactNode {
  const { labels, headingLevel, idBase, refusedSaves } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [refusedSaves]);
  const Heading = `h${nextLevel(headingLevel)}` as const;
  return usePart({
    tag: "div",
    slot: "summary",
    own: {
      children: (
        <>
          <Heading ref={heading} tabIndex={-1} id={`${idBase}summary`}>
            {labels.summaryHeading}
          </Heading>
          <p>{completeness.reason === "nothing-chosen" ? labels.summaryNothing : labels.summaryMissing}</p>
          {completeness.missing.length > 0 && (
            <ul>
              {completeness.missing.map(({ purposeUuid, elementUuid }) => (
                <li key={`${purposeUuid} ${elementUuid}`}>
                  <Missing state={state} notice={notice} purposeUuid={purposeUuid} elementUuid={elementUuid} />
                </li>
              ))}
            </ul>
          )}
        </>
      ),
    },
    given,
    part,
  });
}

interface MissingProps {
  readonly state: NoticeState;
  readonly notice: Notice;
  readonly purposeUuid: string;
  readonly elementUuid: string;
}

function Missing({ state, notice, purposeUuid, elementUuid }: MissingProps) {
  const { labels, idBase, openPurpose } = state;
  const purpose = notice.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
  const element = purpose?.data_elements.find(({ uuid }) => uuid === elementUuid);
  const boxId = ids.element(idBase, purposeUuid, elementUuid);
  const goToBox = (event: MouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault();
    const { ownerDocument } = event.currentTarget;
    // A folded purpose has to show its boxes before one of them can take focus.
    flushSync(() => openPurpose(purposeUuid));
    ownerDocument.getElementById(boxId)?.focus();
  };
  return (
    <a data-nc="link" href={`#${boxId}`} onClick={goToBox}>
      {sentence(labels.summaryItem, { element: element?.name ?? "", purpose: purpose?.name ?? "" })}
    </a>
  );
}
