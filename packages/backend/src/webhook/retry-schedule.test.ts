import { describe, expect, it } from "vitest";
import { retrySchedule, waitAfter } from "./retry-schedule.ts";

describe("the wait before another attempt", () => {
  it("grows, and covers about a day in all", () => {
    const total = retrySchedule.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect(retrySchedule.every((wait, index) => wait >= (retrySchedule[index - 1] ?? 0))).toBe(true);
    expect(total).toBeGreaterThan(22);
    expect(total).toBeLessThan(25);
  });

  it("is spread by a fifth either way", () => {
    expect([0, 0.5, 1].map((random) => waitAfter(1, random))).toEqual([4000, 5000, 6000]);
  });

  it("ends with the schedule", () => {
    expect(waitAfter(retrySchedule.length, 0.5)).toBeDefined();
    expect(waitAfter(retrySchedule.length + 1, 0.5)).toBeUndefined();
  });
});
