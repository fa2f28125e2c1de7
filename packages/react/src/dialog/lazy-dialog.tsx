"use client";

import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { ConsentDialogProps } from "./consent-dialog.tsx";
import type { DialogChunk } from "./dialog-chunk.ts";
import { dialogParts } from "./dialog-parts.ts";
import { FreeDialog, StillDialog } from "./still-dialog.tsx";

/** Props of {@link LazyDialog}. */
export interface LazyDialogProps extends Omit<ConsentDialogProps, "parts"> {
  readonly chunk: DialogChunk;
}

/** The dialog once its code is here; before that, what can be shown without. */
export function LazyDialog({ chunk, ...props }: LazyDialogProps): ReactNode {
  const { isOpen, portal, closesOnBackdrop: _, ...shell } = props;
  switch (chunk.status) {
    case "here":
      if (props.blocksPage) return <chunk.ConsentDialog {...props} parts={dialogParts} />;
      break;
    case "absent":
      return isOpen && portal === false ? <StillDialog {...shell} /> : null;
    case "failed":
      break;
    default:
      return chunk satisfies never;
  }
  if (!isOpen) return null;
  const dialog = <FreeDialog {...shell} />;
  return portal === false ? dialog : createPortal(dialog, portal === true ? document.body : portal);
}
