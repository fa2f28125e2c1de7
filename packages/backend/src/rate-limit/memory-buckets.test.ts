import { describe, expect, it } from "vitest";
import { createMemoryBuckets } from "./memory-buckets.ts";

const limit = { name: "test", burst: 3, perMinute: 60 };

describe("a bucket in memory", () => {
  it("takes a burst, then one at a time as it is refilled [SEC-B12]", () => {
    let now = 0;
    const buckets = createMemoryBuckets(1, () => now);
    expect([1, 2, 3].map(() => buckets.take(limit, "a"))).toEqual([0, 0, 0]);
    expect(buckets.take(limit, "a")).toBe(1000);
    now = 999;
    expect(buckets.take(limit, "a")).toBe(1);
    now = 1000;
    expect(buckets.take(limit, "a")).toBe(0);
    expect(buckets.take(limit, "a")).toBe(1000);
    now = 60_000;
    expect([1, 2, 3].map(() => buckets.take(limit, "a"))).toEqual([0, 0, 0]);
  });

  it("is one per caller and limit", () => {
    const buckets = createMemoryBuckets(1, () => 0);
    for (let count = 0; count < 4; count += 1) buckets.take(limit, "a");
    expect(buckets.take(limit, "b")).toBe(0);
    expect(buckets.take({ ...limit, name: "other" }, "a")).toBe(0);
  });

  it("holds as many times more as the factor says", () => {
    const buckets = createMemoryBuckets(100, () => 0);
    let taken = 0;
    while (buckets.take(limit, "a") === 0) taken += 1;
    expect(taken).toBe(300);
  });

  it("keeps its memory bounded, whatever names come in", () => {
    const buckets = createMemoryBuckets(1, () => 0);
    for (let count = 0; count < 60_000; count += 1) buckets.take(limit, String(count));
    for (let count = 0; count < 2; count += 1) expect(buckets.take(limit, "59999")).toBe(0);
    expect(buckets.take(limit, "59999")).toBeGreaterThan(0);
  });
});
