"use client";

import { forwardRef } from "react";
import { usePart, type PartProps } from "./part.tsx";

/** The shape of a notice that is on its way: two paragraphs, a heading, four purposes. */
export const Skeleton = forwardRef<HTMLDivElement, PartProps<"div">>(function Skeleton(given, part) {
  return usePart({
    tag: "div",
    slot: "skeleton",
    own: {
      "aria-hidden": true,
      children: (
        <>
          <p>
            <i />
            <i />
            <i />
          </p>
          <p>
            <i />
            <i />
          </p>
          <Row />
          <Row />
          <Row />
          <Row />
        </>
      ),
    },
    given,
    part,
  });
});

function Row() {
  return (
    <div>
      <i />
      <p>
        <i />
        <i />
      </p>
    </div>
  );
}
