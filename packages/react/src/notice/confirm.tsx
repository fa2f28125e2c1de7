"use client";

import type { Act } from "@notice-consent/contract";
import { forwardRef, useEffect, useRef, type ForwardedRef, type MouseEvent } from "react";
import { flushSync } from "react-dom";
import { actionNames } from "./action-names.ts";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PlainButton } from "./plain-button.tsx";

type ConfirmProps = Omit<PartProps<"div">, "children">;

/** Names the act that waits and asks whether to send it; the same for each act. Absent while none waits. */
export const Confirm = forwardRef<HTMLDivElement, ConfirmProps>(function Confirm(given, part) {
  const { confirming } = useNotice("Confirm");
  return confirming === undefined ? null : <Asked key={confirming} {...given} waiting={confirming} part={part} />;
});

const nameOf = { decline: "decline", save: "save", "accept-all": "accept" } as const satisfies Record<Act, string>;

interface AskedProps extends Omit<ConfirmProps, "part"> {
  readonly waiting: Act;
  readonly part: ForwardedRef<HTMLDivElement>;
}

function Asked({ waiting, part, ...given }: AskedProps) {
  const { notice, labels, confirm, idBase } = useNotice("Confirm");
  const config = notice?.active_config;
  const question = useRef<HTMLParagraphElement>(null);
  // The pressed button is gone; neither answer is the one that Enter gives by itself.
  useEffect(() => question.current?.focus(), []);
  const name = nameOf[waiting];
  const goBack = ({ currentTarget: { ownerDocument } }: MouseEvent): void => {
    flushSync(() => confirm(false));
    ownerDocument.getElementById(ids.act(idBase, name))?.focus();
  };
  const id = ids.act(idBase, "confirm");
  return usePart({
    tag: "div",
    slot: "confirm",
    own: {
      role: "group",
      "aria-labelledby": id,
      "data-state": waiting,
      children: (
        <>
          <p id={id} ref={question} tabIndex={-1}>
            {labels.confirmQuestion} <strong>{actionNames(config, labels)[name]}</strong>
          </p>
          <PlainButton onClick={goBack}>{labels.confirmNo}</PlainButton>
          <PlainButton onClick={() => confirm(true)}>{labels.confirmYes}</PlainButton>
        </>
      ),
    },
    given,
    part,
  });
}
