import * as v from "valibot";
import { flag, text, tolerantBlock, tolerantMap, words } from "./wire-text.ts";

/** One data element as it was decided. Legacy records lack the flags. */
const recordedElement = v.object({ selected: flag, enabled: flag, required: flag });

/** What a purpose said when it was decided on. */
const earlierTerms = v.object({ name: text, description: text, data_elements: tolerantMap(words) });

/** One purpose as it was decided. `status` is `""` in legacy records and may be a value we do not know. */
const recordedPurpose = v.object({
  selected: flag,
  status: text,
  needs_reconsent: flag,
  data_elements: tolerantMap(recordedElement),
  /** Extension: when the decision was taken, ISO 8601 UTC. */
  decided_at: text,
  /** Extension: when the grant ends, ISO 8601 UTC. */
  expires_at: text,
  /** Extension: what the person decided on, where the purpose says something else by now. */
  earlier: tolerantBlock(earlierTerms),
});

/** What is already decided, by purpose uuid. */
export const consentRecord = tolerantMap(recordedPurpose);

export type EarlierTerms = v.InferOutput<typeof earlierTerms>;
export type RecordedElement = v.InferOutput<typeof recordedElement>;
export type RecordedPurpose = v.InferOutput<typeof recordedPurpose>;
export type ConsentRecord = Readonly<Record<string, RecordedPurpose>>;

/** Statuses that our backend writes. Readers must tolerate others and never count them as a grant. */
export const purposeStatuses = ["ACTIVE", "WITHDRAWN", "EXPIRED", "DECLINED", "INACTIVE"] as const;
export type PurposeStatus = (typeof purposeStatuses)[number];

/** True only for a live grant: selected, active, and not asked for again. */
export function isActiveGrant(recorded: RecordedPurpose | undefined): boolean {
  return recorded !== undefined && recorded.selected && recorded.status === "ACTIVE" && !recorded.needs_reconsent;
}
