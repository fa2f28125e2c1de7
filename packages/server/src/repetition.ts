import type { Clock } from "@notice-consent/client";
import { isConsentError } from "@notice-consent/contract";

interface RepetitionOptions {
  /** Whether doing it a second time changes nothing more. */
  readonly repeatable: boolean;
  /** Milliseconds until the deadline. */
  readonly left: () => number;
  readonly clock: Clock;
}

const pauseMs = 200;
// A repetition with less than this left would only turn one error into another.
const worthwhileMs = 500;

/** Makes an attempt, and after a passing failure a second one, where time allows it. */
export async function withRepetition<Value>(
  attempt: () => Promise<Value>,
  { repeatable, left, clock }: RepetitionOptions,
): Promise<Value> {
  try {
    return await attempt();
  } catch (failure) {
    const wait = repeatable ? waitBeforeRepeating(failure, left()) : undefined;
    if (wait === undefined) throw failure;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, wait));
  }
  return attempt();
}

function waitBeforeRepeating(failure: unknown, leftMs: number): number | undefined {
  if (!isConsentError(failure) || !failure.retryable) return undefined;
  const wait = failure.retryAfterMs ?? pauseMs;
  return leftMs - wait < worthwhileMs ? undefined : wait;
}
