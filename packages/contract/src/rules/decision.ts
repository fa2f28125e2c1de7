import type { Purpose } from "../notice.ts";
import {
  isActiveGrant,
  type ConsentRecord,
  type PurposeStatus,
  type RecordedElement,
  type RecordedPurpose,
} from "../record.ts";
import type { SubmittedPurpose } from "../submission.ts";
import type { Outcome } from "../submission-call.ts";
import { blockingElements, enabledElements } from "./blocking.ts";
import type { NoticeRules } from "./coverage.ts";
import { choiceOf, type Draft } from "./draft.ts";

/** The decision on one purpose, as it is sent: a tick for the purpose and one for each enabled element. */
export type DecidedPurpose = Pick<SubmittedPurpose, "purpose_uuid" | "selected" | "data_elements">;

/** Exactly what was shown and chosen: every purpose, every enabled element, refusals included, nothing forced. */
export function decide(notice: NoticeRules, draft: Draft): DecidedPurpose[] {
  return notice.active_config.purposes.map((purpose) => {
    const choice = choiceOf(draft, purpose.uuid);
    const elements = enabledElements(purpose).map(({ uuid }) => ({ uuid, selected: choice.elements[uuid] === true }));
    const decided = { purpose_uuid: purpose.uuid, selected: choice.selected };
    return elements.length === 0 ? decided : { ...decided, data_elements: elements };
  });
}

/** The decision of a person who declines: what is granted already and still ticked stays, everything else is refused. */
export function decideDecline(notice: NoticeRules, draft: Draft, record: ConsentRecord): DecidedPurpose[] {
  return decide(notice, draft).map((row) => heldOf(row, record));
}

/**
 * What a submission with `declined` decides, by what is recorded: it grants nothing, and a grant that it leaves ticked
 * is none of its rows, so that it keeps its dates too.
 */
export function decidedByDecline(
  notice: NoticeRules,
  sent: readonly DecidedPurpose[],
  before: ConsentRecord,
): DecidedPurpose[] {
  const stands = (row: DecidedPurpose): boolean => {
    const purpose = notice.active_config.purposes.find(({ uuid }) => uuid === row.purpose_uuid);
    if (purpose === undefined || !row.selected) return false;
    const kept = new Set(row.data_elements?.filter(({ selected }) => selected).map(({ uuid }) => uuid));
    const recorded = before[purpose.uuid];
    return enabledElements(purpose).every(({ uuid }) => kept.has(uuid) || !recorded?.data_elements[uuid]?.selected);
  };
  return sent.map((row) => heldOf(row, before)).filter((row) => !stands(row));
}

/** One purpose's record once a submission is applied; elements under an unselected purpose grant nothing. */
export function recordDecision(
  purpose: Purpose,
  decided: DecidedPurpose,
  before: RecordedPurpose | undefined,
  at: { readonly decidedAt: string; readonly expiresAt: string } = { decidedAt: "", expiresAt: "" },
): RecordedPurpose {
  const chosen = new Set(decided.data_elements?.filter(({ selected }) => selected).map(({ uuid }) => uuid));
  const elements = enabledElements(purpose).map(({ uuid, enabled, required }): [string, RecordedElement] => [
    uuid,
    { selected: decided.selected && chosen.has(uuid), enabled, required },
  ]);
  return {
    selected: decided.selected,
    status: statusAfter(decided, before),
    needs_reconsent: false,
    data_elements: Object.fromEntries(elements),
    decided_at: at.decidedAt,
    expires_at: decided.selected ? at.expiresAt : "",
  };
}

/** The whole record once a submission is applied; purposes that it leaves out stay as they were. */
export function recordAfter(
  notice: NoticeRules,
  decided: readonly DecidedPurpose[],
  before: ConsentRecord,
): ConsentRecord {
  const after: Record<string, RecordedPurpose> = { ...before };
  for (const purpose of notice.active_config.purposes) {
    const row = decided.find(({ purpose_uuid }) => purpose_uuid === purpose.uuid);
    if (row !== undefined) after[purpose.uuid] = recordDecision(purpose, row, before[purpose.uuid]);
  }
  return after;
}

/**
 * What a recorded submission amounts to. `withdrawn`: it takes back an active grant of a blocking element;
 * `declined`: it grants nothing; `accepted`: everything offered is granted; otherwise `partially-accepted`.
 */
export function outcomeOf(
  notice: NoticeRules,
  decided: readonly DecidedPurpose[],
  before: ConsentRecord,
  declined: boolean,
): Outcome {
  const after = recordAfter(notice, decided, before);
  const { purposes } = notice.active_config;
  if (purposes.some((purpose) => losesBlocking(purpose, before[purpose.uuid], after[purpose.uuid]))) return "withdrawn";
  if (declined || !purposes.some(({ uuid }) => after[uuid]?.selected === true)) return "declined";
  return purposes.every((purpose) => isWhole(purpose, after[purpose.uuid])) ? "accepted" : "partially-accepted";
}

/** A row without what is not granted already. */
function heldOf(row: DecidedPurpose, record: ConsentRecord): DecidedPurpose {
  const { purpose_uuid, selected, data_elements } = row;
  const recorded = Object.hasOwn(record, purpose_uuid) ? record[purpose_uuid] : undefined;
  const isHeld = selected && isActiveGrant(recorded);
  if (!data_elements) return { ...row, selected: isHeld };
  const elements = data_elements.map((element) => ({
    ...element,
    selected: isHeld && element.selected && recorded?.data_elements[element.uuid]?.selected === true,
  }));
  return { ...row, selected: isHeld, data_elements: elements };
}

function statusAfter(decided: DecidedPurpose, before: RecordedPurpose | undefined): PurposeStatus {
  if (decided.selected) return "ACTIVE";
  return before?.selected === true && before.status === "ACTIVE" ? "WITHDRAWN" : "DECLINED";
}

function losesBlocking(
  purpose: Purpose,
  before: RecordedPurpose | undefined,
  after: RecordedPurpose | undefined,
): boolean {
  if (!isActiveGrant(before)) return false;
  return blockingElements(purpose).some(
    ({ uuid }) =>
      before?.data_elements[uuid]?.selected === true &&
      !(isActiveGrant(after) && after?.data_elements[uuid]?.selected === true),
  );
}

function isWhole(purpose: Purpose, after: RecordedPurpose | undefined): boolean {
  return (
    isActiveGrant(after) && enabledElements(purpose).every(({ uuid }) => after?.data_elements[uuid]?.selected === true)
  );
}
