"use client";

import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { ConsentDialogProps } from "./consent-dialog.tsx";
import type { DialogChunk } from "./dialog-chunk.ts";
import { dialogParts } from "./dialog-parts.ts";
import { StillDialog, StuckDialog } from "./still-dialog.tsx";

/** Props of {@link LazyDialog}. */
export interface LazyDialogProps extends Omit<ConsentDialogProps, "parts"> {
  readonly chunk: DialogChunk;
}

/** The dialog once its code is here; before that, what can be shown without. */
export function LazyDialog({ chunk, ...props }: LazyDialogProps): ReactNode {
  const { isOpen, portal, closesOnBackdrop: _, ...shell } = props;
  switch (chunk.status) {
    case "here":
      return <chunk.ConsentDialog {...props} parts={dialogParts} />;
    case "absent":
      return isOpen && portal === false ? <StillDialog {...shell} /> : null;
    case "failed":
      if (!isOpen) return null;
      return portal === false ? (
        <StuckDialog {...shell} />
      ) : (
        createPortal(<StuckDialog {...shell} />, portal === true ? document.body : portal)
      );
    default:
      return chunk satisfies never;
  }
}
