import { systemClock, type Clock } from "@notice-consent/client";
import type { Step } from "./event.ts";

/** Says how many seconds a request has to wait; 0 lets it through. Called before anything else is done for it. */
export type RateLimit<Native> = (request: Native, step: Step) => number | Promise<number>;

interface RateLimitOptions<Native> {
  /** Requests that one caller may make in a window. */
  readonly requests: number;
  readonly windowSeconds: number;
  /** Who calls, such as the address that your proxy vouches for. */
  readonly keyOf: (request: Native) => string;
  readonly clock?: Clock | undefined;
}

const mostCallers = 10_000;

/** A limit in the memory of this process; several processes allow as many times as much. */
export function createRateLimit<Native>(options: RateLimitOptions<Native>): (request: Native) => number {
  const { requests, windowSeconds, keyOf, clock = systemClock } = options;
  const windows = new Map<string, { readonly end: number; count: number }>();
  return (request) => {
    const now = clock.monotonic();
    const key = keyOf(request);
    const known = windows.get(key);
    const current = known !== undefined && known.end > now ? known : { end: now + windowSeconds * 1000, count: 0 };
    current.count += 1;
    // The newest come last, so that what is dropped is the oldest.
    windows.delete(key);
    windows.set(key, current);
    const [oldest] = windows.keys();
    if (windows.size > mostCallers && oldest !== undefined) windows.delete(oldest);
    return current.count > requests ? Math.ceil((current.end - now) / 1000) : 0;
  };
}
