import {
  type ConsentRecord,
  type DecidedPurpose,
  type Json,
  languages,
  type Outcome,
  type ParsedSubmission,
  type RecordedPurpose,
} from "@notice-consent/contract";
import type { Words } from "../ledger/sealed-words.ts";
import type { ActiveNotice } from "../notice/store.ts";

/**
 * What the ledger hashes of a decision: the version that was shown, each choice that was made, and the grants it took back.
 * Nothing in it is free text: the language stands here only where it is one of the table.
 */
export function decisionContent(
  { facts, version }: ActiveNotice,
  decided: readonly DecidedPurpose[],
  body: ParsedSubmission,
  outcome: Outcome,
  before: ConsentRecord,
): Readonly<Record<string, Json | undefined>> {
  return {
    notice_uuid: facts.uuid,
    notice_version_uuid: version.uuid,
    notice_version: version.number,
    notice_content_hash: version.contentHash,
    purposes: decided.map(({ purpose_uuid, selected, data_elements }) => ({
      purpose_uuid,
      selected,
      data_elements: (data_elements ?? []).map((element) => ({ uuid: element.uuid, selected: element.selected })),
    })),
    declined: body.declined === true,
    outcome,
    withdrawn: decided
      .filter(({ purpose_uuid, selected }) => !selected && holds(before[purpose_uuid]))
      .map(({ purpose_uuid }) => purpose_uuid),
    language: languages.find(({ tag }) => tag === body.language)?.tag,
    act: body.act ?? undefined,
    self_declared_adult: body.self_declared_adult ?? undefined,
  };
}

/** What a caller says of a decision in its own words. */
export function decisionWords(body: ParsedSubmission): Words {
  return {
    specific_uuid: body.meta_data?.specific_uuid ?? undefined,
    language: body.language ?? undefined,
    source: body.source ?? undefined,
    component_version: body.component_version ?? undefined,
    decided_at: body.decided_at ?? undefined,
  };
}

function holds(recorded: RecordedPurpose | undefined): boolean {
  return recorded !== undefined && recorded.selected && recorded.status === "ACTIVE";
}
