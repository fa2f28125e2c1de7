import {
  ConsentError,
  isConsentError,
  refreshCall,
  type RefreshTokensBody,
  type ErrorCode,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { fieldsOf } from "./answer.ts";
import { pause, type Clock } from "./clock.ts";
import { backOff, refreshAttempts } from "./retry.ts";
import type { Refresh, TokenPair } from "./token.ts";
import type { Transport } from "./transport.ts";
import { uuid } from "./uuid.ts";

/** The host's ways to renew tokens, in the order in which they are tried. */
export interface RefreshWays {
  readonly refresh?: Refresh | undefined;
  readonly refreshUrl?: string | undefined;
}

/** How a refresh ended. `stale`: a newer refresh token exists somewhere. `refused`: this one will never work again. */
export type RefreshOutcome =
  | { readonly status: "renewed"; readonly pair: TokenPair }
  | { readonly status: "stale"; readonly error: ConsentError }
  | { readonly status: "refused"; readonly error: ConsentError }
  | { readonly status: "failed"; readonly error: ConsentError };

interface RefreshTask {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly address: WorkspaceAddress;
  readonly ways: RefreshWays;
  readonly pair: TokenPair;
  readonly signal: AbortSignal;
  /** False once the pair must not be presented any more, so that no further attempt does. */
  readonly isPresentable: () => boolean;
  /** False ahead of time, while the access token still works: then retries spread out. */
  readonly isUrgent: boolean;
  /** Spends one of the page's retries, if there is one left. */
  readonly mayRetry: () => boolean;
}

const deadlineMs = 15_000;

/** The step of the back-off from which on its cap holds. */
const widestStep = 5;

/** The codes after which the same token will not work again; of a host's function these alone are believed. */
const spent: readonly ErrorCode[] = ["REFRESH_INVALID", "REFRESH_REUSED", "SESSION_REVOKED", "REFRESH_STALE"];

/** True when there is any way to renew this pair. */
export function canRefresh(ways: RefreshWays, pair: TokenPair): boolean {
  return ways.refresh !== undefined || Boolean(ways.refreshUrl) || Boolean(pair.refreshToken);
}

/** Renews a pair: up to three attempts with the same token, each under one deadline. Never rejects. */
export async function renew(task: RefreshTask): Promise<RefreshOutcome> {
  const attemptId = uuid();
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(task, attemptId);
    if (outcome.status !== "failed" || attempt === refreshAttempts || task.signal.aborted) return outcome;
    // A slip in the set-up is the developer's to mend: no sign-out, and nothing to wait for.
    if (outcome.error.code === "CONFIGURATION" || !task.mayRetry()) return outcome;
    const step = task.isUrgent ? attempt : widestStep;
    await pause(task.clock, backOff(step, task.random(), outcome.error.retryAfterMs), task.signal);
    if (task.signal.aborted || !task.isPresentable()) return outcome;
  }
}

async function attemptOnce(task: RefreshTask, attemptId: string): Promise<RefreshOutcome> {
  try {
    return { status: "renewed", pair: await ask(task, attemptId) };
  } catch (thrown) {
    const error = asConsentError(thrown, task.ways.refresh !== undefined);
    return { status: severity(error), error };
  }
}

function severity(error: ConsentError): "stale" | "refused" | "failed" {
  if (error.code === "REFRESH_STALE") return "stale";
  // `FORBIDDEN` is what a 403 without a code reads as. A code that is not ours may mean anything, and ends no session.
  return (spent.includes(error.code) || error.code === "FORBIDDEN") && error.serviceCode === undefined
    ? "refused"
    : "failed";
}

async function ask(task: RefreshTask, attemptId: string): Promise<TokenPair> {
  const { transport, address, ways, pair, signal } = task;
  const { refreshToken } = pair;
  const { refresh } = ways;
  if (refresh !== undefined) {
    const call = (abort: AbortSignal): Promise<TokenPair> =>
      refresh({ refreshToken, attemptId, deadlineMs, signal: abort });
    return readPair(await transport.deadlines.within({ deadlineMs, signal }, call));
  }
  if (ways.refreshUrl) {
    const body = refreshToken === undefined ? {} : { refresh_token: refreshToken };
    return readPair(await transport.postToHost(ways.refreshUrl, { body, signal, deadlineMs }));
  }
  if (!refreshToken) throw new ConsentError("REFRESH_INVALID");
  const detail = await transport.call(refreshCall, {
    address,
    body: { refresh_token: refreshToken } satisfies RefreshTokensBody,
    signal,
    deadlineMs,
  });
  return { accessToken: detail.token, refreshToken: detail.refresh_token ?? undefined };
}

/** A pair in any of the spellings that hosts and the wire use, bare or under `detail`. */
function readPair(answer: unknown): TokenPair {
  const body = fieldsOf(answer);
  const fields = fieldsOf(body?.get("detail")) ?? body;
  const word = (...names: string[]): string | undefined => {
    for (const name of names) {
      const value = fields?.get(name);
      if (typeof value === "string" && value !== "") return value;
    }
    return undefined;
  };
  const accessToken = word("accessToken", "token", "access_token");
  if (accessToken === undefined) throw new ConsentError("BAD_RESPONSE");
  return { accessToken, refreshToken: word("refreshToken", "refresh_token") };
}

/** Of a host, any object with such a code counts, so that it need not import the class, and no other code ends anything. */
function asConsentError(thrown: unknown, isHosts: boolean): ConsentError {
  if (isConsentError(thrown) && (thrown.retryable || !isHosts)) return thrown;
  const code = fieldsOf(thrown)?.get("code");
  return new ConsentError(spent.find((known) => known === code) ?? "NETWORK");
}
