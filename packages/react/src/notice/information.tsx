"use client";

import { forwardRef, memo } from "react";
import { ids, sectionName } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { nextLevel } from "./text.tsx";

/** What is processed without consent: told, never ticked. Absent when the notice names nothing of the kind. */
export const Information = memo(
  forwardRef<HTMLElement, Omit<PartProps<"section">, "children">>(function Information(given, part) {
    const content = useContent("Information");
    const { config, labels, idBase, headingLevel } = content;
    const entries = config?.information ?? [];
    const id = ids.act(idBase, "information");
    const Heading = `h${nextLevel(headingLevel)}` as const;
    const section = usePart({
      tag: "section",
      slot: "information",
      own: {
        "aria-labelledby": sectionName(content, id),
        children: (
          <>
            <Heading id={id}>{labels.information}</Heading>
            <ul>
              {entries.map(({ uuid, name, description }) => (
                <li key={uuid}>
                  <strong>{name}</strong>
                  {description !== "" && <p>{description}</p>}
                </li>
              ))}
            </ul>
          </>
        ),
      },
      given,
      part,
    });
    return entries.length === 0 ? null : section;
  }),
);
