import { describe, expect, it } from "vitest";
import { matchesFilters } from "./event-filter.ts";
import { amend, choiceOfEvent, mayBecome, readHistory, type EventEntry, type EventReading } from "./event-history.ts";
import { at } from "./status.test-data.ts";

const sent = { purposes: [{ id: "P", enabled: true }] };
const decided: EventEntry = {
  kind: "decided",
  event: { id: "one", createdAt: at(1), sequence: 1, regulation: "gdpr", status: "pending_approval", consents: sent },
};

function only(entries: readonly EventEntry[]): EventReading {
  const [event] = readHistory(entries);
  if (event === undefined) throw new TypeError("There is no event.");
  return event;
}

describe("an event", () => {
  it("counts from its creation until its status or its choices change [U21, U24, U27]", () => {
    expect(only([decided])).toMatchObject({ effectiveAt: at(1), updatedAt: undefined, status: "pending_approval" });
    const confirmed = only([decided, { kind: "confirmed", eventId: "one", at: at(3) }]);
    expect(confirmed).toMatchObject({ effectiveAt: at(3), updatedAt: at(3), status: "confirmed" });
    const changes = { consents: { purposes: [{ id: "P", enabled: false }] } };
    expect(amend(confirmed, changes, at(5))).toMatchObject({ effectiveAt: at(5), consents: changes.consents });
  });

  it("keeps its place when proofs, a delegate or the same again are sent [U24, U28]", () => {
    const confirmed = only([decided, { kind: "confirmed", eventId: "one", at: at(3) }]);
    const noted = amend(confirmed, { delegate: { id: "clerk" }, proofs: ["data:,x"] }, at(6));
    expect(noted).toMatchObject({ effectiveAt: at(3), updatedAt: at(6), delegate: { id: "clerk" } });
    expect(amend(confirmed, { status: "confirmed", consents: { ...sent } }, at(6)).effectiveAt).toBe(at(3));
  });

  it("counts only when it is approved, and an approval is not taken back [U27]", () => {
    expect(choiceOfEvent(only([decided]))).toBeUndefined();
    const confirmed = only([decided, { kind: "confirmed", eventId: "one", at: at(3) }]);
    expect(choiceOfEvent(confirmed)).toMatchObject({ kind: "choice", at: at(3), regulation: "gdpr", consents: sent });
    expect([mayBecome("pending_approval", "confirmed"), mayBecome("confirmed", "pending_approval")]).toEqual([
      true,
      false,
    ]);
  });

  it("is gone when it is retracted, and what is said of it afterwards brings nothing back [U25]", () => {
    const retracted: EventEntry = { kind: "retracted", eventId: "one" };
    expect(readHistory([decided, retracted, { kind: "confirmed", eventId: "one", at: at(4) }])).toEqual([]);
  });

  it("keeps what was sent, whatever became of it in the status [U19]", () => {
    const contradiction = { purposes: [{ id: "P", enabled: false, preferences: [{ id: "A", enabled: true }] }] };
    expect(only([{ kind: "decided", event: { ...decided.event, consents: contradiction } }]).consents).toEqual(
      contradiction,
    );
  });
});

describe("a filter on events", () => {
  const event = { status: "confirmed", metadata: { campaign: "spring", wave: 2, isTest: false }, user: { id: "a.b" } };

  it("finds any property, nested ones by dots, and compares as text [U26]", () => {
    const matches = (path: readonly string[], ...values: string[]) => matchesFilters(event, [{ path, values }]);
    expect(matches(["metadata", "campaign"], "autumn", "spring")).toBe(true);
    expect(matches(["metadata", "wave"], "2")).toBe(true);
    expect(matches(["metadata", "isTest"], "false")).toBe(true);
    expect(matches(["metadata", "campaign"], "autumn")).toBe(false);
  });

  it("finds nothing where nothing is, and no property of the language [U26]", () => {
    const matches = (path: readonly string[], value: string) => matchesFilters(event, [{ path, values: [value] }]);
    expect(matches(["metadata"], "[object Object]")).toBe(false);
    expect(matches(["absent", "deep"], "undefined")).toBe(false);
    expect(matches(["status", "length"], "9")).toBe(false);
    expect(matches(["constructor", "name"], "Object")).toBe(false);
  });

  it("has to fit together with all others [U26]", () => {
    const status = { path: ["status"], values: ["confirmed"] };
    expect(matchesFilters(event, [status, { path: ["metadata", "wave"], values: ["3"] }])).toBe(false);
    expect(matchesFilters(event, [status, { path: ["metadata", "wave"], values: ["2"] }])).toBe(true);
  });
});
