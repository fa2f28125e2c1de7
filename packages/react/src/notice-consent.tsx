"use client";

import { isolate } from "@notice-consent/client";
import type { ConsentState } from "@notice-consent/hooks";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useDialogChunk } from "./dialog/dialog-chunk.ts";
import { LazyDialog } from "./dialog/lazy-dialog.tsx";
import { useTurn } from "./dialog/turn.ts";
import { useUnlessStuck } from "./dialog/use-unless-stuck.ts";
import { ModalNotice } from "./modal-notice.tsx";
import type { NoticeConsentProps, OpenChange } from "./notice-props.ts";
import { LanguageChange } from "./notice/language-change.tsx";
import { useNotice, type NoticeState } from "./notice/notice-context.ts";
import { useNoticeState } from "./notice/use-notice-state.ts";
import { useDelayed } from "./use-delayed.ts";
import { useShellConsent } from "./use-shell-consent.ts";

/** A check that is quicker than this shows nothing, in milliseconds. */
const unnoticed = 150;

/**
 * Asks a person for consent in a modal, and tells the host what was recorded.
 * It shows nothing when nothing is left to ask, and lets nobody proceed without a positive answer of the service.
 */
export function NoticeConsent(props: NoticeConsentProps): ReactNode {
  const { open, defaultOpen = true, blockUI = true, portal = true, children } = props;
  const isManaging = props.mode === "manage";
  const { dismissible = isManaging } = props;
  const answer = useShellConsent(props);
  const { status } = answer;
  const [isDone, setDone] = useState(false);
  if (isDone && status !== "recorded") setDone(false);
  // Whoever manages a consent sees what became of it; a person who was asked goes on.
  const staysOpen = open !== undefined || (isManaging && !isDone);
  const isWanted = open ?? defaultOpen;

  const isWaiting = isWanted && (status === "checking" || status === "preview");
  const waitedLong = useDelayed(isWaiting, unnoticed);
  const isReady = isWaiting ? waitedLong || portal === false : hasSomethingToShow(status, staysOpen);
  const [line] = useState(() => ({}));
  // What leaves the page usable neither waits for another notice nor makes one wait.
  const hasTurn = useTurn(isWanted && isReady && blockUI, line);
  const isOpen = blockUI ? hasTurn : isWanted && isReady;

  const chunk = useDialogChunk({ isExpected: status === "asking", isNeeded: isOpen });
  const consent = useUnlessStuck(answer, isOpen ? chunk : undefined, props.onError);
  const close = useClose(answer, props, setDone);
  // What cannot be asked must not lock the page for ever; nothing is recorded by closing it.
  const closes = dismissible !== false || !asks(consent.status);
  const state = useNoticeState(consent, { ...props, close: closes && status !== "submitting" ? close : undefined });
  useOpenChange(answer, isWanted && !isManaging, props.onOpenChange);

  return (
    <LanguageChange state={state}>
      <LazyDialog
        chunk={chunk}
        isOpen={isOpen}
        state={state}
        blocksPage={blockUI}
        closesOnBackdrop={dismissible === "backdrop"}
        portal={portal}
        finalFocus={props.finalFocus}
        contentProps={props.contentProps}
        theme={props.theme}
        density={props.density}
      >
        {composed(children) ?? <ModalNotice failureSlot={props.failureSlot} />}
      </LazyDialog>
    </LanguageChange>
  );
}

function composed(children: NoticeConsentProps["children"]): ReactNode {
  return typeof children === "function" ? <Composition of={children} /> : children;
}

function Composition({ of: compose }: { readonly of: (state: NoticeState) => ReactNode }): ReactNode {
  return compose(useNotice("Composition"));
}

/** Whether the person is being asked, so that only a decision or an allowed dismissal may close the notice. */
function asks(status: ConsentState["status"]): boolean {
  return status === "asking" || status === "submitting" || status === "uncertain" || status === "checking";
}

function hasSomethingToShow(status: ConsentState["status"], isHeldOpen: boolean): boolean {
  switch (status) {
    case "asking":
    case "submitting":
    case "uncertain":
    case "failed":
      return true;
    case "recorded":
      return isHeldOpen;
    case "checking":
    case "preview":
    case "satisfied":
    case "dismissed":
      return false;
    default:
      return status satisfies never;
  }
}

/** Closes without a decision. A host that controls `open` decides what follows, so the state stays as it is. */
function useClose(
  consent: ConsentState,
  { open, mode, onOpenChange, onDismiss }: NoticeConsentProps,
  setDone: (isDone: boolean) => void,
): () => void {
  const { status, actions } = consent;
  const outcome = status === "recorded" ? consent.result.outcome : undefined;
  return useCallback(() => {
    if (outcome !== undefined) {
      setDone(true);
      onOpenChange?.(false, { reason: mode === "manage" ? reasonOf(outcome) : "recorded" });
      return;
    }
    if (open === undefined) actions.dismiss();
    else onDismiss?.();
    onOpenChange?.(false, { reason: "dismissed" });
  }, [outcome, actions, open, mode, onOpenChange, onDismiss, setDone]);
}

/** Tells the host that a decision, or having nothing to ask, has closed the notice; once for each. */
function useOpenChange(
  consent: ConsentState,
  isWanted: boolean,
  onOpenChange: NoticeConsentProps["onOpenChange"],
): void {
  const outcome = consent.status === "recorded" || consent.status === "satisfied" ? consent.result.outcome : undefined;
  const told = useRef<typeof outcome>(undefined);
  useEffect(() => {
    if (outcome === undefined) told.current = undefined;
    if (outcome === undefined || told.current === outcome || !isWanted) return;
    told.current = outcome;
    isolate(() => onOpenChange?.(false, { reason: reasonOf(outcome) }));
  }, [outcome, isWanted, onOpenChange]);
}

function reasonOf(
  outcome: "accepted" | "partially-accepted" | "already-valid" | "declined" | "withdrawn",
): OpenChange["reason"] {
  switch (outcome) {
    case "accepted":
    case "partially-accepted":
      return "recorded";
    case "declined":
    case "withdrawn":
      return "declined";
    case "already-valid":
      return "satisfied";
    default:
      return outcome satisfies never;
  }
}
