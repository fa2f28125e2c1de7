"use client";

import { useLayoutEffect, type KeyboardEvent } from "react";
import { dialogAttributes, DialogFrame, type DialogShellProps } from "./dialog-frame.tsx";
import { openerOf, returnFocus } from "./focus-moments.ts";

/** The dialog without its code: what the first HTML shows until the code is there. It holds neither page nor focus. */
export function StillDialog({ children, ...shell }: DialogShellProps) {
  return (
    <DialogFrame {...shell}>
      <div {...dialogAttributes(shell)}>{children}</div>
    </DialogFrame>
  );
}

/** The dialog whose code could not be had: says so where everybody finds it, and leaves the page usable. */
export function StuckDialog({ children, finalFocus, ...shell }: DialogShellProps) {
  const { titleId, close } = shell.state;
  const { contentProps } = shell;

  useLayoutEffect(() => {
    const opener = openerOf(document);
    document.getElementById(titleId)?.focus({ preventScroll: true });
    // Also before the dialog itself takes this place, which then finds the same opener.
    return () => returnFocus(document, opener, finalFocus);
    // oxlint-disable-next-line react/exhaustive-deps -- focus moves when it appears and goes, and at no other time
  }, [titleId]);

  const closeOnEscape = (event: KeyboardEvent<HTMLDivElement>): void => {
    contentProps?.onKeyDown?.(event);
    if (event.key === "Escape" && !event.defaultPrevented) close?.();
  };

  return (
    <DialogFrame {...shell} blocksPage={false}>
      <div {...dialogAttributes({ ...shell, contentProps: { ...contentProps, onKeyDown: closeOnEscape } })}>
        {children}
      </div>
    </DialogFrame>
  );
}
