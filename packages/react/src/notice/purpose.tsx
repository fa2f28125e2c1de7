"use client";

import { isMandatory, type RecordedPurpose, type Undecided } from "@notice-consent/contract";
import { usePurpose, type ConsentState } from "@notice-consent/hooks";
import { forwardRef, memo, useEffect, useMemo, useState, type ReactNode } from "react";
import { Changes } from "./changes.tsx";
import { Details } from "./details.tsx";
import { Elements } from "./elements.tsx";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PurposeContext, type PurposeState } from "./purpose-context.ts";
import { PurposeTerms } from "./purpose-terms.tsx";
import { PurposeText } from "./purpose-text.tsx";
import { PurposeToggle } from "./purpose-toggle.tsx";
import { isSplit, whyAsked } from "./why-asked.ts";

/** Props of {@link Purpose}. */
export interface PurposeProps extends PartProps<"fieldset"> {
  readonly uuid: string;
}

/** One purpose with its own box, what it enables, and the data elements it needs. */
export const Purpose = memo(
  forwardRef<HTMLFieldSetElement, PurposeProps>(function Purpose({ uuid, children, ...given }, part) {
    const { consent, notice, isLong, appearance, onOpenPurpose } = useNotice("Purpose");
    const choice = usePurpose(uuid);
    const why = useMemo(() => whyAsked(consent, uuid), [consent, uuid]);
    const isFolded = isLong || appearance.folds;
    const [isOpen, setOpen] = useState(() => startsOpen(consent, why, isFolded));
    // What a notice says of its looks may be read a moment after the notice.
    const [wasFolded, setWasFolded] = useState(isFolded);
    if (wasFolded !== isFolded) {
      setWasFolded(isFolded);
      setOpen(startsOpen(consent, why, isFolded));
    }
    useEffect(() => onOpenPurpose(uuid, () => setOpen(true)), [uuid, onOpenPurpose]);

    const shared = useMemo((): PurposeState => ({ choice, why, isOpen, setOpen }), [choice, why, isOpen]);
    const record = notice?.purpose_selections?.[uuid];
    const fieldset = usePart({
      tag: "fieldset",
      slot: "purpose",
      own: {
        "data-state": choice.state,
        "data-required": isMandatory(choice.purpose) ? "" : undefined,
        "data-recorded": record === undefined ? undefined : recordedState(record),
        children: children ?? <DefaultPurpose />,
      },
      given,
      part,
    });
    return <PurposeContext.Provider value={shared}>{fieldset}</PurposeContext.Provider>;
  }),
);

function DefaultPurpose(): ReactNode {
  return (
    <>
      <PurposeToggle />
      <PurposeText />
      <PurposeTerms />
      <Changes />
      <Details />
      <Elements />
    </>
  );
}

/** What is new or has changed shows itself; what was agreed to before stays folded beside it. */
function startsOpen(consent: ConsentState, why: Undecided | undefined, isFolded: boolean): boolean {
  if (why === "new" || why === "changed") return true;
  return !isFolded && !(why === undefined && isSplit(consent));
}

function recordedState(record: RecordedPurpose): string | undefined {
  if (record.needs_reconsent) return "needs-reconsent";
  switch (record.status) {
    case "ACTIVE":
      return "active";
    case "EXPIRED":
      return "expired";
    case "WITHDRAWN":
    case "WITHDRAW":
    case "REVOKED":
      return "withdrawn";
    default:
      return undefined;
  }
}
