"use client";

import { useEffect, useRef, type KeyboardEvent } from "react";
import type { ConsentDialogProps } from "./consent-dialog.tsx";
import { useTitle } from "./use-title.ts";

type FreeSurfaceProps = Pick<ConsentDialogProps, "state" | "finalFocus" | "contentProps" | "parts" | "children">;

/**
 * The dialog beside a page that stays usable. Not Radix's: its layer listens on the whole document, and would take
 * Escape from whatever else of the page has focus.
 */
export function FreeSurface({ state, finalFocus, contentProps, parts, children }: FreeSurfaceProps) {
  const { dialogAttributes, openerOf, returnFocus } = parts;
  const { titleId } = state;
  const dialog = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement>(undefined);
  useTitle(dialog, state);
  const latest = useRef(finalFocus);
  useEffect(() => {
    latest.current = finalFocus;
  }, [finalFocus]);

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const page = element.ownerDocument;
    opener.current ??= openerOf(page);
    page.getElementById(titleId)?.focus({ preventScroll: true });
    return () => {
      // StrictMode takes effects back and forth without closing anything, and whoever works in the page stays there.
      if (!element.isConnected && openerOf(page) === undefined) returnFocus(page, opener.current, latest.current);
    };
  }, [titleId, openerOf, returnFocus]);

  const onEscape = (event: KeyboardEvent<HTMLDivElement>): void => {
    contentProps?.onKeyDown?.(event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    if (state.close === undefined) state.announce("how-to-continue");
    else state.close();
  };

  return (
    <div {...dialogAttributes({ state, contentProps: { ...contentProps, onKeyDown: onEscape } })} ref={dialog}>
      {children}
    </div>
  );
}
