"use client";

import { forwardRef, useState } from "react";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PlainButton } from "./plain-button.tsx";
import { factsOf, receiptText } from "./receipt-text.ts";

/** The receipt of a recorded decision, to be seen and to be kept; absent where the service gave none. */
export const Receipt = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(function Receipt(given, part) {
  const { consent, labels, idBase } = useNotice("Receipt");
  const [isOpen, setOpen] = useState(false);
  const recorded = consent.status === "recorded" ? consent : undefined;
  const eventUuid = recorded?.result.eventUuid;
  const id = ids.act(idBase, "receipt");
  const receipt = usePart({
    tag: "div",
    slot: "receipt",
    own: {
      "data-state": isOpen ? "open" : "closed",
      children: recorded !== undefined && (
        <>
          <PlainButton
            as="receiptToggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {labels.receipt}
          </PlainButton>
          {isOpen && (
            <div id={id}>
              <ul>
                {factsOf(recorded.result).map(([name, value]) => (
                  <li key={name} dir="ltr">
                    {name}: {value}
                  </li>
                ))}
              </ul>
              <a data-nc="link" href={fileOf(receiptText(recorded, labels))} download={`consent-${eventUuid}.txt`}>
                {labels.downloadReceipt}
              </a>
            </div>
          )}
        </>
      ),
    },
    given,
    part,
  });
  return eventUuid === undefined ? null : receipt;
});

/** A plain file that the link holds itself: nothing is fetched, and nothing has to be cleared away. */
function fileOf(text: string): string {
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
}
