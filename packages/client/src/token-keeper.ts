import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { detachable } from "./abort-signals.ts";
import { after, pause, type Clock } from "./clock.ts";
import { createHeldTokens } from "./held-tokens.ts";
import { shortestUse } from "./lifetime.ts";
import type { Lineage } from "./lineage.ts";
import type { Page } from "./page.ts";
import { createRefreshBudget } from "./refresh-budget.ts";
import { canRefresh, renew, type RefreshOutcome } from "./refresher.ts";
import { createSessionHosts, type SessionHost } from "./session-hosts.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import type { SessionSnapshot, TokenPair } from "./token.ts";
import type { Transport } from "./transport.ts";

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
  /** Called when the page comes back while a host is attached. */
  readonly onWake?: (() => void) | undefined;
  /** Called when the last host has gone. */
  readonly onDetached: () => void;
}

/** The tokens of one person: which pair is in use, when it is renewed, and what is told of it. */
export interface TokenKeeper {
  /** Raised when everything ends; an answer for an earlier epoch concerns nobody any more. */
  epoch(): number;
  readonly pair: () => TokenPair;
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
  const { base } = transport;
  const tokens = createHeldTokens({ digest, base, address, pair: options.pair, clock, random, lineage });
  const budget = createRefreshBudget(clock);
  const hosts = createSessionHosts(clock);
  const store = createSnapshotStore<SessionSnapshot>({ status: "ready", generation: 0, error: undefined });
  const lifeline = new AbortController();
  let epoch = 0;
  let inFlight: Promise<Renewal> | undefined;
  let cancelTimer = (): void => {};
  let stopWaking = (): void => {};

  function show(change: Partial<SessionSnapshot>): void {
    store.show({ ...store.getSnapshot(), ...change });
  }

  function isRenewable(): boolean {
    return !tokens.isDead() && canRefresh(hosts.ways(), tokens.presentable());
  }

  function mayRenew(): boolean {
    return isRenewable() && budget.state().status === "free";
  }

  function showNewPair(): void {
    show({ status: "ready", generation: store.getSnapshot().generation + 1, error: undefined });
    schedule();
  }

  function refresh(): Promise<Renewal> {
    if (inFlight === undefined) {
      inFlight = refreshOnce().finally(() => {
        inFlight = undefined;
      });
      // Only now: whoever hears of it and asks for a refresh joins this one.
      show({ status: "refreshing" });
    }
    return inFlight;
  }

  async function refreshOnce(): Promise<Renewal> {
    const captured = epoch;
    const isStill = (): boolean => epoch === captured;
    const presented = tokens.pair();
    const { signal } = lifeline;
    const task = { transport, clock, random, address, ways: hosts.ways(), pair: tokens.presentable(), signal };
    let outcome: RefreshOutcome = await renew(task);
    if (isStill() && outcome.status === "stale" && tokens.pair() === presented) await newerPair(presented);
    if (!isStill()) return { status: "failed", error: new ConsentError("ABORTED") };
    // A pair that came meanwhile is newer than anything this refresh can bring.
    if (tokens.pair() !== presented) return { status: "renewed" };
    if (outcome.status === "renewed" && tokens.isOfAnother(outcome.pair.accessToken)) {
      outcome = { status: "refused", error: new ConsentError("REFRESH_INVALID") };
    }
    switch (outcome.status) {
      case "renewed":
        tokens.take(outcome.pair, "issued");
        budget.renewed();
        showNewPair();
        hosts.tell((host) => host.onTokensChange, tokens.pair(), isStill);
        return { status: "renewed" };
      case "stale":
      case "refused":
        tokens.bury(presented);
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
    const forget = store.subscribe(() => tokens.pair() !== presented && arrival.abort());
    await pause(clock, staleWait, arrival.signal);
    forget();
  }

  function expire(): ConsentError {
    const ended = store.getSnapshot().error;
    if (ended !== undefined) return ended;
    const captured = epoch;
    const isStill = (): boolean => epoch === captured && store.getSnapshot().error === error;
    const error = new ConsentError("SESSION_ENDED");
    cancelTimer();
    show({ status: "expired", error });
    hosts.tell((host) => host.onSessionExpired, undefined, isStill);
    return error;
  }

  function wait(ms: number, run: () => void): void {
    cancelTimer();
    if (hosts.size() > 0) cancelTimer = after(clock, ms, run);
  }

  function schedule(): void {
    cancelTimer();
    if (isRenewable()) {
      const renewal = tokens.untilRenewal();
      if (renewal !== undefined) wait(renewal, renewIfDue);
      return;
    }
    // The end of a token that was handed over is judged by a clock that may be wrong: there the service decides.
    const end = tokens.isRotated() ? tokens.left() : undefined;
    if (end !== undefined) wait(end, expire);
  }

  /** Timers and events are hints: what is due is judged here. */
  function renewIfDue(): void {
    if (epoch > 0 || hosts.size() === 0 || store.getSnapshot().error !== undefined) return;
    const isDue = (tokens.untilRenewal() ?? 1) <= 0;
    if (isDue && page.visible() && mayRenew()) void refresh();
  }

  return {
    epoch: () => epoch,
    pair: tokens.pair,
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    isAttached: () => hosts.size() > 0,
    attach: (host) => {
      const first = hosts.size() === 0;
      hosts.add(host);
      if (first && epoch === 0) {
        stopWaking = page.onWake((cause) => {
          if (cause === "online") budget.lift();
          renewIfDue();
          options.onWake?.();
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
      const judgement = tokens.judge(next);
      switch (judgement) {
        case "adopted":
          budget.lift();
          return showNewPair();
        case "refresh-token":
          return schedule();
        case "ignored":
          return;
        default:
          return judgement satisfies never;
      }
    },
    renewBeforeUse: async (signal) => {
      const left = tokens.left();
      if (left === undefined || left >= shortestUse || !mayRenew()) return false;
      return (await detachable(refresh(), signal)).status === "renewed";
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
      const { status } = store.getSnapshot();
      if (status === "offline" || (status === "degraded" && isRenewable())) show({ status: "ready" });
    },
    wake: () => budget.lift(),
    holdsRotatedPair: tokens.isRotated,
    dispose: () => {
      epoch += 1;
      cancelTimer();
      stopWaking();
      lifeline.abort();
      hosts.clear();
      store.clearListeners();
      tokens.clear();
    },
  };
}
