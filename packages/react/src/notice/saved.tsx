"use client";

import { isActiveGrant, enabledElements } from "@notice-consent/contract";
import { forwardRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** What is on record, purpose by purpose; absent without a record. */
export const Saved = forwardRef<HTMLUListElement, Omit<PartProps<"ul">, "children">>(function Saved(given, part) {
  const { notice, labels } = useNotice("Saved");
  const record = notice?.purpose_selections ?? {};
  const list = usePart({
    tag: "ul",
    slot: "saved",
    own: {
      children: notice?.active_config.purposes.map((purpose) => {
        const recorded = record[purpose.uuid];
        const granted = isActiveGrant(recorded);
        const elements = enabledElements(purpose);
        const ticked = elements.filter(({ uuid }) => recorded?.data_elements[uuid]?.selected === true).length;
        return (
          <li key={purpose.uuid} data-state={granted ? "granted" : "withheld"}>
            <span>{purpose.name}</span>{" "}
            <span>
              {granted ? labels.granted : labels.withheld}
              {granted && ticked < elements.length && (
                <small>{` ${sentence(labels.count, { ticked, total: elements.length })}`}</small>
              )}
            </span>
          </li>
        );
      }),
    },
    given,
    part,
  });
  return Object.keys(record).length === 0 ? null : list;
});
