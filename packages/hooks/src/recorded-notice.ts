import type { Decision } from "@notice-consent/client";
import {
  choiceOf,
  coverage,
  decide,
  decideDecline,
  enabledElements,
  isActiveGrant,
  recordAfter,
  validate,
  type Choice,
  type ConsentRecord,
  type DecidedPurpose,
  type Draft,
  type Notice,
  type Purpose,
  type RecordedPurpose,
  type ValidateAgainst,
} from "@notice-consent/contract";

const made = new WeakMap<Decision, Notice>();
const ours = new WeakSet<Notice>();

/** The notice of a recorded decision with what is on record since; the same object for the same decision. */
export function recordedNotice(decision: Decision): Notice {
  const known = made.get(decision);
  if (known !== undefined) return known;
  const { notice, body } = decision;
  const after = recordAfter(notice, body.purposes, recordOf(notice));
  const recorded = { ...notice, reconsent_required: false, purpose_selections: after };
  made.set(decision, recorded);
  ours.add(recorded);
  return recorded;
}

/** True for the notice of a decision that was recorded on this page, which no read has answered. */
export function isRecordedHere(notice: Notice): boolean {
  return ours.has(notice);
}

/** Whether what is on record leaves nothing to ask by the rule. */
export function leavesNothing(notice: Notice, validateAgainst: ValidateAgainst): boolean {
  return !notice.reconsent_required && coverage(notice, recordOf(notice), validateAgainst).status === "covered";
}

/** What is recorded, as far as the notice says. */
export function recordOf({ purpose_selections }: Notice): ConsentRecord {
  return purpose_selections ?? {};
}

/** True when anything about the notice's purposes is recorded. */
export function hasRecord(notice: Notice): boolean {
  const record = recordOf(notice);
  return notice.active_config.purposes.some(({ uuid }) => Object.hasOwn(record, uuid));
}

/** The ticks that a refusal leaves: those of what is granted already. */
export function draftAfterDecline(notice: Notice, draft: Draft): Draft {
  return draftOf({ body: { purposes: decideDecline(notice, draft, recordOf(notice)) } });
}

/** The ticks that a decision was made of. */
export function draftOf({ body }: { readonly body: { readonly purposes: readonly DecidedPurpose[] } }): Draft {
  return Object.fromEntries(
    body.purposes.map(({ purpose_uuid, selected, data_elements }): [string, Choice] => [
      purpose_uuid,
      {
        selected,
        elements: Object.fromEntries((data_elements ?? []).map((element) => [element.uuid, element.selected])),
      },
    ]),
  );
}

/** True when the ticks withhold anything that is granted by now. Taking back is always sent, complete or not. */
export function takesBack(notice: Notice, draft: Draft): boolean {
  const record = recordOf(notice);
  return notice.active_config.purposes.some((purpose) => {
    const recorded = record[purpose.uuid];
    if (recorded === undefined || !isActiveGrant(recorded)) return false;
    const { selected, elements } = choiceOf(draft, purpose.uuid);
    const isWithheld = ({ uuid }: { readonly uuid: string }): boolean =>
      recorded.data_elements[uuid]?.selected === true && elements[uuid] !== true;
    return !selected || enabledElements(purpose).some(isWithheld);
  });
}

/** True when a decision took back a grant, so that there is something to give back. */
export function isUndoable(decision: Decision): boolean {
  return takesBack(decision.notice, draftOf(decision));
}

/**
 * True when an act of the person is to be sent by itself: it makes the choice complete, takes something back, or goes
 * on from a decision made here. What the record says already is not sent again.
 */
export function isWorthSending(notice: Notice, draft: Draft): boolean {
  const isComplete = validate(notice, draft).status === "complete";
  return (isComplete || isRecordedHere(notice) || takesBack(notice, draft)) && changesRecord(notice, draft);
}

function changesRecord(notice: Notice, draft: Draft): boolean {
  const record = recordOf(notice);
  const after = recordAfter(notice, decide(notice, draft), record);
  return notice.active_config.purposes.some(
    (purpose) => grantsOf(purpose, record[purpose.uuid]) !== grantsOf(purpose, after[purpose.uuid]),
  );
}

function grantsOf(purpose: Purpose, recorded: RecordedPurpose | undefined): string {
  if (recorded === undefined) return "";
  const granted = enabledElements(purpose).filter(({ uuid }) => recorded.data_elements[uuid]?.selected === true);
  return JSON.stringify([isActiveGrant(recorded), granted.map(({ uuid }) => uuid)]);
}
