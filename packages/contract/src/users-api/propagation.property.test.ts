import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import type { HeldChannel, HeldConsents, SentChannel, SentConsents } from "./consents.ts";
import { holdAfter, type Held, type ModelEvent, type ModelOption } from "./propagation-model.test-data.ts";
import { at } from "./status.test-data.ts";
import type { ChoiceEvent } from "./status-event.ts";
import { statusOf } from "./status.ts";

const isDeep = process.env["DEEP"] === "1";
const steps = 4;

/** Every place of the largest tree; a small one, so that events meet. */
const places = [
  "channels/c",
  "purposes/P",
  "purposes/P/channels/c",
  "purposes/P/preferences/A",
  "purposes/P/preferences/A/channels/c",
  "purposes/P/preferences/B",
  "purposes/Q",
  "purposes/Q/preferences/A",
];

const tree: fc.Arbitrary<readonly ModelOption[]> = fc
  .tuple(...places.map((place) => fc.record({ place: fc.constant(place), added: fc.nat(steps) })))
  .chain((all) => fc.subarray(all, { minLength: 4 }))
  .map((options) =>
    options.filter(({ place }) => prefixes(place).every((name) => options.some((o) => o.place === name))),
  );

const event: fc.Arbitrary<ModelEvent> = fc
  .record({
    step: fc.nat(steps),
    said: fc.dictionary(fc.constantFrom(...places), fc.constantFrom("yes", "yes", "no", "open"), {
      minKeys: 1,
      maxKeys: 4,
    }),
    isAsShown: fc.boolean(),
  })
  .map(({ step, said, isAsShown }) => {
    // What lies above something is named with it.
    const open = Object.keys(said).flatMap((place) => prefixes(place).map((name) => [name, "open"] as const));
    return { step, isAsShown, says: { ...Object.fromEntries(open), ...said } };
  });

const traces = fc.record({
  options: tree,
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
  future: fc.constantFrom("follow" as const, "ask" as const),
});

function prefixes(place: string): readonly string[] {
  const parts = place.split("/");
  return parts.length <= 2 ? [] : [parts.slice(0, -2).join("/"), ...prefixes(parts.slice(0, -2).join("/"))];
}

/** The ids of a kind right below a place, in a list of places. */
function below(all: readonly string[], place: string, kind: string): readonly string[] {
  const start = place === "" ? `${kind}/` : `${place}/${kind}/`;
  return all.flatMap((name) => {
    const id = name.slice(start.length);
    return name.startsWith(start) && !id.includes("/") ? [id] : [];
  });
}

function catalogueOf(options: readonly ModelOption[]): Catalogue {
  const all = options.map(({ place }) => place);
  const added = (place: string) => at(options.find((option) => option.place === place)?.added ?? 0);
  const channels = (place: string) =>
    below(all, place, "channels").map((id) => ({
      id,
      added_at: added(place === "" ? `channels/${id}` : `${place}/channels/${id}`),
    }));
  return {
    channels: channels(""),
    purposes: below(all, "", "purposes").map((id) => ({
      id,
      added_at: added(`purposes/${id}`),
      channels: channels(`purposes/${id}`),
      preferences: below(all, `purposes/${id}`, "preferences").map((preference) => ({
        id: preference,
        added_at: added(`purposes/${id}/preferences/${preference}`),
        channels: channels(`purposes/${id}/preferences/${preference}`),
        values: [],
      })),
    })),
  };
}

function consentsOf(says: ModelEvent["says"]): SentConsents {
  const all = Object.keys(says);
  const entry = (place: string, id: string): SentChannel => {
    const word = says[place];
    return word === "open" || word === undefined ? { id } : { id, enabled: word === "yes" };
  };
  const channels = (place: string) =>
    below(all, place, "channels").map((id) => entry(place === "" ? `channels/${id}` : `${place}/channels/${id}`, id));
  return {
    channels: channels(""),
    purposes: below(all, "", "purposes").map((id) => ({
      ...entry(`purposes/${id}`, id),
      channels: channels(`purposes/${id}`),
      preferences: below(all, `purposes/${id}`, "preferences").map((preference) => ({
        ...entry(`purposes/${id}/preferences/${preference}`, preference),
        channels: channels(`purposes/${id}/preferences/${preference}`),
      })),
    })),
  };
}

function choiceOf({ step, says, isAsShown }: ModelEvent, sequence: number): ChoiceEvent {
  return { kind: "choice", at: at(step), regulation: "gdpr", sequence, consents: consentsOf(says), isAsShown };
}

/** What a status holds, by place. */
function heldIn({ channels = [], purposes }: HeldConsents): ReadonlyMap<string, Held> {
  const entry = (place: string, { id, enabled }: HeldChannel): [string, Held] => [
    `${place}/${id}`,
    enabled === null ? "open" : enabled ? "yes" : "no",
  ];
  return new Map([
    ...channels.map((channel) => entry("channels", channel)),
    ...purposes.flatMap((purpose) => [
      entry("purposes", purpose),
      ...(purpose.channels ?? []).map((channel) => entry(`purposes/${purpose.id}/channels`, channel)),
      ...(purpose.preferences ?? []).flatMap((preference) => [
        entry(`purposes/${purpose.id}/preferences`, preference),
        ...(preference.channels ?? []).map((channel) =>
          entry(`purposes/${purpose.id}/preferences/${preference.id}/channels`, channel),
        ),
      ]),
    ]),
  ]);
}

function sorted(held: ReadonlyMap<string, Held>): readonly (readonly [string, Held])[] {
  return [...held].filter(([, value]) => value !== "none").sort(([one], [other]) => (one < other ? -1 : 1));
}

describe("schema 1", () => {
  it("holds what a model written differently holds, for any tree and any events [U16]", () => {
    fc.assert(
      fc.property(traces, ({ options, events, future }) => {
        const settings = { schema_version: 1, future_children: future } as const;
        const source = { settings, catalogue: catalogueOf(options), regulation: "gdpr" };
        const { consents } = statusOf({ ...source, events: events.map(choiceOf) });
        expect(sorted(heldIn(consents))).toEqual(sorted(holdAfter(options, events, steps, future)));
      }),
      { numRuns: isDeep ? 10_000 : 500 },
    );
  }, 300_000);

  it("holds the same in whatever order the events arrived [V1-23, U21]", () => {
    const shuffled = traces.chain((trace) =>
      fc.record({
        trace: fc.constant(trace),
        order: fc.shuffledSubarray([...trace.events], {
          minLength: trace.events.length,
          maxLength: trace.events.length,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ trace: { options, events, future }, order }) => {
        const settings = { schema_version: 1, future_children: future } as const;
        const source = { settings, catalogue: catalogueOf(options), regulation: "gdpr" };
        const one = statusOf({ ...source, events: events.map(choiceOf) });
        const other = statusOf({ ...source, events: order.map(choiceOf) });
        expect(sorted(heldIn(other.consents))).toEqual(sorted(heldIn(one.consents)));
      }),
      { numRuns: isDeep ? 10_000 : 300 },
    );
  }, 300_000);
});
