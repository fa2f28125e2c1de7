"use client";

import { forwardRef, memo } from "react";
import { RichText } from "../text/rich-text.tsx";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** Props of {@link Text}. */
export interface TextProps extends Omit<PartProps<"div">, "children"> {
  /** The notice itself, or what it adds after the purposes. */
  readonly block?: "notice" | "additional" | undefined;
}

/** One of the notice's two texts; absent when it is blank. */
export const Text = memo(
  forwardRef<HTMLDivElement, TextProps>(function Text({ block = "notice", ...given }, part) {
    const { config, labels, headingLevel } = useContent("Text");
    const html = (block === "notice" ? config?.notice_text : config?.additional_text) ?? "";
    const text = usePart({
      tag: "div",
      slot: "text",
      own: {
        "data-block": block,
        children: <RichText html={html} headingLevel={nextLevel(headingLevel)} newTab={labels.newTab} />,
      },
      given,
      part,
    });
    return html === "" ? null : text;
  }),
);

/** The level of a heading one below; there is none below the sixth. */
export function nextLevel(level: 2 | 3 | 4 | 5 | 6): 3 | 4 | 5 | 6 {
  switch (level) {
    case 2:
      return 3;
    case 3:
      return 4;
    case 4:
      return 5;
    case 5:
    case 6:
      return 6;
    default:
      return level satisfies never;
  }
}
