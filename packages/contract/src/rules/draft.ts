import type { Notice, Purpose } from "../notice.ts";
import { isActiveGrant, type ConsentRecord, type RecordedPurpose } from "../record.ts";
import { blockingElements, enabledElements, isBlocking } from "./blocking.ts";
import type { NoticeRules } from "./coverage.ts";

/** The ticks of one purpose, exactly as the screen shows them. */
export interface Choice {
  readonly selected: boolean;
  /** Ticks by data element uuid; an element that is not named is off. */
  readonly elements: Readonly<Record<string, boolean>>;
}

/** What a person has ticked and not yet sent, by purpose uuid; a purpose that is not named is off. */
export type Draft = Readonly<Record<string, Choice>>;

/** How a purpose's own box looks: ticked, empty, or ticked with something optional left out. */
export type ChoiceState = "granted" | "withheld" | "mixed";

const nothing: Choice = { selected: false, elements: {} };

/** A draft in which nothing is chosen; every first asking starts here. */
export const emptyDraft: Draft = {};

/** The ticks of one purpose. */
export function choiceOf(draft: Draft, purposeUuid: string): Choice {
  return (Object.hasOwn(draft, purposeUuid) ? draft[purposeUuid] : undefined) ?? nothing;
}

/** True when the element's box is ticked. */
export function isElementTicked(draft: Draft, purposeUuid: string, elementUuid: string): boolean {
  return choiceOf(draft, purposeUuid).elements[elementUuid] === true;
}

/** How the purpose's own box looks. A purpose that is not selected looks empty, whatever else is ticked under it. */
export function choiceState(purpose: Purpose, draft: Draft): ChoiceState {
  const choice = choiceOf(draft, purpose.uuid);
  if (!choice.selected) return "withheld";
  return enabledElements(purpose).every(({ uuid }) => choice.elements[uuid] === true) ? "granted" : "mixed";
}

/** How many of the purpose's data elements are ticked. */
export function tickedCount(purpose: Purpose, draft: Draft): number {
  const { elements } = choiceOf(draft, purpose.uuid);
  let count = 0;
  for (const { uuid } of enabledElements(purpose)) if (elements[uuid] === true) count += 1;
  return count;
}

/** A click on the purpose's box: everything unless everything was granted, in which case nothing. */
export function togglePurpose(purpose: Purpose, draft: Draft): Draft {
  return setPurpose(purpose, draft, choiceState(purpose, draft) !== "granted");
}

/** Grants or withholds a purpose with all its enabled elements. */
export function setPurpose(purpose: Purpose, draft: Draft, granted: boolean): Draft {
  return { ...draft, [purpose.uuid]: granted ? everything(purpose) : nothing };
}

/**
 * Ticks or unticks one data element; the purpose follows: selected when all its blocking elements are ticked or,
 * with none blocking, when any element is. A disabled or unknown element changes nothing.
 */
export function setElement(purpose: Purpose, draft: Draft, elementUuid: string, ticked: boolean): Draft {
  const enabled = enabledElements(purpose);
  if (!enabled.some(({ uuid }) => uuid === elementUuid)) return draft;
  const elements = { ...choiceOf(draft, purpose.uuid).elements, [elementUuid]: ticked };
  const blocking = blockingElements(purpose);
  const isTicked = ({ uuid }: { uuid: string }): boolean => elements[uuid] === true;
  const selected = blocking.length > 0 ? blocking.every(isTicked) : enabled.some(isTicked);
  return { ...draft, [purpose.uuid]: { selected, elements } };
}

/** Every purpose and every enabled element on. */
export function grantAll(notice: NoticeRules): Draft {
  return Object.fromEntries(notice.active_config.purposes.map((purpose) => [purpose.uuid, everything(purpose)]));
}

/**
 * The ticks that the person's own record stands for; a notice without a record starts from nothing.
 * A grant counts while it is active; a former decision that is refused, ended or asked anew starts empty.
 */
export function draftFromRecord(notice: NoticeRules, record: ConsentRecord): Draft {
  const seeded: Record<string, Choice> = {};
  for (const purpose of notice.active_config.purposes) {
    const recorded = Object.hasOwn(record, purpose.uuid) ? record[purpose.uuid] : undefined;
    if (recorded !== undefined && isActiveGrant(recorded)) seeded[purpose.uuid] = recordedChoice(purpose, recorded);
  }
  return seeded;
}

/** The ticks that the notice's own preselection asks for; used only when the host honours it. */
export function draftFromPreselection(notice: Pick<Notice, "active_config">): Draft {
  const { purposes, purpose_preselection } = notice.active_config;
  if (purpose_preselection === "ALL") return grantAll(notice);
  if (purpose_preselection !== "MANDATORY") return emptyDraft;
  return Object.fromEntries(
    purposes.flatMap((purpose) => {
      const blocking = blockingElements(purpose);
      if (blocking.length === 0) return [];
      return [[purpose.uuid, { selected: true, elements: ticks(blocking) }]];
    }),
  );
}

/** The draft without the purposes and elements that another version of the notice no longer has. */
export function keepApplicable(notice: NoticeRules, draft: Draft): Draft {
  const kept: Record<string, Choice> = {};
  for (const purpose of notice.active_config.purposes) {
    if (!Object.hasOwn(draft, purpose.uuid)) continue;
    const choice = choiceOf(draft, purpose.uuid);
    const ticked = enabledElements(purpose).filter(({ uuid }) => choice.elements[uuid] === true);
    const complete = blockingElements(purpose).every(({ uuid }) => choice.elements[uuid] === true);
    // Where none of the data that was ticked is asked for any more, nothing on screen is what was agreed to.
    const applies = complete && (ticked.length > 0 || enabledElements(purpose).length === 0);
    kept[purpose.uuid] = { selected: choice.selected && applies, elements: ticks(ticked) };
  }
  return kept;
}

function everything(purpose: Purpose): Choice {
  return { selected: true, elements: ticks(enabledElements(purpose)) };
}

function recordedChoice(purpose: Purpose, recorded: RecordedPurpose): Choice {
  const ticked = enabledElements(purpose).filter(({ uuid }) => recorded.data_elements[uuid]?.selected === true);
  const covered = purpose.data_elements
    .filter(isBlocking)
    .every(({ uuid }) => ticked.some((element) => element.uuid === uuid));
  return { selected: recorded.selected && covered, elements: ticks(ticked) };
}

function ticks(elements: readonly { readonly uuid: string }[]): Record<string, boolean> {
  return Object.fromEntries(elements.map(({ uuid }) => [uuid, true]));
}
