import { createFakeClock } from "@notice-consent/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lifetimeOf, refreshMoment, remaining } from "./lifetime.ts";

const minute = 60_000;
const hour = 60 * minute;

function claimsAt(ms: number, lifeMs = hour): { iat: number; exp: number } {
  return { iat: ms / 1000, exp: (ms + lifeMs) / 1000 };
}

describe("the life of an access token", () => {
  it("is whole when it has just been issued, whatever the device's clock says [R-B3] [R-B4] [W85] [W-F5]", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2 * 365 * 24, max: 2 * 365 * 24 }), (hours) => {
        const clock = createFakeClock();
        clock.setSkew(hours * hour);
        const life = lifetimeOf(claimsAt(clock.unskewed.now()), clock, "issued", 0);
        expect(remaining(life, clock)).toBe(hour);
      }),
    );
  });

  it("counts on the monotonic clock afterwards, through jumps of the wall clock [R-B4]", async () => {
    const clock = createFakeClock();
    const life = lifetimeOf(claimsAt(clock.now()), clock, "issued", 0);
    await clock.advance(10 * minute);
    clock.setSkew(5 * hour);
    expect(remaining(life, clock)).toBe(50 * minute);
  });

  it("of one that the host hands over is what its age leaves, by the corrected clock [R-B8]", () => {
    const clock = createFakeClock();
    const old = claimsAt(clock.now() - 2 * hour);
    expect(remaining(lifetimeOf(old, clock, "given", 0), clock)).toBe(-hour);
    clock.setSkew(2 * hour);
    const fresh = claimsAt(clock.unskewed.now());
    expect(remaining(lifetimeOf(fresh, clock, "given", -2 * hour), clock)).toBe(hour);
  });

  it("is unknown without an expiry [R-E7]", () => {
    const clock = createFakeClock();
    const life = lifetimeOf(undefined, clock, "given", 0);
    expect(remaining(life, clock)).toBeUndefined();
    expect(refreshMoment(life, 0.5)).toBeUndefined();
  });

  it("is renewed between five minutes and one minute before an hour ends, at a random moment [R-A16]", () => {
    const clock = createFakeClock();
    const life = lifetimeOf(claimsAt(clock.now()), clock, "given", 0);
    expect(refreshMoment(life, 0)).toBe(55 * minute);
    expect(refreshMoment(life, 1)).toBe(59 * minute);
  });
});
