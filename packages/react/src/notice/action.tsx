"use client";

import type { Act } from "@notice-consent/contract";
import { forwardRef } from "react";
import { actionNames } from "./action-names.ts";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

type ActionName = "decline" | "save" | "accept";

const actOf: Readonly<Record<ActionName, Act>> = { decline: "decline", save: "save", accept: "accept-all" };

/** Props of an act. It has no room for children: what it says is the notice's, and nothing is added to what it agrees to. */
export type ActionProps = Omit<PartProps<"button">, "children">;

/** One implementation for all three, so that none can look or behave stronger than another. */
function action(name: ActionName) {
  const part = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const Action = forwardRef<HTMLButtonElement, ActionProps>(function Action(given, ref) {
    const { consent, notice, labels, phase, act, idBase } = useNotice(part);
    const isBusy = consent.status === "submitting";
    const isPressed = isBusy && consent.act === actOf[name];
    return usePart({
      tag: "button",
      slot: name,
      own: {
        type: "button",
        id: ids.act(idBase, name),
        "data-act": name,
        "data-state": phase,
        "data-busy": isPressed ? "" : undefined,
        "aria-busy": isPressed || undefined,
        "aria-disabled": isBusy || undefined,
        onClick: () => {
          if (!isBusy) act(actOf[name]);
        },
        children: actionNames(notice?.active_config, labels)[name],
      },
      given,
      part: ref,
    });
  });
  Action.displayName = part;
  return Action;
}

/** Refuses everything that is asked and records the refusal; where the service asks again, what is granted stays. */
export const Decline = action("decline");

/** Records what is ticked. */
export const Save = action("save");

/** Ticks everything and records it. */
export const Accept = action("accept");
