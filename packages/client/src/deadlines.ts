import { ConsentError } from "@notice-consent/contract";
import { after, stopwatch, type Clock } from "./clock.ts";

/** How long work may take, and who may give it up earlier. */
export interface Limits {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The work of one client that must end in time. */
export interface Deadlines {
  /**
   * Runs the work. Rejects with `TIMEOUT` at the deadline and with `ABORTED` when the caller gives up, at once, also
   * where the work ignores the signal it is handed.
   */
  within<Value>(limits: Limits, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Gives up what is past its deadline: while a device sleeps its timers stand still. */
  review(): void;
}

/** No work yet. Built by hand: `AbortSignal.timeout` and `any` are missing in older browsers. */
export function createDeadlines(clock: Clock): Deadlines {
  const reviews = new Set<() => void>();
  return {
    within: async ({ deadlineMs, signal }, work) => {
      if (signal?.aborted) throw new ConsentError("ABORTED");
      const elapsed = stopwatch(clock);
      const controller = new AbortController();
      let giveUp: (code: "ABORTED" | "TIMEOUT") => void = () => {};
      const givenUp = new Promise<never>((_, reject) => {
        giveUp = (code) => {
          reject(new ConsentError(code));
          controller.abort();
        };
      });
      const abort = (): void => giveUp("ABORTED");
      const review = (): void => {
        if (elapsed() >= deadlineMs) giveUp("TIMEOUT");
      };
      const cancel = after(clock, deadlineMs, () => giveUp("TIMEOUT"));
      reviews.add(review);
      signal?.addEventListener("abort", abort);
      try {
        return await Promise.race([givenUp, work(controller.signal)]);
      } finally {
        cancel();
        reviews.delete(review);
        signal?.removeEventListener("abort", abort);
      }
    },
    review: () => {
      for (const review of reviews) review();
    },
  };
}
