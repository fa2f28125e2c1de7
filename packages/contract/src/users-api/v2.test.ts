import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeldConsents, SentConsents, SentPurpose } from "./consents.ts";
import type { ChoiceEvent } from "./status-event.ts";
import { choice, statusV2 } from "./status.test-data.ts";

type Fields = Omit<SentPurpose, "id">;

/** What is held for P after events at minutes 1, 2, 3 and so on. */
function after(...sent: readonly Fields[]) {
  const { purposes } = statusV2(sent.map((fields, index) => choice(index + 1, { purposes: [{ id: "P", ...fields }] })));
  return purposes.find(({ id }) => id === "P");
}

function vendorsAfter(...sent: readonly NonNullable<SentConsents["vendors"]>[]) {
  return statusV2(sent.map((vendors, index) => choice(index + 1, { vendors }))).vendors;
}

function renumbered(event: ChoiceEvent, sequence: number): ChoiceEvent {
  return { ...event, sequence };
}

/** A status whose lists are in one order; which that is says nothing. */
function sorted({ purposes, vendors, tcfcs }: HeldConsents) {
  const lists = Object.entries(vendors).map(([name, ids]) => [name, ids.toSorted()]);
  const values = purposes.map(({ values: held = {}, ...purpose }) => ({
    ...purpose,
    values: Object.fromEntries(
      Object.entries(held).map(([id, { value }]) => [id, value.split(",").toSorted().join(",")]),
    ),
  }));
  return { values, tcfcs, lists };
}

const noLists = { enabled: [], disabled: [], enabled_li: [], disabled_li: [] };

describe("a choice in schema 2", () => {
  it("does not reach the values below a refused purpose [V2-01, U17]", () => {
    const sent = { enabled: false, values: { A: { value: "1,2" } } };
    expect(after(sent)).toEqual({ id: "P", ...sent });
  });
  it("does not reach the values below a granted purpose, where empty is a refusal [V2-02, U11, U17]", () => {
    const sent = { enabled: true, values: { A: { value: "" } } };
    expect(after(sent)).toEqual({ id: "P", ...sent });
  });
  it("of one preference leaves the others as they were [V2-03, U15]", () => {
    const before = { values: { A: { value: "1" }, B: { value: "3" } } };
    expect(after(before, { values: { A: { value: "1,2" } } })?.values).toEqual({
      A: { value: "1,2" },
      B: { value: "3" },
    });
  });
  it("that is empty replaces chosen values, and is not the same as no choice [V2-04, U11]", () => {
    expect(after({ values: { A: { value: "1" } } }, { values: { A: { value: "" } } })?.values).toEqual({
      A: { value: "" },
    });
  });
  it("of null is stored over a grant [V2-05, U13]", () => {
    const sent = { enabled: null, values: { A: { value: "1" } } };
    expect(after({ enabled: true }, sent)).toEqual({ id: "P", ...sent });
  });
  it("of null stands on its own [V2-06, U13]", () => {
    const sent = { enabled: null, values: { A: { value: "1" } } };
    expect(after(sent)).toEqual({ id: "P", ...sent });
  });
  it("against a vendor takes it out of the granted ones [V2-07, U31]", () => {
    expect(vendorsAfter({ enabled: ["x"] }, { disabled: ["x"] })).toEqual({ ...noLists, disabled: ["x"] });
  });
  it("for and against a vendor at once is one against it [V2-08, U31]", () => {
    expect(vendorsAfter({ enabled: ["x"], disabled: ["x"] })).toEqual({ ...noLists, disabled: ["x"] });
    const interest = { enabled_li: ["x"], disabled_li: ["x"], enabled: ["y"] };
    expect(vendorsAfter(interest)).toEqual({ ...noLists, enabled: ["y"], disabled_li: ["x"] });
  });
  it("under one regulation leaves another one's status as it was [V2-09, U33]", () => {
    const gdpr = choice(1, { purposes: [{ id: "P", enabled: true }] });
    const cpra = { ...choice(2, { purposes: [{ id: "P", enabled: false }] }), regulation: "cpra" };
    expect(statusV2([gdpr, cpra]).purposes).toEqual([{ id: "P", enabled: true }]);
    expect(statusV2([gdpr, cpra], "cpra").purposes).toEqual([{ id: "P", enabled: false }]);
  });
  it("of null is stored over a refusal [V2-10, U13]", () => {
    const sent = { enabled: null, values: { A: { value: "1" } } };
    expect(after({ enabled: false }, sent)).toEqual({ id: "P", ...sent });
  });
  it("that says nothing of the purpose itself leaves what stood, and reads as null where nothing did [U13, U15]", () => {
    expect(after({ enabled: false }, { values: { A: { value: "1" } } })?.enabled).toBe(false);
    expect(after({ values: { A: { value: "1" } } })?.enabled).toBeNull();
  });
  it("keeps the marks of one-click consent out of the status [U18]", () => {
    const sent = { enabled: true, propagation: true, values: { A: { value: "1", from_propagation: true } } };
    expect(after(sent)).toEqual({ id: "P", enabled: true, values: { A: { value: "1" } } });
  });
});

describe("choices of one moment in schema 2", () => {
  it("hold the same in whatever order they arrived [U15, U21]", () => {
    const enabled = fc.constantFrom(true, false, null);
    const value = fc.constantFrom("", "1", "2", "1,2").map((chosen) => ({ value: chosen }));
    const ids = fc.subarray(["x", "y"]);
    const fields = { enabled, enabled_li: enabled, values: fc.dictionary(fc.constantFrom("A", "B"), value) };
    const sent = fc.record({
      purposes: fc.record(fields, { requiredKeys: [] }).map((said) => [{ id: "P", ...said }]),
      vendors: fc.record({ enabled: ids, disabled: ids, enabled_li: ids, disabled_li: ids }),
      tcfcs: fc.constantFrom("one", "two"),
    });
    const trace = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 3 }), sent), { minLength: 2, maxLength: 5 })
      .map((all) => all.map(([minute, consents], index) => choice(minute, consents, index)));
    fc.assert(
      fc.property(trace, (events) => {
        const [one, other] = [events, events.toReversed()].map((all) => sorted(statusV2(all.map(renumbered))));
        expect(other).toEqual(one);
      }),
      { numRuns: process.env["DEEP"] === "1" ? 10_000 : 300 },
    );
  }, 300_000);

  it("are a refusal where one of them refuses [V2-08, U13]", () => {
    const said = (enabled: boolean | null) => ({ purposes: [{ id: "P", enabled, enabled_li: enabled }] });
    for (const other of [true, null]) {
      for (const both of [
        [other, false],
        [false, other],
      ] as const) {
        const events = both.map((enabled, sequence) => choice(1, said(enabled), sequence));
        expect(statusV2(events).purposes).toEqual([{ id: "P", enabled: false, enabled_li: false }]);
      }
    }
  });
  it("leave the stricter one, and of values those that all of them chose", () => {
    const one = { purposes: [{ id: "P", enabled: true, values: { A: { value: "1,2" }, B: { value: "1" } } }] };
    const other = { purposes: [{ id: "P", enabled: null, values: { A: { value: "2,3" }, B: { value: "" } } }] };
    const expected = [{ id: "P", enabled: null, values: { A: { value: "2" }, B: { value: "" } } }];
    expect(statusV2([choice(1, one, 1), choice(1, other, 2)]).purposes).toEqual(expected);
    expect(statusV2([choice(1, other, 1), choice(1, one, 2)]).purposes).toEqual(expected);
  });
});
