/** Time from outside, so that every wait and expiry can be tested. */
export interface Clock {
  /** Wall-clock milliseconds since 1970; may jump, so it only ever schedules and labels. */
  now(): number;
  /** Milliseconds that never go back; ages and lifetimes count on it. */
  monotonic(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => (typeof performance === "undefined" ? Date.now() : performance.now()),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => {
    if (isTimer(timer)) clearTimeout(timer);
  },
};

/** Longest delay that engines keep; anything beyond 2³¹−1 ms fires at once. */
const longestDelay = 2 ** 31 - 1;

/** Runs once after the delay, however long it is. Returns the cancellation. */
export function after(clock: Clock, ms: number, run: () => void): () => void {
  let timer: unknown;
  const wait = (left: number): void => {
    const step = Math.min(left, longestDelay);
    timer = clock.setTimeout(() => (left > step ? wait(left - step) : run()), step);
  };
  wait(Math.max(0, ms));
  return () => clock.clearTimeout(timer);
}

/**
 * Milliseconds since the call, by whichever clock saw more of them pass: a sleeping device may stop its monotonic one.
 * For questions where too long is the safe answer.
 */
export function stopwatch(clock: Clock): () => number {
  const wall = clock.now();
  const steady = clock.monotonic();
  return () => Math.max(clock.now() - wall, clock.monotonic() - steady);
}

/** Resolves after the delay, or as soon as the signal aborts. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal?.removeEventListener("abort", finish);
      resolve();
    };
    const cancel = after(clock, ms, finish);
    signal?.addEventListener("abort", finish);
    if (signal?.aborted) finish();
  });
}

function isTimer(timer: unknown): timer is ReturnType<typeof setTimeout> {
  return typeof timer === "number" || (typeof timer === "object" && timer !== null);
}
