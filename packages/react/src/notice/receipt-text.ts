import { enabledElements, isActiveGrant } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";
import type { Labels } from "../labels/labels.ts";

type RecordedConsent = Extract<ConsentState, { status: "recorded" }>;

/** What identifies a recorded decision, by the names that the service gives to the facts. */
export function factsOf({
  eventUuid,
  recordedAt,
  noticeUuid,
  noticeVersionUuid,
  language,
  outcome,
}: RecordedConsent["result"]): [string, string][] {
  const facts: [string, string | undefined][] = [
    ["event_uuid", eventUuid],
    ["recorded_at", recordedAt],
    ["notice_uuid", noticeUuid],
    ["notice_version_uuid", noticeVersionUuid],
    ["language", language],
    ["outcome", outcome],
  ];
  return facts.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
}

/** The receipt as plain text: whose notice, what identifies the decision, and what is on record for each item. */
export function receiptText({ notice, result }: RecordedConsent, labels: Labels): string {
  const { notice_banner_heading: heading, legal, purposes } = notice.active_config;
  const record = notice.purpose_selections ?? {};
  const word = (isGranted: boolean): string => (isGranted ? labels.granted : labels.withheld);
  const rows = purposes.flatMap((purpose) => {
    const recorded = record[purpose.uuid];
    const isGranted = isActiveGrant(recorded);
    const elements = enabledElements(purpose).map(
      ({ uuid, name }) => `  ${name}: ${word(isGranted && recorded?.data_elements[uuid]?.selected === true)}`,
    );
    return [`${purpose.name}: ${word(isGranted)}`, ...elements];
  });
  const owner = [legal?.controller_name, legal?.controller_address].filter(Boolean).join(", ");
  const facts = factsOf(result).map(([name, value]) => `${name}: ${value}`);
  return `${[heading || labels.untitled, owner, "", ...facts, "", ...rows].join("\n")}\n`;
}
