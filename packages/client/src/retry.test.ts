import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOff, coolDown, parseRetryAfter } from "./retry.ts";

const now = Date.UTC(2026, 0, 5, 9);

describe("waiting", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Mon, 05 Jan 2026 09:00:30 GMT", 30_000],
    ["Mon, 05 Jan 2026 08:00:00 GMT", 0],
    ["86400", 300_000],
    ["soon", undefined],
    ["", undefined],
    [null, undefined],
  ])("reads Retry-After %j as seconds or a date, at most five minutes [R-A17]", (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  it("backs off with full jitter between nothing and a doubling ceiling of 8 s [R-A16]", () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => backOff(attempt, 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backOff(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(8000);
      }),
    );
  });

  it("never goes earlier than the service asked, plus jitter [R-A17]", () => {
    expect(backOff(1, 0, 60_000)).toBe(60_000);
    expect(backOff(1, 0.5, 60_000)).toBe(60_250);
  });

  it("cools down for 30 s after a failed refresh, doubling to five minutes", () => {
    expect([1, 2, 3, 4, 5, 9].map(coolDown)).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });
});
