import { after, type Clock } from "./clock.ts";
import type { HeldTokens } from "./held-tokens.ts";
import type { Page } from "./page.ts";

/** When a pair is renewed ahead of time, or its session ends. Timers and events are hints: what is due is judged when they fire. */
export interface RenewalTimer {
  /** Waits for what comes next with the pair held now. */
  schedule(): void;
  /** Judges anew after a rest. */
  rest(ms: number): void;
  renewIfDue(): void;
  cancel(): void;
}

interface RenewalTimerOptions {
  readonly tokens: HeldTokens;
  readonly clock: Clock;
  readonly page: Page;
  /** False without hosts: then nothing is waited for. */
  readonly isAttached: () => boolean;
  /** True once the session has ended. */
  readonly isOver: () => boolean;
  /** True where the pair can be renewed at all. */
  readonly isRenewable: () => boolean;
  /** True where it may be renewed now. */
  readonly mayRenew: () => boolean;
  readonly renew: () => void;
  readonly end: () => void;
}

/** A timer that waits for nothing yet. */
export function createRenewalTimer(options: RenewalTimerOptions): RenewalTimer {
  const { tokens, clock, page, isAttached, isOver, isRenewable, mayRenew, renew, end } = options;
  let cancel = (): void => {};

  function wait(ms: number | undefined, run: () => void): void {
    cancel();
    if (ms !== undefined && isAttached()) cancel = after(clock, ms, run);
  }

  function schedule(): void {
    if (isRenewable()) return wait(tokens.untilRenewal(), renewIfDue);
    // The end of a token that was handed over is judged by a clock that may be wrong: there the service decides.
    wait(tokens.isRotated() ? tokens.left() : undefined, end);
  }

  function renewIfDue(): void {
    if (isOver() || !isAttached()) return;
    if (!isRenewable()) return schedule();
    const isDue = (tokens.untilRenewal() ?? 1) <= 0;
    if (isDue && page.visible() && mayRenew()) renew();
  }

  return { schedule, renewIfDue, rest: (ms) => wait(ms, renewIfDue), cancel: () => cancel() };
}
