"use client";

import { Content, Portal, Root as DialogRoot } from "@radix-ui/react-dialog";
import { useCallback, useEffect, useLayoutEffect, useRef, type KeyboardEvent } from "react";
import type { DialogShellProps } from "./dialog-frame.tsx";
import type { DialogParts } from "./dialog-parts.ts";
import { lockScroll } from "./scroll-lock.ts";
import { tabbables } from "./tabbables.ts";

/** Props of {@link ConsentDialog}. */
export interface ConsentDialogProps extends DialogShellProps {
  readonly isOpen: boolean;
  /** Whether a click outside closes, where closing is possible. */
  readonly closesOnBackdrop: boolean;
  readonly portal: boolean | HTMLElement;
  readonly parts: DialogParts;
}

/**
 * The shell of a notice that blocks the page: Radix's dialog with an overlay, a scroll lock and focus moments of our own.
 */
export function ConsentDialog({ isOpen, portal, ...shell }: ConsentDialogProps) {
  const { state, parts } = shell;
  const { DialogFrame } = parts;
  const frame = (
    <DialogFrame {...shell}>
      <Surface {...shell} />
    </DialogFrame>
  );
  return (
    <DialogRoot
      open={isOpen}
      onOpenChange={(wanted) => {
        if (!wanted) state.close?.();
      }}
    >
      {portal === false ? isOpen && frame : <Portal container={portal === true ? undefined : portal}>{frame}</Portal>}
    </DialogRoot>
  );
}

type SurfaceProps = Omit<ConsentDialogProps, "isOpen" | "portal" | "theme" | "density" | "blocksPage">;

function Surface({ state, closesOnBackdrop, finalFocus, contentProps, parts, children }: SurfaceProps) {
  const { dialogAttributes, openerOf, returnFocus } = parts;
  const { phase, isReview, titleId, close } = state;
  const dialog = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement>(undefined);
  const titleOf = useCallback(() => dialog.current?.ownerDocument.getElementById(titleId), [titleId]);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    opener.current ??= openerOf(element.ownerDocument);
    return lockScroll(element.ownerDocument);
  }, [openerOf]);

  // Another view may take the focused control away with it; the title is always there. Not on opening: the trap has to
  // see focus come in, or it knows of nothing to hold.
  const view = isReview ? "review" : phase;
  const seenView = useRef(view);
  useEffect(() => {
    const element = dialog.current;
    const active = element?.ownerDocument.activeElement;
    const isLost = active === element || active === element?.ownerDocument.body;
    if (isLost && seenView.current !== view) titleOf()?.focus({ preventScroll: true });
    seenView.current = view;
  }, [view, titleOf]);

  const moveFromTitle = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return;
    const reachable = tabbables(event.currentTarget);
    // The title is no edge of Radix's trap, so leaving it is ours to steer.
    const isAtTitle = event.target instanceof HTMLElement && event.target.id === titleId;
    if (reachable.length === 0) event.preventDefault();
    else if (isAtTitle && event.shiftKey) {
      event.preventDefault();
      reachable.at(-1)?.focus();
    }
  };

  return (
    <Content
      {...dialogAttributes({ state, contentProps })}
      ref={dialog}
      onKeyDown={(event) => {
        contentProps?.onKeyDown?.(event);
        if (!event.defaultPrevented) moveFromTitle(event);
      }}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        titleOf()?.focus({ preventScroll: true });
      }}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        // StrictMode takes effects back and forth without closing anything.
        if (dialog.current !== null) return;
        returnFocus(document, opener.current, finalFocus);
        opener.current = undefined;
      }}
      onEscapeKeyDown={(event) => {
        if (close !== undefined) return;
        event.preventDefault();
        state.announce("how-to-continue");
      }}
      onInteractOutside={(event) => {
        if (!closesOnBackdrop) event.preventDefault();
      }}
    >
      {children}
    </Content>
  );
}
