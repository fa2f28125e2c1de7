"use client";

import { forwardRef, type ReactNode } from "react";
import { useContent } from "../notice/content-context.ts";

/** The scrolling part of the dialog; the title stands in it, so that the keyboard scrolls it from the start. */
export const Body = forwardRef<HTMLDivElement, { readonly children: ReactNode }>(function Body({ children }, part) {
  const { piece } = useContent("Body");
  return (
    <div {...piece("body")} ref={part}>
      {children}
    </div>
  );
});
