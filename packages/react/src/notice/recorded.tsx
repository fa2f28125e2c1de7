"use client";

import { forwardRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** The confirmation of a recorded decision: a drawn tick, when, and in which language. */
export const Recorded = forwardRef<HTMLDivElement, PartProps<"div">>(function Recorded(given, part) {
  const { consent, labels } = useNotice("Recorded");
  const result = consent.status === "recorded" ? consent.result : undefined;
  const time = result?.recordedAt === undefined ? "" : readableTime(result.recordedAt, consent.language.lang);
  const recorded = usePart({
    tag: "div",
    slot: "recorded",
    own: {
      "data-outcome": result?.outcome,
      children: (
        <>
          <svg data-nc="tick" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <circle cx="24" cy="24" r="22" />
            <path d="m14.5 24.8 6.4 6.4 12.6-13.6" pathLength={1} />
          </svg>
          {time !== "" && <p>{sentence(labels.recordedAt, { time, language: consent.language.ownName })}</p>}
        </>
      ),
    },
    given,
    part,
  });
  return result === undefined ? null : recorded;
});

/** Shown only after an act of the person, so never part of server HTML. */
function readableTime(iso: string, lang: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const format = { dateStyle: "long", timeStyle: "short", numberingSystem: "latn" } as const;
  return new Intl.DateTimeFormat(lang === "en" ? "en-IN" : lang, format).format(date);
}
