/** The retries that all sessions of a page may spend together, so that no fault turns a page into a storm. */
export interface RetryBudget {
  /** Spends one; false when there is none left. `now` is in monotonic milliseconds. */
  take(now: number): boolean;
}

const capacity = 2;
const refill = 45_000;

/** Two retries, enough for the three attempts of one refresh; one comes back every 45 s. */
export function createRetryBudget(): RetryBudget {
  let left = capacity;
  let counted = 0;
  return {
    take: (now) => {
      const back = Math.floor((now - counted) / refill);
      left = Math.min(capacity, left + back);
      counted = left === capacity ? now : counted + back * refill;
      if (left === 0) return false;
      left -= 1;
      return true;
    },
  };
}
