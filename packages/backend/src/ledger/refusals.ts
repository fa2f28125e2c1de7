import type { Grant } from "./grants.ts";

/** What an event of the Users API refuses: whole purposes, and single data elements by their purpose. */
export interface Refusals {
  readonly purposes: ReadonlySet<string>;
  readonly elements: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An event of the Users API as far as notices depend on it. */
export interface StatedEvent {
  readonly uuid: string;
  readonly recordedAt: string;
  readonly effectiveAt: string;
  readonly status: "pending_approval" | "confirmed";
  /** False under a regulation that is not the one of the workspace's notices. */
  readonly countsForNotices: boolean;
  readonly refusals: Refusals;
}

/** Events of the Users API by the uuid of their first entry; what is retracted is not among them. */
export type StatedEvents = ReadonlyMap<string, StatedEvent>;

/** Reads what the choices of an event refuse; what is no choice refuses nothing. */
export function readRefusals(choices: unknown): Refusals {
  const purposes = new Set<string>();
  const elements = new Map<string, Set<string>>();
  for (const purpose of listOf(memberOf(choices, "purposes"))) {
    const id = foldedId(purpose);
    if (id === undefined) continue;
    if (memberOf(purpose, "enabled") === false) purposes.add(id);
    const refused = new Set(
      listOf(memberOf(purpose, "preferences")).flatMap((preference) =>
        memberOf(preference, "enabled") === false ? (foldedId(preference) ?? []) : [],
      ),
    );
    for (const [element, value] of entriesOf(memberOf(purpose, "values")))
      if (memberOf(value, "value") === "") refused.add(element.toLowerCase());
    if (refused.size > 0) elements.set(id, refused);
  }
  return { purposes, elements };
}

/**
 * The grants that are left once refusals from the Users API are applied, in the order in which they came to count.
 * A grant from there never shows here: it does not say which notice it was given on.
 */
export function withRefusals(grants: readonly Grant[], events: StatedEvents): readonly Grant[] {
  return [...events.values()]
    .filter(({ status, countsForNotices }) => countsForNotices && status === "confirmed")
    .sort(byEffect)
    .reduce<readonly Grant[]>((held, event) => held.map((grant) => refuse(grant, event)), grants);
}

function byEffect(one: StatedEvent, other: StatedEvent): number {
  const [left, right] = [one, other].map(({ effectiveAt, recordedAt, uuid }) => [effectiveAt, recordedAt, uuid].join());
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

function refuse(grant: Grant, { uuid, effectiveAt, refusals }: StatedEvent): Grant {
  if (grant.status !== "ACTIVE" || grant.decidedAt > effectiveAt) return grant;
  if (refusals.purposes.has(grant.purposeUuid)) {
    return {
      ...grant,
      selected: false,
      status: "WITHDRAWN",
      dataElements: mapElements(grant, () => false),
      decidedAt: effectiveAt,
      expiresAt: null,
      eventUuid: uuid,
    };
  }
  const refused = refusals.elements.get(grant.purposeUuid);
  if (refused === undefined) return grant;
  return { ...grant, dataElements: mapElements(grant, (element, selected) => selected && !refused.has(element)) };
}

function mapElements(
  { dataElements }: Grant,
  isSelected: (uuid: string, selected: boolean) => boolean,
): Grant["dataElements"] {
  return Object.fromEntries(
    Object.entries(dataElements).map(([uuid, element]) => [
      uuid,
      { ...element, selected: isSelected(uuid, element.selected) },
    ]),
  );
}

function foldedId(item: unknown): string | undefined {
  const id = memberOf(item, "id");
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return entriesOf(value).find(([key]) => key === name)?.[1];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
