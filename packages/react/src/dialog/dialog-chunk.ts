"use client";

import { ConsentError } from "@notice-consent/contract";
import { useEffect, useSyncExternalStore, type ComponentType } from "react";
import type { ConsentDialogProps } from "./consent-dialog.tsx";

/** The code of the dialog, which a page loads only when somebody has to be asked. */
export type DialogChunk =
  | { readonly status: "absent" }
  | { readonly status: "here"; readonly ConsentDialog: ComponentType<ConsentDialogProps> }
  | { readonly status: "failed"; readonly error: ConsentError };

const absent: DialogChunk = { status: "absent" };
let chunk: DialogChunk = absent;
let request: Promise<void> | undefined;
let isDemanded = false;
const listeners = new Set<() => void>();

/**
 * Fetches the dialog ahead of need, for instance when the pointer reaches the button that will open it.
 * Never rejects: a dialog that could not be had is fetched again once it is needed.
 */
export function preloadDialog(): Promise<void> {
  if (chunk.status === "here") return Promise.resolve();
  request ??= import("./consent-dialog.tsx")
    .then(({ ConsentDialog }) => become({ status: "here", ConsentDialog }))
    .catch(() => {
      const wasDemanded = isDemanded;
      // In this very step: a demand that came between the failure and its end would wait for ever.
      request = undefined;
      isDemanded = false;
      if (wasDemanded) become({ status: "failed", error: notLoaded() });
    });
  return request;
}

/** Fetches the dialog because it is needed now, or tries again; what then fails shows. */
export function demandDialog(): void {
  isDemanded = true;
  void preloadDialog();
}

function notLoaded(): ConsentError {
  return new ConsentError("NETWORK", {
    message: "The code of the consent dialog could not be loaded, so nobody was asked. Try again, or reload the page.",
  });
}

function become(next: DialogChunk): void {
  chunk = next;
  for (const listener of listeners) listener();
}

interface DialogNeed {
  /** Somebody has to be asked, now or later. */
  readonly isExpected: boolean;
  /** The dialog is to be seen now. */
  readonly isNeeded: boolean;
}

/** The dialog's code, fetched as soon as it is expected. The server and its HTML have none. */
export function useDialogChunk({ isExpected, isNeeded }: DialogNeed): DialogChunk {
  useEffect(() => {
    if (isNeeded) demandDialog();
    else if (isExpected) void preloadDialog();
  }, [isExpected, isNeeded]);
  return useSyncExternalStore(
    subscribe,
    () => chunk,
    () => absent,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
