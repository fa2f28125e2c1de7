import type { Catalogue } from "./catalogue.ts";
import type { HeldConsents, SentConsents } from "./consents.ts";
import type { ChoiceEvent, StatusEvent } from "./status-event.ts";
import { statusOf } from "./status.ts";

/** The moment of a minute, in the form in which moments compare as text. */
export function at(minute: number): string {
  return `2026-03-01T10:${String(minute).padStart(2, "0")}:00.000000Z`;
}

const start = { added_at: at(0) };

/** Purpose P with preferences A and B and a channel c; A with a channel Ac; a top-level channel e, also below P. */
export const tree: Catalogue = {
  channels: [{ id: "e", ...start }],
  purposes: [
    {
      id: "P",
      ...start,
      channels: [{ id: "c", ...start }],
      preferences: [
        { id: "A", ...start, channels: [{ id: "Ac", ...start }], values: ["1", "2", "3"] },
        { id: "B", ...start, channels: [], values: ["1", "2", "3"] },
      ],
    },
  ],
};

/** The tree with a preference C below P, added at a minute. */
export function withC(minute: number): Catalogue {
  const [purpose] = tree.purposes;
  if (purpose === undefined) throw new TypeError("The tree has P.");
  const added = { id: "C", added_at: at(minute), channels: [], values: [] };
  return { ...tree, purposes: [{ ...purpose, preferences: [...purpose.preferences, added] }] };
}

type Value = boolean | null;

/** What a schema 1 event says, level by level; `P: "open"` sends the purpose without a choice. */
export interface Sent {
  readonly P?: Value | "open";
  readonly A?: Value;
  readonly B?: Value;
  readonly c?: Value;
  readonly Ac?: Value;
}

/** The consents of a schema 1 event. */
export function consentsV1({ P = "open", A, B, c, Ac }: Sent): SentConsents {
  const channelsOfA = Ac === undefined ? {} : { channels: [{ id: "Ac", enabled: Ac }] };
  const ofA = A === undefined && Ac === undefined ? [] : [{ id: "A", ...enabledOf(A), ...channelsOfA }];
  const ofB = B === undefined ? [] : [{ id: "B", enabled: B }];
  const preferences = [...ofA, ...ofB];
  const purpose = {
    id: "P",
    ...enabledOf(P === "open" ? undefined : P),
    ...(preferences.length > 0 && { preferences }),
    ...(c !== undefined && { channels: [{ id: "c", enabled: c }] }),
  };
  return { purposes: [purpose] };
}

/** A choice at a minute; the minute is its place in the ledger too, unless said otherwise. */
export function choice(minute: number, consents: SentConsents, sequence = minute): ChoiceEvent {
  return { kind: "choice", at: at(minute), regulation: "gdpr", sequence, consents };
}

/** The schema 1 status of events. */
export function statusV1(
  events: readonly StatusEvent[],
  catalogue = tree,
  futureChildren: "follow" | "ask" = "follow",
): HeldConsents {
  const settings = { schema_version: 1, future_children: futureChildren } as const;
  return statusOf({ settings, catalogue, regulation: "gdpr", events }).consents;
}

/** The schema 2 status of events. */
export function statusV2(events: readonly StatusEvent[], regulation = "gdpr"): HeldConsents {
  const settings = { schema_version: 2, future_children: "follow" } as const;
  return statusOf({ settings, catalogue: tree, regulation, events }).consents;
}

/** What a schema 1 status holds for P and everything below it; absent options are left out. */
export function levels(status: HeldConsents): Readonly<Record<string, Value>> {
  const purpose = status.purposes.find(({ id }) => id === "P");
  if (purpose === undefined) return {};
  const preferences = purpose.preferences ?? [];
  const channels = [...(purpose.channels ?? []), ...preferences.flatMap((preference) => preference.channels ?? [])];
  return Object.fromEntries([purpose, ...preferences, ...channels].map(({ id, enabled }) => [id, enabled]));
}

function enabledOf(value: Value | undefined) {
  return value === undefined ? {} : { enabled: value };
}
