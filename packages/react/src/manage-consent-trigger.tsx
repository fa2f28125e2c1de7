"use client";

import { findLanguage } from "@notice-consent/contract";
import { forwardRef, useCallback, useState } from "react";
import { english } from "./labels/english.ts";
import { useWords } from "./labels/use-words.ts";
import { NoticeConsent } from "./notice-consent.tsx";
import type { NoticeConsentProps } from "./notice-props.ts";
import { assemble, elementOf, type PartProps } from "./notice/part.tsx";
import { naming } from "./notice/slot.ts";

/** Props of {@link ManageConsentTrigger}: those of a button, and what the notice is shown with. */
export interface ManageConsentTriggerProps extends PartProps<"button"> {
  /** As for `NoticeConsent`; whether it is open and in which mode is the trigger's own. */
  readonly notice: Omit<NoticeConsentProps, "mode" | "open" | "defaultOpen">;
}

/**
 * Opens what a person has decided, to be changed or taken back: the same words in the same place on every page, whatever
 * was decided. Nothing is read before it is pressed.
 */
export const ManageConsentTrigger = forwardRef<HTMLButtonElement, ManageConsentTriggerProps>(
  function ManageConsentTrigger({ notice, ...given }, part) {
    const [opening, setOpening] = useState({ count: 0, isOpen: false });
    const { lang, direction, tag } = findLanguage(notice.language ?? "en");
    const words = useWords({
      tag,
      hostTag: notice.language ?? "en",
      overrides: notice.labels,
      onMissing: useCallback(() => undefined, []),
    });
    const { onOpenChange } = notice;
    const named = naming(notice.classNames, notice.unstyled === true)("trigger");
    const button = assemble({
      element: elementOf("button", notice.components),
      own: {
        ...named,
        type: "button",
        ...(words !== undefined && { lang, dir: direction }),
        "aria-haspopup": "dialog",
        "data-state": opening.isOpen ? "open" : "closed",
        onClick: () => setOpening(({ count }) => ({ count: count + 1, isOpen: true })),
        children: (words ?? english.labels).manage,
      },
      given,
      part,
    });
    return (
      <>
        {button}
        {opening.count > 0 && (
          <NoticeConsent
            {...notice}
            // Each opening is a question of its own, whatever became of the one before.
            key={opening.count}
            mode="manage"
            onOpenChange={(isOpen, change) => {
              setOpening(({ count }) => ({ count, isOpen }));
              onOpenChange?.(isOpen, change);
            }}
          />
        )}
      </>
    );
  },
);
