"use client";

import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from "react";
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

/**
 * The dialog beside a page that stays usable: of a notice that does not block it, or whose dialog's code could not be had.
 * Without Radix, which listens on the whole document and would take Escape from whatever else of the page has focus.
 */
export function FreeDialog({ children, finalFocus, ...shell }: DialogShellProps) {
  const { titleId, phase, isReview, close, announce } = shell.state;
  const { contentProps } = shell;
  const dialog = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = openerOf(document);
    document.getElementById(titleId)?.focus({ preventScroll: true });
    // Also before the blocking dialog takes this place, which then finds the same opener.
    return () => {
      const active = openerOf(document);
      // Whoever works in the page stays there.
      if (active === undefined || element?.contains(active)) returnFocus(document, opener, finalFocus);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- focus moves when it appears and goes, and at no other time
  }, [titleId]);

  // Another view may take the focused control away with it; the title is always there.
  useEffect(() => {
    const active = openerOf(document);
    if (active === undefined || active === dialog.current)
      document.getElementById(titleId)?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- for each view anew
  }, [phase, isReview, titleId]);

  const onEscape = (event: KeyboardEvent<HTMLDivElement>): void => {
    contentProps?.onKeyDown?.(event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    if (close === undefined) announce("how-to-continue");
    else close();
  };

  return (
    <DialogFrame {...shell} blocksPage={false}>
      <div {...dialogAttributes({ ...shell, contentProps: { ...contentProps, onKeyDown: onEscape } })} ref={dialog}>
        {children}
      </div>
    </DialogFrame>
  );
}
