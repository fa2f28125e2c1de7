import { describe, expect, it } from "vitest";
import { matchesFilters } from "./event-filter.ts";
import { mayBecome } from "./event-status.ts";

describe("an approval", () => {
  it("is not taken back [U27]", () => {
    expect(mayBecome("pending_approval", "confirmed")).toBe(true);
    expect(mayBecome("confirmed", "pending_approval")).toBe(false);
    expect(mayBecome("pending_approval", "pending_approval")).toBe(true);
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
