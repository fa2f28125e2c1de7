"use client";

import { forwardRef, memo, type MouseEvent } from "react";
import { ids } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** About one screen of text. */
const longText = 1200;

/** Leads past a long text to the choices; absent when the text is short. */
export const SkipLink = memo(
  forwardRef<HTMLAnchorElement, PartProps<"a">>(function SkipLink(given, part) {
    const { config, labels, idBase } = useContent("SkipLink");
    const target = ids.choices(idBase);
    const link = usePart({
      tag: "a",
      slot: "skipLink",
      own: {
        href: `#${target}`,
        onClick(event: MouseEvent<HTMLAnchorElement>) {
          // The host's address and its router are not ours to change.
          event.preventDefault();
          event.currentTarget.ownerDocument.getElementById(target)?.focus();
        },
        children: labels.skipToChoices,
      },
      given,
      part,
    });
    return (config?.notice_text ?? "").length > longText ? link : null;
  }),
);
