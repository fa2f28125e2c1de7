"use client";

import { forwardRef } from "react";
import { ids, sectionName } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PlainButton } from "./plain-button.tsx";
import { Saved } from "./saved.tsx";
import { Change } from "./settled-action.tsx";
import { nextLevel } from "./text.tsx";

/** What a person has agreed to, to be read and left as it is, or changed; absent unless everything is granted. */
export const Review = forwardRef<HTMLElement, PartProps<"section">>(function Review(given, part) {
  const state = useNotice("Review");
  const { consent, labels, idBase, headingLevel, piece } = state;
  const id = ids.choices(idBase);
  const Heading = `h${nextLevel(headingLevel)}` as const;
  const section = usePart({
    tag: "section",
    slot: "review",
    own: {
      "aria-labelledby": sectionName(state, id),
      children: (
        <>
          <Heading {...piece("purposesTitle")} id={id} tabIndex={-1}>
            {labels.reviewHeading}
          </Heading>
          <Saved />
        </>
      ),
    },
    given,
    part,
  });
  return consent.status === "asking" && consent.isReview ? section : null;
});

/** The ways out of a review: to the choices, or on with everything as it is; both write nothing. */
export const ReviewActions = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(
  function ReviewActions(given, part) {
    const { consent, labels, continueText } = useNotice("ReviewActions");
    const actions = usePart({
      tag: "div",
      slot: "actions",
      own: {
        children: (
          <>
            <Change />
            <PlainButton onClick={() => consent.actions.continueAsRecorded()}>
              {continueText || labels.continueAsIs}
            </PlainButton>
          </>
        ),
      },
      given,
      part,
    });
    return consent.status === "asking" && consent.isReview ? actions : null;
  },
);
