import type { ConsentError } from "@notice-consent/contract";

/** An access token and, where the browser holds one, its refresh token. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
}

/** What a host's refresh function is told. */
export interface RefreshContext {
  readonly refreshToken?: string | undefined;
  /** Aborts at the deadline and when the person changes. */
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** The same for every repeat of one refresh, so that a backend can recognise it. */
  readonly attemptId: string;
}

/**
 * How a host renews the tokens. A terminal refusal is a `ConsentError` (or any object) with a `code` of
 * `REFRESH_INVALID`, `REFRESH_REUSED` or `SESSION_REVOKED`; `REFRESH_STALE` says that a newer pair exists and is awaited.
 * Anything else that is thrown counts as temporary.
 */
export type Refresh = (context: RefreshContext) => Promise<TokenPair>;

/**
 * How a person's session stands. `offline` and `degraded`: the last refresh failed for now, the session goes on.
 * `expired`: the tokens have ended; it resumes when new tokens of the same person arrive.
 */
export type SessionStatus = "ready" | "refreshing" | "offline" | "degraded" | "expired";

/** What a session shows. */
export interface SessionSnapshot {
  readonly status: SessionStatus;
  /** Counts the pairs that the session has taken up. */
  readonly generation: number;
  /** Why calls are refused while `expired`. */
  readonly error: ConsentError | undefined;
}
