import type { DecidedPurpose, Json, Outcome, ParsedSubmission } from "@notice-consent/contract";
import type { ActiveNotice } from "../notice/store.ts";

/** What the ledger keeps of a decision: the version that was shown, each choice as sent, and how it was made. */
export function decisionContent(
  { facts, version }: ActiveNotice,
  decided: readonly DecidedPurpose[],
  body: ParsedSubmission,
  outcome: Outcome,
): Readonly<Record<string, Json | undefined>> {
  return {
    notice_uuid: facts.uuid,
    notice_version_uuid: version.uuid,
    notice_version: version.number,
    notice_content_hash: version.contentHash,
    specific_uuid: body.meta_data?.specific_uuid ?? undefined,
    purposes: decided.map(({ purpose_uuid, selected, data_elements }) => ({
      purpose_uuid,
      selected,
      data_elements: (data_elements ?? []).map((element) => ({ uuid: element.uuid, selected: element.selected })),
    })),
    declined: body.declined === true,
    outcome,
    language: body.language ?? undefined,
    source: body.source ?? undefined,
    act: body.act ?? undefined,
    component_version: body.component_version ?? undefined,
    decided_at: body.decided_at ?? undefined,
    self_declared_adult: body.self_declared_adult ?? undefined,
  };
}
