import { createHash } from "node:crypto";

/** How many wrong passwords are answered, and for how long they count from the first one on. */
export interface LogInLimits {
  /** For one e-mail address, whether anybody has it or not. */
  readonly perAccount: number;
  /** From one client, whatever addresses it tries. */
  readonly perClient: number;
  readonly windowMs: number;
}

/** Who tries, and for which account. */
export interface LogInAttempt {
  readonly email: string;
  readonly client: string;
}

/** What became of an attempt; a password beyond the limit is not looked at, so that right and wrong are alike. */
export type LimitedLogIn<Found> =
  | { readonly status: "checked"; readonly found: Found | undefined }
  | { readonly status: "too-many"; readonly retryAfterSeconds: number };

/** Counts wrong passwords in this process's memory. */
export interface LogInLimit {
  /** Looks for an account by its password where the limit allows it; one that is found leaves nothing counted for it. */
  run<Found>(attempt: LogInAttempt, find: () => Promise<Found | undefined>): Promise<LimitedLogIn<Found>>;
}

interface Count {
  wrong: number;
  readonly until: number;
}

// A person mistypes a few times and tries two or three passwords; an office or a family shares one address.
const defaults: LogInLimits = { perAccount: 10, perClient: 50, windowMs: 15 * 60_000 };

/** Names that are remembered at once; the oldest give way, so that no flood of addresses fills the memory. */
const mostCounts = 20_000;

/** A limit of its own, under which nobody has tried yet. */
export function createLogInLimit(limits: LogInLimits = defaults, now: () => number = Date.now): LogInLimit {
  const counts = new Map<string, Count>();

  function countOf(name: string): Count {
    const known = counts.get(name);
    if (known !== undefined && known.until > now()) return known;
    counts.delete(name);
    const [oldest] = counts.size >= mostCounts ? counts.keys() : [];
    if (oldest !== undefined) counts.delete(oldest);
    const fresh = { wrong: 0, until: now() + limits.windowMs };
    counts.set(name, fresh);
    return fresh;
  }

  return {
    async run({ email, client }, find) {
      const accountName = keyOf("account", email);
      const account = countOf(accountName);
      const from = countOf(keyOf("client", client));
      const until = Math.max(
        account.wrong < limits.perAccount ? 0 : account.until,
        from.wrong < limits.perClient ? 0 : from.until,
      );
      if (until > 0) return { status: "too-many", retryAfterSeconds: Math.ceil((until - now()) / 1000) };
      // Counted before the answer is known: guesses that come at once are as many as those that come in turn.
      account.wrong += 1;
      from.wrong += 1;
      let isWrong = false;
      try {
        const found = await find();
        isWrong = found === undefined;
        if (!isWrong) counts.delete(accountName);
        return { status: "checked", found };
      } finally {
        if (!isWrong) {
          account.wrong -= 1;
          from.wrong -= 1;
        }
      }
    },
  };
}

/** No address is kept, and none is longer than another. */
function keyOf(kind: string, name: string): string {
  return createHash("sha256").update(`${kind} ${name}`).digest("base64url");
}
