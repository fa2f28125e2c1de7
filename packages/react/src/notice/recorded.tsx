"use client";

import { forwardRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { readableTime } from "./readable-time.ts";
import { Receipt } from "./receipt.tsx";
import { Saved } from "./saved.tsx";
import { Change, Undo, Withdraw } from "./settled-action.tsx";

/**
 * The confirmation of a recorded decision: a drawn tick, when and in which language, what is on record now, and the
 * ways to the receipt, to give back what was taken, to change it, and to take it back. Children stand after these.
 */
export const Recorded = forwardRef<HTMLDivElement, PartProps<"div">>(function Recorded({ children, ...given }, part) {
  const { consent, labels, piece } = useNotice("Recorded");
  const result = consent.status === "recorded" || consent.status === "satisfied" ? consent.result : undefined;
  const time = result?.recordedAt === undefined ? "" : readableTime(result.recordedAt, consent.language.lang);
  const recorded = usePart({
    tag: "div",
    slot: "recorded",
    own: {
      "data-outcome": result?.outcome,
      children: (
        <>
          {consent.status === "recorded" && (
            <svg {...piece("tick")} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
              <circle cx="24" cy="24" r="22" />
              <path d="m14.5 24.8 6.4 6.4 12.6-13.6" pathLength={1} />
            </svg>
          )}
          {time !== "" && <p>{sentence(labels.recordedAt, { time, language: consent.language.ownName })}</p>}
          {(result?.outcome === "withdrawn" || (consent.status === "recorded" && consent.canUndo)) && (
            <p>{labels.earlierLawful}</p>
          )}
          <Saved />
          <Receipt />
          <div {...piece("buttons")}>
            <Undo />
            <Change />
            <Withdraw />
            {children}
          </div>
        </>
      ),
    },
    given,
    part,
  });
  return result === undefined ? null : recorded;
});
