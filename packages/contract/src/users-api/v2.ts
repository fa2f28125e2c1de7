import type { HeldPurpose, SentPurpose } from "./consents.ts";
import { mergeMetadata, type Metadata } from "./metadata.ts";
import { grantedValue } from "./catalogue.ts";
import type { StatusSchema } from "./status-schema.ts";
import type { ChoiceEvent, LapseEvent, Moment } from "./status-event.ts";

interface Timed<Value> {
  readonly value: Value;
  readonly at: string;
}

/** What holds for one purpose. */
interface PurposeChoice {
  enabled: Timed<boolean | null> | undefined;
  legitimateInterest: boolean | null | undefined;
  /** Chosen value ids joined by commas, by preference id. */
  readonly values: Map<string, Timed<string>>;
  metadata: Metadata;
}

/** What one moment says of one purpose. */
interface Said {
  enabled: boolean | null | undefined;
  legitimateInterest: boolean | null | undefined;
  readonly values: Map<string, string>;
}

/** Schema 2: purposes with preference values, and no propagation. What is sent is stored as it is. */
export function createV2(): StatusSchema {
  const purposes = new Map<string, PurposeChoice>();
  return {
    times: [],
    apply({ at, lapses, choices }: Moment) {
      for (const lapse of lapses) end(purposes, lapse);
      const living = choices.filter(({ isErased }) => isErased !== true);
      for (const [id, said] of join(living)) replace(purposeOf(purposes, id), said, at);
      for (const { consents } of living) {
        for (const { id, metadata } of consents.purposes ?? []) {
          const purpose = purposeOf(purposes, id);
          purpose.metadata = mergeMetadata(purpose.metadata, metadata);
        }
      }
      for (const [id, said] of join(choices.filter(({ isErased }) => isErased === true)))
        restrict(purposes, id, said, at);
    },
    read: () => ({ purposes: [...purposes].map(([id, purpose]) => read(id, purpose)) }),
    propagated: () => [],
  };
}

function purposeOf(purposes: Map<string, PurposeChoice>, id: string): PurposeChoice {
  const known = purposes.get(id);
  if (known !== undefined) return known;
  const purpose = { enabled: undefined, legitimateInterest: undefined, values: new Map(), metadata: {} };
  purposes.set(id, purpose);
  return purpose;
}

/** What the events of one moment say together, by purpose. */
function join(events: readonly ChoiceEvent[]): ReadonlyMap<string, Said> {
  const all = new Map<string, Said>();
  for (const sent of events.flatMap(({ consents }) => consents.purposes ?? [])) {
    const said = all.get(sent.id) ?? { enabled: undefined, legitimateInterest: undefined, values: new Map() };
    all.set(sent.id, addTo(said, sent));
  }
  return all;
}

function addTo(said: Said, { enabled, enabled_li, values = {} }: SentPurpose): Said {
  for (const [id, { value }] of Object.entries(values)) {
    const other = said.values.get(id);
    said.values.set(id, other === undefined ? value : chosenInBoth(other, value));
  }
  return {
    enabled: stricter(said.enabled, enabled),
    legitimateInterest: stricter(said.legitimateInterest, enabled_li),
    values: said.values,
  };
}

/** Absent says nothing; of two statements a refusal stands before no choice, and that before a grant. */
function stricter(one: boolean | null | undefined, other: boolean | null | undefined): boolean | null | undefined {
  if (one === undefined) return other;
  if (other === undefined || one === other) return one;
  return one === false || other === false ? false : null;
}

function chosenInBoth(one: string, other: string): string {
  if (one === other) return one;
  const chosen = new Set(idsOf(other));
  return idsOf(one)
    .filter((id) => chosen.has(id))
    .join(",");
}

/** The value ids of a comma-separated choice; none for an explicit refusal. */
export function idsOf(value: string): readonly string[] {
  return value
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

function replace(purpose: PurposeChoice, said: Said, at: string): void {
  if (said.enabled !== undefined) purpose.enabled = { value: said.enabled, at };
  if (said.legitimateInterest !== undefined) purpose.legitimateInterest = said.legitimateInterest;
  for (const [id, value] of said.values) purpose.values.set(id, { value, at });
}

/** Applies what an erased identity said: it can only take away, so that erasing never turns a no into a yes. */
function restrict(purposes: Map<string, PurposeChoice>, id: string, said: Said, at: string): void {
  const held = purposes.get(id);
  const refuses = said.enabled === false || said.legitimateInterest === false || [...said.values.values()].includes("");
  if (held === undefined && !refuses) return;
  const purpose = purposeOf(purposes, id);
  if (said.enabled === false || (said.enabled === null && purpose.enabled?.value === true)) {
    purpose.enabled = { value: said.enabled, at };
  }
  if (said.legitimateInterest === false || (said.legitimateInterest === null && purpose.legitimateInterest === true)) {
    purpose.legitimateInterest = said.legitimateInterest;
  }
  for (const [preference, value] of said.values) {
    const before = purpose.values.get(preference)?.value;
    if (before === undefined && value !== "") continue;
    purpose.values.set(preference, { value: before === undefined ? "" : chosenInBoth(before, value), at });
  }
}

function end(purposes: ReadonlyMap<string, PurposeChoice>, { purposes: ids, decidedAt, at }: LapseEvent): void {
  for (const id of ids) {
    const purpose = purposes.get(id);
    if (purpose === undefined) continue;
    if (purpose.enabled?.value === true && purpose.enabled.at <= decidedAt) purpose.enabled = { value: null, at };
    for (const [preference, held] of purpose.values) {
      if (held.value === grantedValue && held.at <= decidedAt) purpose.values.delete(preference);
    }
  }
}

function read(id: string, { enabled, legitimateInterest, values, metadata }: PurposeChoice): HeldPurpose {
  const entries = [...values].map(([preference, { value }]) => [preference, { value }] as const);
  return {
    id,
    enabled: enabled?.value ?? null,
    ...(legitimateInterest !== undefined && { enabled_li: legitimateInterest }),
    ...(entries.length > 0 && { values: Object.fromEntries(entries) }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}
