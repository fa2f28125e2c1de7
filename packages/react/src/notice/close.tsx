"use client";

import { forwardRef } from "react";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** Closes without a decision; absent where only a decision closes the notice. */
export const Close = forwardRef<HTMLButtonElement, PartProps<"button">>(function Close(given, part) {
  const { close, labels } = useNotice("Close");
  const button = usePart({
    tag: "button",
    slot: "close",
    own: { type: "button", "aria-label": labels.close, onClick: close, children: <Cross /> },
    given,
    part,
  });
  return close === undefined ? null : button;
});

function Cross() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d="m4 4 8 8M12 4l-8 8" />
    </svg>
  );
}
