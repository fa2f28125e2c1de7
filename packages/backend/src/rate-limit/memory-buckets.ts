import { burstMs, type Limit, refillMs } from "./limits.ts";

/** Counts uses; resolves with the milliseconds to wait, or 0 when the use is within the limit. */
export interface Buckets {
  take(limit: Limit, whom: string): number;
}

/** Most buckets that are remembered; beyond, those that are empty again are dropped, and the oldest. */
const mostBuckets = 50_000;

/** Buckets of this process alone, by the generic cell rate algorithm: one number each. */
export function createMemoryBuckets(factor: number, now: () => number = () => performance.now()): Buckets {
  const emptyAt = new Map<string, number>();

  // A tenth at a time, so that a flood of new names does not pay for a search each.
  function makeRoom(at: number): void {
    for (const [key, time] of emptyAt) if (time <= at) emptyAt.delete(key);
    for (const key of emptyAt.keys()) {
      if (emptyAt.size <= mostBuckets * 0.9) return;
      emptyAt.delete(key);
    }
  }

  return {
    take(limit, whom) {
      const at = now();
      const key = `${limit.name} ${whom}`;
      const next = Math.max(emptyAt.get(key) ?? at, at) + refillMs(limit, factor);
      const ahead = next - at - burstMs(limit);
      // A sum of fractions may miss the whole burst by a hair.
      if (ahead > 1e-6) return ahead;
      if (emptyAt.size >= mostBuckets && !emptyAt.has(key)) makeRoom(at);
      emptyAt.set(key, next);
      return 0;
    },
  };
}
