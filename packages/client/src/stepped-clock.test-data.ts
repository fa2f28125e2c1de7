import type { Clock } from "./clock.ts";

/** A clock that a test moves. */
interface SteppedClock extends Clock {
  step(ms: number): void;
  /** When the next timer is due, by the monotonic clock. */
  next(): number | undefined;
}

/** Time that stands still between its steps; each timer fires at its moment. */
export function aSteppedClock(): SteppedClock {
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>();
  let elapsed = 0;
  let count = 0;
  const earliest = (): [number, { due: number; run: () => void }] | undefined =>
    [...timers].reduce<[number, { due: number; run: () => void }] | undefined>(
      (first, timer) => (first === undefined || timer[1].due < first[1].due ? timer : first),
      undefined,
    );
  return {
    now: () => Date.UTC(2026, 0, 5, 9) + elapsed,
    monotonic: () => elapsed,
    setTimeout: (run, ms) => {
      count += 1;
      timers.set(count, { run, due: elapsed + ms });
      return count;
    },
    clearTimeout: (timer) => {
      if (typeof timer === "number") timers.delete(timer);
    },
    next: () => earliest()?.[1].due,
    step: (ms) => {
      const end = elapsed + ms;
      for (let timer = earliest(); timer !== undefined && timer[1].due <= end; timer = earliest()) {
        timers.delete(timer[0]);
        elapsed = Math.max(elapsed, timer[1].due);
        timer[1].run();
      }
      elapsed = end;
    },
  };
}
