const second = 1000;
const minute = 60 * second;

/** How many times one refresh is tried before it cools down. */
export const refreshAttempts = 3;

/** Longest wait that a Retry-After can ask for. */
const longestRetryAfter = 5 * minute;

/**
 * Milliseconds that a Retry-After header asks to wait, at most five minutes.
 * Seconds and HTTP dates are read; anything else is `undefined`.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim();
  if (value === undefined || value === "") return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * second : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longestRetryAfter);
}

/**
 * Milliseconds before the next attempt: full jitter from a 0.5 s base to an 8 s cap, never earlier than the service asked.
 * `attempt` counts from 1; `random` is in [0, 1).
 */
export function backOff(attempt: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(0.5 * second * 2 ** (attempt - 1), 8 * second);
  return retryAfterMs + random * ceiling;
}

/** Milliseconds of rest after a refresh that failed for now: 30 s, doubling to 5 min. `failures` counts from 1. */
export function coolDown(failures: number): number {
  return Math.min(30 * second * 2 ** (failures - 1), 5 * minute);
}
