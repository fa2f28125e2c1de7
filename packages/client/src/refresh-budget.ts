import type { ConsentError } from "@notice-consent/contract";
import type { Clock } from "./clock.ts";
import { coolDown } from "./retry.ts";

/** How often a session may renew its tokens. */
export interface RefreshBudget {
  /** `limited`: renewed too recently or too often. `resting`: the last try failed for now. */
  state(): { readonly status: "free" | "limited" } | { readonly status: "resting"; readonly error: ConsentError };
  renewed(): void;
  /** Starts a rest and answers its length in milliseconds. */
  failed(error: ConsentError): number;
  /** The person acts, the network is back or new tokens came: everything is allowed again. */
  lift(): void;
}

const shortestGap = 30_000;
const span = 5 * 60_000;
const mostInSpan = 3;

/** At least 30 s between renewals and at most three in five minutes; a failure rests 30 s, then twice as long each time. */
export function createRefreshBudget(clock: Clock): RefreshBudget {
  let renewals: number[] = [];
  let failures = 0;
  let rest: { readonly until: number; readonly error: ConsentError } | undefined;
  return {
    state: () => {
      const now = clock.monotonic();
      if (rest !== undefined && now < rest.until) return { status: "resting", error: rest.error };
      renewals = renewals.filter((at) => now - at < span);
      const last = renewals.at(-1);
      const tooSoon = last !== undefined && now - last < shortestGap;
      return { status: tooSoon || renewals.length >= mostInSpan ? "limited" : "free" };
    },
    renewed: () => {
      failures = 0;
      rest = undefined;
      renewals.push(clock.monotonic());
    },
    failed: (error) => {
      failures += 1;
      const length = Math.max(coolDown(failures), error.retryAfterMs ?? 0);
      rest = { until: clock.monotonic() + length, error };
      return length;
    },
    lift: () => {
      failures = 0;
      rest = undefined;
      renewals = [];
    },
  };
}
