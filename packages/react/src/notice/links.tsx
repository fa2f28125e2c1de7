"use client";

import type { NoticeConfig } from "@notice-consent/contract";
import { forwardRef, memo } from "react";
import type { Labels } from "../labels/labels.ts";
import { safeLink } from "../text/safe-link.ts";
import { TextLink } from "../text/text-link.tsx";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";

interface Target {
  readonly text: string;
  readonly target: string;
}

/** A line of the list: what leads up to the links, and the links; the second stands after its own words. */
interface Line {
  readonly id: string;
  readonly lead: string;
  readonly first: Target;
  readonly connector?: string;
  readonly second?: Target;
}

/** Where to read more, whom to turn to, and who asks; a line without a target is left out. */
export const Links = memo(
  forwardRef<HTMLUListElement, Omit<PartProps<"ul">, "children">>(function Links(given, part) {
    const { config, labels } = useContent("Links");
    const lines = config === undefined ? [] : linesOf(config, labels);
    const { controller_name: name, controller_address: address } = config?.legal ?? {};
    const controller = [name, address].filter((part) => part?.trim()).join(", ");
    const list = usePart({
      tag: "ul",
      slot: "links",
      own: {
        children: [
          ...lines.map((line) => <LineOf key={line.id} line={line} newTab={labels.newTab} />),
          controller !== "" && (
            <li key="controller">
              <bdi>{controller}</bdi>
            </li>
          ),
        ],
      },
      given,
      part,
    });
    return lines.length === 0 && controller === "" ? null : list;
  }),
);

function LineOf({ line, newTab }: { readonly line: Line; readonly newTab: string }) {
  const { lead, first, connector, second } = line;
  return (
    <li>
      {lead !== "" && `${lead} `}
      <TextLink target={first.target} newTab={newTab}>
        <bdi>{first.text}</bdi>
      </TextLink>
      {second !== undefined && (
        <>
          {` ${connector ?? ""} `}
          <TextLink target={second.target} newTab={newTab}>
            <bdi>{second.text}</bdi>
          </TextLink>
        </>
      )}
    </li>
  );
}

function linesOf(config: NoticeConfig, labels: Labels): Line[] {
  const { legal, dpo_info: dpo } = config;
  const lines: Line[] = [
    {
      id: "policy",
      lead: config.privacy_policy_prefix_text,
      first: { text: config.privacy_policy_anchor_text || labels.privacyPolicy, target: config.privacy_policy_url },
    },
    {
      id: "centre",
      lead: "",
      first: { text: config.privacy_center_anchor_text || labels.privacyCentre, target: config.privacy_center_url },
    },
    { id: "rights", lead: "", first: { text: labels.rightsLink, target: legal?.rights_url ?? "" } },
    { id: "complaint", lead: "", first: { text: labels.complaintLink, target: legal?.complaint_url ?? "" } },
  ];
  if (dpo !== null && dpo !== undefined) {
    const grievance = { text: dpo.grievance_anchor_text || labels.grievance, target: dpo.grievance_url };
    const mail = { text: dpo.grievance_email, target: mailto(dpo.grievance_email) };
    lines.push(
      isLink(grievance)
        ? {
            id: "grievance",
            lead: dpo.grievance_text,
            first: grievance,
            connector: dpo.grievance_email_connector_text,
            ...(isLink(mail) && { second: mail }),
          }
        : { id: "grievance", lead: dpo.grievance_text, first: mail },
      {
        id: "board",
        lead: dpo.dp_board_text,
        first: { text: dpo.dp_board_anchor_text || labels.board, target: dpo.dp_board_url },
      },
      {
        id: "dpo",
        lead: dpo.dpo_text,
        first: {
          text: dpo.dpo_anchor_text || labels.dpo,
          target: safeLink(dpo.dpo_url)?.href ?? mailto(dpo.dpo_email),
        },
      },
    );
  }
  return lines.filter(({ first }) => isLink(first));
}

function isLink({ target }: Target): boolean {
  return safeLink(target) !== undefined;
}

function mailto(address: string): string {
  return `mailto:${address.trim()}`;
}
