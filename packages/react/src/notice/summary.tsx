"use client";

import type { MissingElement, Notice, Purpose } from "@notice-consent/contract";
import { useConsentDraft } from "@notice-consent/hooks";
import { forwardRef, useEffect, useRef, type ForwardedRef, type MouseEvent, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { ids } from "./ids.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { nextLevel } from "./text.tsx";

/** What keeps a choice from being saved, with a link to each box; appears after a refused save and takes focus. */
export const Summary = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(function Summary(given, part) {
  const state = useNotice("Summary");
  const { notice, refusedSaves } = state;
  if (refusedSaves === 0 || notice === undefined) return null;
  // A new refusal is a new summary, so that it takes focus again.
  return <Shown key={refusedSaves} {...given} part={part} state={state} notice={notice} />;
});

interface ShownProps extends Omit<PartProps<"div">, "children" | "part"> {
  readonly state: NoticeState;
  readonly notice: Notice;
  readonly part: ForwardedRef<HTMLDivElement>;
}

function Shown({ state, notice, part, ...given }: ShownProps): ReactNode {
  const { consent, labels, headingLevel, idBase } = state;
  const { validation } = useConsentDraft(consent);
  const missing = "missing" in validation ? validation.missing : [];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const Heading = `h${nextLevel(headingLevel)}` as const;
  const summary = usePart({
    tag: "div",
    slot: "summary",
    own: {
      children: (
        <>
          <Heading ref={heading} tabIndex={-1} id={`${idBase}summary`}>
            {labels.summaryHeading}
          </Heading>
          <p>{missing.length === 0 ? labels.summaryNothing : labels.summaryMissing}</p>
          <MissingItems state={state} notice={notice} missing={missing} />
        </>
      ),
    },
    given,
    part,
  });
  return "missing" in validation ? summary : null;
}

interface MissingItemsProps {
  readonly state: NoticeState;
  readonly notice: Notice;
  readonly missing: readonly MissingElement[];
}

function MissingItems({ state, notice, missing }: MissingItemsProps) {
  const purposes = notice.active_config.purposes.filter(({ uuid }) =>
    missing.some(({ purposeUuid }) => purposeUuid === uuid),
  );
  if (purposes.length === 0) return null;
  return (
    <ul>
      {purposes.map((purpose) => (
        <li key={purpose.uuid}>
          {purpose.name}
          <ul>
            {missing
              .filter(({ purposeUuid }) => purposeUuid === purpose.uuid)
              .map(({ elementUuid }) => (
                <li key={elementUuid}>
                  <BoxLink state={state} purpose={purpose} elementUuid={elementUuid} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

interface BoxLinkProps {
  readonly state: NoticeState;
  readonly purpose: Purpose;
  readonly elementUuid: string;
}

function BoxLink({ state: { idBase, openPurpose }, purpose, elementUuid }: BoxLinkProps) {
  const boxId = ids.element(idBase, purpose.uuid, elementUuid);
  const goToBox = (event: MouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault();
    const { ownerDocument } = event.currentTarget;
    // A folded purpose has to show its boxes before one of them can take focus.
    flushSync(() => openPurpose(purpose.uuid));
    ownerDocument.getElementById(boxId)?.focus();
  };
  return (
    <a data-nc="link" href={`#${boxId}`} onClick={goToBox}>
      {purpose.data_elements.find(({ uuid }) => uuid === elementUuid)?.name}
    </a>
  );
}
