"use client";

import type { ConsentState, ConsentActions } from "@notice-consent/hooks";
import { forwardRef } from "react";
import type { Labels } from "../labels/labels.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

type SettledName = "change" | "withdraw" | "undo";

interface SettledAct {
  readonly name: SettledName;
  readonly label: keyof Labels;
  readonly isOffered: (consent: ConsentState) => boolean;
  readonly take: (actions: ConsentActions) => void;
}

/** A button on what has been recorded; absent where it would do nothing. */
function settled({ name, label, isOffered, take }: SettledAct) {
  const part = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const Settled = forwardRef<HTMLButtonElement, PartProps<"button">>(function Settled(given, ref) {
    const { consent, labels } = useNotice(part);
    const button = usePart({
      tag: "button",
      slot: name,
      own: { type: "button", onClick: () => take(consent.actions), children: labels[label] },
      given,
      part: ref,
    });
    return isOffered(consent) ? button : null;
  });
  Settled.displayName = part;
  return Settled;
}

/** Back to the choices as they are recorded; writes nothing. */
export const Change = settled({
  name: "change",
  label: "change",
  isOffered: showsRecord,
  take: (actions) => actions.change(),
});

/** Takes every consent back, in one act. */
export const Withdraw = settled({
  name: "withdraw",
  label: "withdrawAll",
  isOffered: (consent) =>
    showsRecord(consent) && "standing" in consent && consent.standing.some(({ status }) => status === "granted"),
  take: (actions) => actions.withdrawAll(),
});

/** Gives back what the last decision took away. */
export const Undo = settled({
  name: "undo",
  label: "undo",
  isOffered: (consent) => consent.status === "recorded" && consent.canUndo,
  take: (actions) => actions.undo(),
});

function showsRecord(consent: ConsentState): boolean {
  switch (consent.status) {
    case "asking":
      return consent.isReview;
    case "recorded":
      return true;
    case "satisfied":
      return consent.notice !== undefined;
    case "preview":
    case "checking":
    case "submitting":
    case "uncertain":
    case "failed":
    case "dismissed":
      return false;
    default:
      return consent satisfies never;
  }
}
