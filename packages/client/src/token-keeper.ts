import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { detachable } from "./abort-signals.ts";
import { readClaims } from "./claims.ts";
import { after, pause, type Clock } from "./clock.ts";
import { lifetimeOf, refreshMoment, remaining, shortestUse } from "./lifetime.ts";
import type { Lineage } from "./lineage.ts";
import type { Page } from "./page.ts";
import { isOtherPerson } from "./principal.ts";
import { createRefreshBudget } from "./refresh-budget.ts";
import { canRefresh, renew, type RefreshOutcome } from "./refresher.ts";
import { createSessionHosts, type SessionHost } from "./session-hosts.ts";
import type { SessionStatus, TokenPair } from "./token.ts";
import type { Transport } from "./transport.ts";

/** What a session shows. */
export interface SessionSnapshot {
  readonly status: SessionStatus;
  /** Counts the pairs that the session has taken up. */
  readonly generation: number;
  /** Why calls are refused while `expired`. */
  readonly error: ConsentError | undefined;
}

/** What keeps a person's tokens is made from. */
export interface TokenKeeperOptions {
  /** Digest of the person. */
  readonly digest: string;
  readonly address: WorkspaceAddress;
  readonly pair: TokenPair;
  readonly transport: Transport;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly page: Page;
  readonly lineage: Lineage;
  /** Called when the last host has gone. */
  readonly onDetached: () => void;
}

/** The tokens of one person: which pair is in use, when it is renewed, and what is told of it. */
export interface TokenKeeper {
  /** Raised when everything ends; an answer for an earlier epoch concerns nobody any more. */
  epoch(): number;
  pair(): TokenPair;
  readonly getSnapshot: () => SessionSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly attach: (host: SessionHost) => () => void;
  readonly isAttached: () => boolean;
  readonly propose: (pair: TokenPair) => void;
  /** Renews a pair that is about to end. True when it did. */
  renewBeforeUse(signal: AbortSignal | undefined): Promise<boolean>;
  /** Renews a pair that the service refused. Rejects when there is no going on. */
  renewAfterRefusal(refusal: ConsentError, signal: AbortSignal | undefined): Promise<void>;
  /** The service was reached. */
  reached(): void;
  readonly wake: () => void;
  /** True while a pair is held that no host has supplied. */
  holdsRotatedPair(): boolean;
  dispose(): void;
}

type Renewal = { readonly status: "renewed" | "refused" } | { readonly status: "failed"; readonly error: ConsentError };

const staleWait = 2_000;

/** Keeps the tokens of one person. Holds no timer and no listener while no host is attached. */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const { digest, address, transport, clock, random, page, lineage } = options;
  const budget = createRefreshBudget(clock);
  const hosts = createSessionHosts(clock);
  const listeners = new Set<() => void>();
  const lifeline = new AbortController();
  let epoch = 0;
  let { pair } = options;
  let claims = readClaims(pair.accessToken);
  let clockOffset = 0;
  let lifetime = lifetimeOf(claims, clock, "given", clockOffset);
  let moment = refreshMoment(lifetime, random());
  let rotated = false;
  let inFlight: Promise<Renewal> | undefined;
  let snapshot: SessionSnapshot = { status: "ready", generation: 0, error: undefined };
  let cancelTimer = (): void => {};
  let stopWaking = (): void => {};
  claim();

  function claim(): void {
    lineage.claim(transport.base, address, pair.accessToken, digest);
  }

  function show(change: Partial<SessionSnapshot>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** What may be presented: a superseded or refused refresh token looks like theft and never is. */
  function presentable(): TokenPair {
    const { accessToken, refreshToken } = pair;
    const spent = refreshToken !== undefined && (lineage.isSuperseded(refreshToken) || lineage.isDead(refreshToken));
    return spent ? { accessToken } : pair;
  }

  function isRenewable(): boolean {
    return !lineage.isDead(pair.refreshToken ?? pair.accessToken) && canRefresh(hosts.ways(), presentable());
  }

  function mayRenew(): boolean {
    return isRenewable() && budget.state().status === "free";
  }

  function adopt(next: TokenPair, origin: "issued" | "given"): void {
    const earlier = pair;
    pair = { accessToken: next.accessToken, refreshToken: next.refreshToken ?? earlier.refreshToken };
    if (earlier.accessToken !== pair.accessToken) lineage.supersede(earlier.accessToken);
    if (earlier.refreshToken && earlier.refreshToken !== pair.refreshToken) lineage.supersede(earlier.refreshToken);
    claim();
    claims = readClaims(pair.accessToken);
    rotated = origin === "issued";
    if (rotated && claims?.iat !== undefined) clockOffset = claims.iat * 1000 - clock.now();
    lifetime = lifetimeOf(claims, clock, origin, clockOffset);
    moment = refreshMoment(lifetime, random());
    if (rotated) budget.renewed();
    else budget.lift();
    show({ status: "ready", generation: snapshot.generation + 1, error: undefined });
    schedule();
  }

  function refresh(): Promise<Renewal> {
    inFlight ??= refreshOnce().finally(() => {
      inFlight = undefined;
    });
    return inFlight;
  }

  async function refreshOnce(): Promise<Renewal> {
    const captured = epoch;
    const presented = pair;
    const task = {
      transport,
      clock,
      random,
      address,
      ways: hosts.ways(),
      pair: presentable(),
      signal: lifeline.signal,
    };
    show({ status: "refreshing" });
    let outcome: RefreshOutcome = await renew(task);
    if (epoch === captured && outcome.status === "stale" && pair === presented) await newerPair(presented);
    if (epoch !== captured) return { status: "failed", error: new ConsentError("ABORTED") };
    // A pair that came meanwhile is newer than anything this refresh can bring.
    if (pair !== presented) return { status: "renewed" };
    if (outcome.status === "renewed" && isOtherPerson(claims, readClaims(outcome.pair.accessToken))) {
      outcome = { status: "refused", error: new ConsentError("REFRESH_INVALID") };
    }
    switch (outcome.status) {
      case "renewed":
        adopt(outcome.pair, "issued");
        hosts.tell(
          (host) => host.onTokensChange,
          pair,
          () => epoch === captured,
        );
        return { status: "renewed" };
      case "stale":
      case "refused":
        lineage.bury(presented.refreshToken ?? presented.accessToken);
        show({ status: "degraded" });
        schedule();
        return { status: "refused" };
      case "failed":
        show({ status: outcome.error.code === "NETWORK" ? "offline" : "degraded" });
        wait(budget.failed(outcome.error), renewIfDue);
        return { status: "failed", error: outcome.error };
      default:
        return outcome satisfies never;
    }
  }

  async function newerPair(presented: TokenPair): Promise<void> {
    const arrival = new AbortController();
    const forget = subscribe(() => pair !== presented && arrival.abort());
    await pause(clock, staleWait, arrival.signal);
    forget();
  }

  function expire(): ConsentError {
    if (snapshot.error !== undefined) return snapshot.error;
    const captured = epoch;
    const error = new ConsentError("SESSION_ENDED");
    cancelTimer();
    show({ status: "expired", error });
    hosts.tell(
      (host) => host.onSessionExpired,
      undefined,
      () => epoch === captured && snapshot.error === error,
    );
    return error;
  }

  function wait(ms: number, run: () => void): void {
    cancelTimer();
    if (hosts.size() > 0) cancelTimer = after(clock, ms, run);
  }

  function schedule(): void {
    cancelTimer();
    const age = clock.monotonic() - lifetime.receivedAt;
    if (isRenewable()) {
      if (moment !== undefined) wait(moment - age, renewIfDue);
      return;
    }
    // The end of a token that was handed over is judged by a clock that may be wrong: there the service decides.
    if (rotated && lifetime.lastsFor !== undefined) wait(lifetime.lastsFor - age, expire);
  }

  /** Timers and events are hints: what is due is judged here. */
  function renewIfDue(): void {
    if (epoch > 0 || hosts.size() === 0 || snapshot.status === "expired") return;
    const due = moment !== undefined && clock.monotonic() - lifetime.receivedAt >= moment;
    if (due && page.visible() && mayRenew()) void refresh();
  }

  return {
    epoch: () => epoch,
    pair: () => pair,
    getSnapshot: () => snapshot,
    subscribe,
    isAttached: () => hosts.size() > 0,
    attach: (host) => {
      const first = hosts.size() === 0;
      hosts.add(host);
      if (first && epoch === 0) {
        stopWaking = page.onWake((cause) => {
          if (cause === "online") budget.lift();
          renewIfDue();
        });
        schedule();
      }
      return () => {
        if (!hosts.remove(host) || hosts.size() > 0) return;
        cancelTimer();
        stopWaking();
        options.onDetached();
      };
    },
    propose: (next) => {
      if (epoch > 0) return;
      const refreshToken =
        next.refreshToken && !lineage.isSuperseded(next.refreshToken) ? next.refreshToken : undefined;
      if (next.accessToken === pair.accessToken) {
        if (refreshToken === undefined || refreshToken === pair.refreshToken) return;
        pair = { ...pair, refreshToken };
        schedule();
        return;
      }
      if (lineage.isSuperseded(next.accessToken)) return;
      const issuedAt = readClaims(next.accessToken)?.iat;
      if (issuedAt !== undefined && claims?.iat !== undefined && issuedAt < claims.iat) return;
      adopt({ accessToken: next.accessToken, refreshToken }, "given");
    },
    renewBeforeUse: async (signal) => {
      const left = remaining(lifetime, clock);
      if (left === undefined || left >= shortestUse || !mayRenew()) return false;
      const renewal = await detachable(refresh(), signal);
      return renewal.status === "renewed";
    },
    renewAfterRefusal: async (refusal, signal) => {
      if (refusal.code === "SESSION_REVOKED" || !isRenewable()) throw expire();
      const allowance = budget.state();
      if (allowance.status === "resting") throw allowance.error;
      if (allowance.status === "limited") {
        show({ status: "degraded" });
        throw new ConsentError("AUTH_REJECTED", { status: refusal.status, requestId: refusal.requestId });
      }
      const renewal = await detachable(refresh(), signal);
      if (renewal.status === "failed") throw renewal.error;
      if (renewal.status === "refused") throw expire();
    },
    reached: () => {
      if (snapshot.status === "offline") show({ status: "ready" });
    },
    wake: () => budget.lift(),
    holdsRotatedPair: () => rotated,
    dispose: () => {
      epoch += 1;
      cancelTimer();
      stopWaking();
      lifeline.abort();
      hosts.clear();
      listeners.clear();
      pair = { accessToken: "" };
      claims = undefined;
    },
  };
}
