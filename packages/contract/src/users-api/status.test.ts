import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentsOfNotice } from "./notice-choices.ts";
import type { HeldConsents, SentConsents } from "./consents.ts";
import type { ChoiceEvent, LapseEvent, StatusEvent } from "./status-event.ts";
import { at, choice, consentsV1, statusV1, statusV2, tree } from "./status.test-data.ts";
import { statusOf } from "./status.ts";

function sourceOf(version: 1 | 2, events: readonly StatusEvent[]) {
  const settings = { schema_version: version, future_children: "follow" } as const;
  return { settings, catalogue: tree, regulation: "gdpr", events };
}

describe("a TCF string", () => {
  const grant = (enabled: boolean, tcfcs?: string): SentConsents => ({
    purposes: [{ id: "P", enabled }],
    ...(tcfcs !== undefined && { tcfcs }),
  });

  it("stands until a purpose or a vendor changes without a new one [U32]", () => {
    expect(statusV2([choice(1, grant(true, "one"))]).tcfcs).toBe("one");
    expect(statusV2([choice(1, grant(true, "one")), choice(2, grant(true))]).tcfcs).toBe("one");
    expect(statusV2([choice(1, grant(true, "one")), choice(2, grant(false))]).tcfcs).toBeUndefined();
    expect(
      statusV2([choice(1, grant(true, "one")), choice(2, { vendors: { disabled: ["x"] } })]).tcfcs,
    ).toBeUndefined();
    expect(statusV2([choice(1, grant(true, "one")), choice(2, grant(false, "two"))]).tcfcs).toBe("two");
  });

  it("does not go with facts that are no choice [U32]", () => {
    const noted = { purposes: [{ id: "P", metadata: { campaign: "spring" } }] };
    expect(statusV2([choice(1, grant(true, "one")), choice(2, noted)]).tcfcs).toBe("one");
  });

  it("that another one of the same moment contradicts does not stand [U32]", () => {
    const events = [choice(1, grant(true, "one"), 1), choice(1, grant(false, "two"), 2)];
    expect(statusV2(events).tcfcs).toBeUndefined();
  });
});

describe("a grant given on a notice", () => {
  const decided = [
    {
      purpose_uuid: "P",
      selected: true,
      data_elements: [
        { uuid: "A", selected: true },
        { uuid: "B", selected: false },
      ],
    },
  ];
  const lapse: LapseEvent = { kind: "lapse", at: at(5), regulation: "gdpr", decidedAt: at(1), purposes: ["P"] };

  it("is a purpose with preferences in schema 1, and with values in schema 2 [U39]", () => {
    const v1 = { ...choice(1, consentsOfNotice(1, decided)), isAsShown: true };
    expect(statusV1([v1]).purposes).toEqual([
      {
        id: "P",
        enabled: true,
        preferences: [
          { id: "A", enabled: true },
          { id: "B", enabled: false },
        ],
      },
    ]);
    const v2 = { ...choice(1, consentsOfNotice(2, decided)), isAsShown: true };
    expect(statusV2([v2]).purposes).toEqual([
      { id: "P", enabled: true, values: { A: { value: "granted" }, B: { value: "" } } },
    ]);
  });

  it("is never true once it has ended, and refusals beside it stay [U13, U39]", () => {
    const v1 = { ...choice(1, consentsOfNotice(1, decided)), isAsShown: true };
    const [purpose] = statusV1([v1, lapse]).purposes;
    expect(purpose).toMatchObject({
      enabled: null,
      preferences: [
        { id: "A", enabled: null },
        { id: "B", enabled: false },
      ],
    });
    const v2 = { ...choice(1, consentsOfNotice(2, decided)), isAsShown: true };
    expect(statusV2([v2, lapse]).purposes).toEqual([{ id: "P", enabled: null, values: { B: { value: "" } } }]);
  });

  it("ends alone: what was said after it stays", () => {
    const later = choice(3, { purposes: [{ id: "P", enabled: true }] });
    for (const version of [1, 2] as const) {
      const events = [choice(1, consentsOfNotice(version, decided)), later, lapse];
      expect(statusOf(sourceOf(version, events)).consents.purposes[0]?.enabled).toBe(true);
    }
    const again = choice(3, { purposes: [{ id: "P", values: { A: { value: "granted" } } }] });
    const values = { A: { value: "granted" }, B: { value: "" } };
    expect(statusV2([choice(1, consentsOfNotice(2, decided)), again, lapse]).purposes).toEqual([
      { id: "P", enabled: null, values },
    ]);
  });
});

describe("an erased identity", () => {
  const enabled = fc.constantFrom(true, false, null);
  const value = fc.constantFrom("", "1", "2", "1,2", "1,2,3").map((chosen) => ({ value: chosen }));
  const vendors = fc.record({ enabled: fc.subarray(["x", "y"]), disabled: fc.subarray(["x", "y"]) });
  const sentV1 = fc
    .record({ P: enabled, A: enabled, B: enabled, c: enabled, Ac: enabled }, { requiredKeys: [] })
    .chain((sent) => vendors.map((lists): SentConsents => ({ ...consentsV1(sent), vendors: lists })));
  const sentV2 = fc
    .record(
      { enabled, enabled_li: enabled, values: fc.dictionary(fc.constantFrom("A", "B"), value) },
      { requiredKeys: [] },
    )
    .chain((sent) => vendors.map((lists): SentConsents => ({ purposes: [{ id: "P", ...sent }], vendors: lists })));

  /** Everything that a status grants, each under a name of its own. */
  function grantsIn({ purposes, vendors: lists }: HeldConsents): readonly string[] {
    return [
      ...lists.enabled.map((id) => `vendor ${id}`),
      ...purposes.flatMap(({ id, enabled: isGranted, enabled_li, values = {}, preferences = [], channels = [] }) => [
        ...(isGranted === true ? [id] : []),
        ...(enabled_li === true ? [`${id} by interest`] : []),
        ...Object.entries(values).flatMap(([name, held]) => held.value.split(",").map((chosen) => `${name}=${chosen}`)),
        ...[...preferences, ...channels, ...preferences.flatMap((one) => one.channels ?? [])].flatMap((one) =>
          one.enabled === true ? [one.id] : [],
        ),
      ]),
    ].filter((name) => !name.endsWith("="));
  }

  it.each([
    [1, sentV1],
    [2, sentV2],
  ] as const)(
    "leaves no grant behind that was none before, in schema %i [U43]",
    (version, sent) => {
      const one = fc.record({ minute: fc.integer({ min: 1, max: 4 }), consents: sent, isErased: fc.boolean() });
      fc.assert(
        fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (all) => {
          const before = all.map(({ minute, consents }, index): ChoiceEvent => choice(minute, consents, index));
          const after = before.map((event, index) => ({ ...event, isErased: all[index]?.isErased === true }));
          const granted = grantsIn(statusOf(sourceOf(version, before)).consents);
          const left = grantsIn(statusOf(sourceOf(version, after)).consents);
          expect(granted).toEqual(expect.arrayContaining([...left]));
        }),
        { numRuns: process.env["DEEP"] === "1" ? 10_000 : 300 },
      );
    },
    300_000,
  );

  it("keeps its refusals, and nothing of its grants and facts [U43]", () => {
    const erased = (minute: number, consents: SentConsents) => ({ ...choice(minute, consents), isErased: true });
    const refusal = erased(1, { purposes: [{ id: "P", enabled: false, metadata: { note: "mine" } }] });
    const grant = erased(2, { purposes: [{ id: "P", enabled: true, metadata: { note: "mine" } }] });
    expect(statusV2([refusal, grant]).purposes).toEqual([{ id: "P", enabled: false }]);
    expect(statusV1([refusal, grant]).purposes[0]).toMatchObject({ id: "P", enabled: false });
    expect(statusV2([grant]).purposes).toEqual([]);
    const mixed = { purposes: [{ id: "P", enabled: false, values: { A: { value: "1" }, B: { value: "" } } }] };
    expect(statusV2([erased(1, mixed)]).purposes).toEqual([{ id: "P", enabled: false, values: { B: { value: "" } } }]);
    const lists = { vendors: { enabled: ["x"], disabled: ["y"] } };
    expect(statusV2([erased(1, lists)]).vendors).toMatchObject({ enabled: [], disabled: ["y"] });
  });
});
