"use client";

import { isMandatory, type RecordedPurpose } from "@notice-consent/contract";
import { usePurpose } from "@notice-consent/hooks";
import { forwardRef, memo, useEffect, useMemo, useState, type ReactNode } from "react";
import { Details } from "./details.tsx";
import { Elements } from "./elements.tsx";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PurposeContext, type PurposeState } from "./purpose-context.ts";
import { PurposeText } from "./purpose-text.tsx";
import { PurposeToggle } from "./purpose-toggle.tsx";

/** Props of {@link Purpose}. */
export interface PurposeProps extends PartProps<"fieldset"> {
  readonly uuid: string;
}

/** One purpose with its own box, what it enables, and the data elements it needs. */
export const Purpose = memo(
  forwardRef<HTMLFieldSetElement, PurposeProps>(function Purpose({ uuid, children, ...given }, part) {
    const { consent, isLong, onOpenPurpose } = useNotice("Purpose");
    const choice = usePurpose(uuid);
    const [isOpen, setOpen] = useState(!isLong);
    useEffect(() => onOpenPurpose(uuid, () => setOpen(true)), [uuid, onOpenPurpose]);

    const shared = useMemo((): PurposeState => ({ choice, isOpen, setOpen }), [choice, isOpen]);
    const records = "notice" in consent ? consent.notice?.purpose_selections : undefined;
    const record = records?.[uuid];
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
      <Details />
      <Elements />
    </>
  );
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
