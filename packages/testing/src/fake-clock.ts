/** Time as the client takes it: wall and monotonic milliseconds, and timers. */
export interface FixtureClock {
  now(): number;
  monotonic(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** A clock that stands still until a test moves it. */
export interface FakeClock extends FixtureClock {
  /** The same timers with the true wall time, for the service's side of a test about a wrong device clock. */
  readonly unskewed: FixtureClock;
  /** Moves time on, runs each timer that comes due at its moment, and lets what it started settle. */
  advance(ms: number): Promise<void>;
  /** Puts the device's wall clock this far ahead of the true time; negative is behind. Timers are not affected. */
  setSkew(ms: number): void;
  /** Timers not yet due; 0 shows that nothing was left running. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

const realSetTimeout = globalThis.setTimeout;

/** Makes a clock that starts at a wall time, by default 5 January 2026, 09:00 UTC. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 5, 9)): FakeClock {
  const timers = new Set<Timer>();
  let elapsed = 0;
  let skew = 0;

  const timing = {
    monotonic: () => elapsed,
    setTimeout(run: () => void, ms: number): unknown {
      const timer: Timer = { due: elapsed + Math.max(0, ms), run };
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer: unknown): void {
      for (const pending of timers) if (pending === timer) timers.delete(pending);
    },
  };

  return {
    ...timing,
    now: () => startMs + elapsed + skew,
    unskewed: { ...timing, now: () => startMs + elapsed },
    async advance(ms) {
      const end = elapsed + ms;
      await settle();
      for (let next = earliest(timers, end); next !== undefined; next = earliest(timers, end)) {
        timers.delete(next);
        elapsed = Math.max(elapsed, next.due);
        next.run();
        await settle();
      }
      elapsed = end;
    },
    setSkew(ms) {
      skew = ms;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}

/** The time of the machine, as far as a fixture service needs it. */
export const machineTime: Pick<FixtureClock, "now" | "setTimeout"> = {
  now: () => Date.now(),
  setTimeout: (run, ms) => realSetTimeout(run, ms),
};

function earliest(timers: ReadonlySet<Timer>, end: number): Timer | undefined {
  let found: Timer | undefined;
  for (const timer of timers) if (timer.due <= end && (found === undefined || timer.due < found.due)) found = timer;
  return found;
}

// A turn of the event loop, not of the microtask queue: reading an answer's body takes several.
function settle(): Promise<void> {
  return new Promise((resolve) => realSetTimeout(resolve, 0));
}
