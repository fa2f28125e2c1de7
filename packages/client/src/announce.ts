import { systemClock, type Clock } from "./clock.ts";

/** Longest that a host waits for a paint that may never come, as on a hidden page. */
const latest = 100;

/**
 * Calls the host once what has happened is on screen. Never awaited; what the host throws is reported to the page
 * and reaches nobody here.
 */
export function announce(run: () => void, clock: Clock = systemClock): void {
  let called = false;
  const call = (): void => {
    if (called) return;
    called = true;
    clock.clearTimeout(timer);
    isolate(run);
  };
  const timer = clock.setTimeout(call, latest);
  // A task after the frame callback runs after the paint.
  if (typeof requestAnimationFrame === "function") requestAnimationFrame(() => clock.setTimeout(call, 0));
}

/** Runs what belongs to the host; what it throws is reported to the page. */
export function isolate(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (typeof reportError === "function") reportError(error);
    else void Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
