import type { ParsedSubmission } from "../submission.ts";
import type { NoticeRules } from "./coverage.ts";
import type { DecidedPurpose } from "./decision.ts";
import { enabledElements } from "./blocking.ts";

/** A submission checked against the notice: what to record, or the first thing the notice does not have. */
export type SubmissionCheck =
  | { readonly status: "valid"; readonly decided: readonly DecidedPurpose[] }
  | { readonly status: "unknown"; readonly what: "purpose" | "data element" | "product"; readonly uuid: string }
  | { readonly status: "repeated"; readonly uuid: string };

/**
 * Holds a submission against the notice. Unknown purposes, elements and products are refused;
 * a disabled element is ignored; incompleteness is no fault, since a submission is recorded as sent.
 */
export function checkSubmission(notice: NoticeRules, purposes: ParsedSubmission["purposes"]): SubmissionCheck {
  const decided: DecidedPurpose[] = [];
  for (const row of purposes) {
    const purpose = notice.active_config.purposes.find(({ uuid }) => uuid === row.purpose_uuid);
    if (purpose === undefined) return { status: "unknown", what: "purpose", uuid: row.purpose_uuid };
    if (row.product_uuid) return { status: "unknown", what: "product", uuid: row.product_uuid };
    if (decided.some(({ purpose_uuid }) => purpose_uuid === row.purpose_uuid))
      return { status: "repeated", uuid: row.purpose_uuid };
    const known = new Set(purpose.data_elements.map(({ uuid }) => uuid));
    const enabled = new Set(enabledElements(purpose).map(({ uuid }) => uuid));
    const elements = row.data_elements ?? [];
    const stranger = elements.find(({ uuid }) => !known.has(uuid));
    if (stranger !== undefined) return { status: "unknown", what: "data element", uuid: stranger.uuid };
    const seen = new Set<string>();
    for (const { uuid } of elements) {
      if (seen.has(uuid)) return { status: "repeated", uuid };
      seen.add(uuid);
    }
    decided.push({
      purpose_uuid: row.purpose_uuid,
      selected: row.selected,
      data_elements: elements.filter(({ uuid }) => enabled.has(uuid)),
    });
  }
  return { status: "valid", decided };
}
