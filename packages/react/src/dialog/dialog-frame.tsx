"use client";

import type { ComponentPropsWithoutRef, MouseEvent, ReactNode } from "react";
import type { NoticeState } from "../notice/notice-context.ts";
import { RootOf, type RootProps } from "../notice/root.tsx";
import type { FinalFocus } from "./focus-moments.ts";

/** Attributes of the element with `role="dialog"`. */
export type DialogContentProps = Omit<ComponentPropsWithoutRef<"div">, "children" | "id">;

/** What the shells of a modal have in common. */
export interface DialogShellProps extends Pick<RootProps, "theme" | "density"> {
  readonly state: NoticeState;
  /** False: the page stays usable; no overlay, no lock, no trap. */
  readonly blocksPage: boolean;
  readonly finalFocus: FinalFocus | undefined;
  readonly contentProps: DialogContentProps | undefined;
  readonly children: ReactNode;
}

type FrameProps = Pick<DialogShellProps, "state" | "blocksPage" | "theme" | "density" | "children">;

/** What stands round a dialog: the notice's frame, and the overlay over a blocked page. */
export function DialogFrame({ state, blocksPage, theme, density, children }: FrameProps) {
  return (
    <RootOf state={state} theme={theme} density={density}>
      {blocksPage && (
        <div
          {...state.piece("overlay")}
          role="presentation"
          style={{ pointerEvents: "auto" }}
          onMouseDown={keepFocus}
        />
      )}
      {children}
    </RootOf>
  );
}

/** A click beside the dialog would leave focus with nothing, and the keyboard without anything to scroll. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** The attributes of the dialog element in every shell, the host's own laid under what names it and says its state. */
export function dialogAttributes({ state, contentProps }: Pick<DialogShellProps, "state" | "contentProps">) {
  const { phase, titleId, piece } = state;
  const named = piece("dialog");
  return {
    ...contentProps,
    role: "dialog",
    tabIndex: -1,
    ...named,
    "data-state": phase,
    className: [named.className, contentProps?.className].filter(Boolean).join(" ") || undefined,
    "aria-labelledby": titleId,
    "aria-describedby": undefined,
    "aria-busy": phase === "checking" || undefined,
  };
}
