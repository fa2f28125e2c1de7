"use client";

import type { EarlierTerms, Purpose } from "@notice-consent/contract";
import { forwardRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** What a purpose said when the person decided on it, where it says something else now; absent when that is not known. */
export const Changes = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(function Changes(given, part) {
  const { consent, notice, labels } = useNotice("Changes");
  const { choice, why } = usePurposeState("Changes");
  const { purpose } = choice;
  const earlier = notice?.purpose_selections?.[purpose.uuid]?.earlier;
  // A record keeps the base text alone, and a notice is never in two languages at once.
  const isReadable = why === "changed" && consent.language.tag === "en";
  const before = isReadable && earlier ? differencesOf(earlier, purpose) : [];
  const changes = usePart({
    tag: "div",
    slot: "changes",
    own: {
      children: (
        <>
          <strong>{labels.whatChanged}</strong>
          {before.map((text) => (
            <p key={text}>{sentence(labels.changedFrom, { before: text })}</p>
          ))}
        </>
      ),
    },
    given,
    part,
  });
  return before.length === 0 ? null : changes;
});

/** What was said and is said otherwise now: the name, the description, the data that is no longer asked for. */
function differencesOf(earlier: EarlierTerms, purpose: Purpose): string[] {
  const kept = new Map(purpose.data_elements.map(({ uuid, name }) => [uuid, name]));
  const others = Object.entries(earlier.data_elements).filter(([uuid, name]) => kept.get(uuid) !== name);
  const texts = [
    earlier.name === purpose.name ? "" : earlier.name,
    earlier.description === purpose.description ? "" : earlier.description,
    others.map(([, name]) => name).join(", "),
  ];
  return texts.filter((text) => text !== "");
}
