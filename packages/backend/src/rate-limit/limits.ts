/** How often something may be done: this many at once, refilled evenly. */
export interface Limit {
  readonly name: string;
  readonly burst: number;
  readonly perMinute: number;
}

/**
 * The limits in production, before the configured factor. Those of `generate` and `refresh` are kept in the database,
 * where all processes share them and a restart forgets nothing; the others are kept by each process.
 */
export const limits = {
  generateByKey: { name: "generate by key", burst: 300, perMinute: 3000 },
  generateByAddress: { name: "generate by address", burst: 300, perMinute: 3000 },
  refreshByFamily: { name: "refresh by family", burst: 60, perMinute: 60 },
  refreshByAddress: { name: "refresh by address", burst: 120, perMinute: 600 },
  callsByKey: { name: "calls by key", burst: 1000, perMinute: 12_000 },
  callsByPerson: { name: "calls by person", burst: 120, perMinute: 600 },
  callsByAddress: { name: "calls by address", burst: 600, perMinute: 6000 },
} as const satisfies Readonly<Record<string, Limit>>;

/** Milliseconds that one use takes to be refilled. */
export function refillMs({ perMinute }: Limit, factor: number): number {
  return 60_000 / (perMinute * factor);
}

/**
 * Milliseconds by which the bucket may run ahead of the clock: the time that a whole burst takes to be refilled,
 * however large the factor.
 */
export function burstMs(limit: Limit): number {
  return (60_000 * limit.burst) / limit.perMinute;
}
