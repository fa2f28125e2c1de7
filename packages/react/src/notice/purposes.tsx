"use client";

import type { AskingReason } from "@notice-consent/contract";
import { forwardRef, Fragment, type ReactNode } from "react";
import type { Labels } from "../labels/labels.ts";
import { TextLink } from "../text/text-link.tsx";
import { ids, sectionName } from "./ids.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { Purpose } from "./purpose.tsx";
import { nextLevel } from "./text.tsx";
import { isSplit, reasonOf } from "./why-asked.ts";

/** Props of {@link Purposes}. */
export interface PurposesProps extends Omit<PartProps<"section">, "children"> {
  /** Renders one purpose; the default is `<Notice.Purpose uuid={uuid} />`. */
  readonly children?: ((purposeUuid: string) => ReactNode) | undefined;
}

/** The choices: a heading, how to take a consent back, and every purpose in the notice's order. */
export const Purposes = forwardRef<HTMLElement, PurposesProps>(function Purposes({ children, ...given }, part) {
  const state = useNotice("Purposes");
  const { consent, notice, labels, idBase, headingLevel, isLong, piece } = state;
  const config = notice?.active_config;
  const headingId = ids.choices(idBase);
  const Heading = `h${nextLevel(headingLevel)}` as const;
  const SubHeading = `h${nextLevel(nextLevel(headingLevel))}` as const;
  const why = reasonText(reasonOf(consent), labels);
  const withdrawal = config?.legal?.withdrawal_url || config?.privacy_center_url || "";
  const section = usePart({
    tag: "section",
    slot: "purposes",
    own: {
      "aria-labelledby": sectionName(state, headingId),
      "data-long": isLong ? "" : undefined,
      children: (
        <>
          <Heading {...piece("purposesTitle")} id={headingId} tabIndex={-1}>
            {config?.purpose_section_heading || labels.purposes}
          </Heading>
          <p {...piece("purposesNote")}>
            {why !== "" && `${why} `}
            {labels.withdraw}
            {withdrawal !== "" && (
              <>
                {" "}
                <TextLink target={withdrawal} newTab={labels.newTab}>
                  {labels.withdrawLink}
                </TextLink>
              </>
            )}
          </p>
          {groupsOf(state).map(({ status, heading, note, uuids }) => (
            // Never by its words: in another language they are other ones, and what is unfolded would fold again.
            <Fragment key={status}>
              {heading !== "" && <SubHeading {...piece("purposesGroup")}>{heading}</SubHeading>}
              {note !== "" && <p {...piece("purposesNote")}>{note}</p>}
              {uuids.map((uuid) => (children === undefined ? <Purpose key={uuid} uuid={uuid} /> : children(uuid)))}
            </Fragment>
          ))}
        </>
      ),
    },
    given,
    part,
  });
  return config === undefined ? null : section;
});

interface Group {
  readonly status: "all" | "granted" | "needs-decision";
  /** Blank for the only one. */
  readonly heading: string;
  readonly note: string;
  readonly uuids: readonly string[];
}

/** What needs a decision, then what is granted already; one group where there is no such difference. */
function groupsOf({ consent, notice, labels }: NoticeState): Group[] {
  if (!("standing" in consent)) return [{ status: "all", heading: "", note: "", uuids: uuidsOf(notice) }];
  const { standing } = consent;
  const withStatus = (wanted: "granted" | "needs-decision"): string[] =>
    standing.filter(({ status }) => status === wanted).map(({ purposeUuid }) => purposeUuid);
  if (!isSplit(consent))
    return [{ status: "all", heading: "", note: "", uuids: standing.map(({ purposeUuid }) => purposeUuid) }];
  return [
    { status: "needs-decision", heading: labels.needsDecision, note: "", uuids: withStatus("needs-decision") },
    { status: "granted", heading: labels.alreadyGranted, note: labels.staysGranted, uuids: withStatus("granted") },
  ];
}

function uuidsOf(notice: NoticeState["notice"]): string[] {
  return notice?.active_config.purposes.map(({ uuid }) => uuid) ?? [];
}

/** Why a person who decided before is asked again; blank for one who did not. */
function reasonText(reason: AskingReason | undefined, labels: Labels): string {
  switch (reason) {
    case undefined:
    case "first":
      return "";
    case "changed":
      return labels.askedAgainChanged;
    case "expired":
      return labels.askedAgainExpired;
    case "withdrawn":
      return labels.askedAgainWithdrawn;
    case "stricter":
      return labels.askedAgainStricter;
    default:
      return reason satisfies never;
  }
}
