import { ConsentError } from "@notice-consent/contract";
import { detachable } from "./abort-signals.ts";
import { createHeldTokens } from "./held-tokens.ts";
import { shortestUse } from "./lifetime.ts";
import { createPickUp } from "./pick-up.ts";
import { createRefreshBudget } from "./refresh-budget.ts";
import { canRefresh } from "./refresher.ts";
import { renewOnce, type Renewal } from "./renewal.ts";
import { createRenewalTimer } from "./renewal-timer.ts";
import { createSessionHosts } from "./session-hosts.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import type { SessionSnapshot, TokenPair } from "./token.ts";
import type { TokenKeeper, TokenKeeperOptions } from "./token-keeping.ts";

/** Keeps the tokens of one person. Holds no timer and no listener while no host is attached. */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const { digest, address, transport, clock, random, page, lineage, retries, tabs, vault } = options;
  const { base } = transport;
  const tokens = createHeldTokens({ digest, base, address, pair: options.pair, clock, random, lineage });
  const budget = createRefreshBudget(clock);
  const hosts = createSessionHosts(clock);
  const store = createSnapshotStore<SessionSnapshot>({ status: "ready", generation: 0, error: undefined });
  const lifeline = new AbortController();
  const isOver = (): boolean => epoch > 0 || store.getSnapshot().error !== undefined;
  const pickUp = createPickUp({ tokens, lineage, clock, random, page, collect });
  const timer = createRenewalTimer({
    tokens,
    clock,
    page,
    isRenewable,
    mayRenew,
    isAttached: () => hosts.size() > 0,
    isOver,
    renew: () => void refresh(false),
    end: () => void endUnlessKept().catch(() => {}),
  });
  let epoch = 0;
  let inFlight: Promise<Renewal> | undefined;
  let stopWaking = (): void => {};
  /** Another tab may have replaced the pair while nobody here could hear of it. */
  let isDoubtful = true;

  /** Answers whether the epoch is still the one of the call. */
  function sameEpoch(): () => boolean {
    const captured = epoch;
    return () => epoch === captured;
  }

  function show(change: Partial<SessionSnapshot>): void {
    const next = { ...store.getSnapshot(), ...change };
    // What ended while a refresh was under way stays ended when that fails.
    store.show(next.error === undefined || next.status === "refreshing" ? next : { ...next, status: "expired" });
  }

  function isRenewable(): boolean {
    return !tokens.isDead() && canRefresh(hosts.ways(), tokens.presentable());
  }

  function mayRenew(): boolean {
    return isRenewable() && budget.state().status === "free";
  }

  function showNewPair(): void {
    show({ status: "ready", generation: store.getSnapshot().generation + 1, error: undefined });
    timer.schedule();
  }

  function refresh(isUrgent: boolean): Promise<Renewal> {
    if (inFlight === undefined) {
      inFlight = refreshOnce(isUrgent).finally(() => {
        inFlight = undefined;
      });
      // Only now: whoever hears of it and asks for a refresh joins this one.
      show({ status: "refreshing" });
    }
    return inFlight;
  }

  function collect(): void {
    if (isRenewable()) void refresh(false);
  }

  async function refreshOnce(isUrgent: boolean): Promise<Renewal> {
    const isStill = sameEpoch();
    const { signal } = lifeline;
    const { generation } = store.getSnapshot();
    const mayRetry = (): boolean => retries.take(clock.monotonic());
    const found = { tokens, generation, isDoubtful, ways: hosts.ways(), subscribe: store.subscribe };
    const renewal = await renewOnce({ ...options, tabs, vault, ...found, isUrgent, signal, isStill, mayRetry, takeUp });
    if (!isStill()) return { status: "abandoned" };
    switch (renewal.status) {
      case "renewed":
        isDoubtful = false;
        budget.renewed();
        showNewPair();
        tellPair();
        break;
      case "refused":
        show({ status: "degraded" });
        timer.schedule();
        break;
      case "failed":
        show({ status: renewal.error.code === "NETWORK" ? "offline" : "degraded" });
        timer.rest(budget.failed(renewal.error));
        break;
      case "adopted":
        if (store.getSnapshot().status === "refreshing") show({ status: "ready" });
        break;
      case "abandoned":
        break;
      default:
        renewal satisfies never;
    }
    return renewal;
  }

  function tellPair(): void {
    const isStill = sameEpoch();
    hosts.tell((host) => host.onTokensChange, tokens.pair(), isStill);
  }

  function takeUp(kept: TokenPair): boolean {
    if (tokens.isOfAnother(kept.accessToken) || tokens.judge(kept) !== "adopted") return false;
    showNewPair();
    tellPair();
    return true;
  }

  /** Ends the session, unless the storage keeps a newer pair. Rejects with the reason when it ends. */
  async function endUnlessKept(): Promise<void> {
    const isStill = sameEpoch();
    const held = tokens.pair();
    const kept = await vault?.read();
    if (!isStill()) throw new ConsentError("ABORTED");
    if (tokens.pair() === held && (kept === undefined || !takeUp(kept))) throw expire();
  }

  function expire(): ConsentError {
    const ended = store.getSnapshot().error;
    if (ended !== undefined) return ended;
    const isOfNow = sameEpoch();
    const isStill = (): boolean => isOfNow() && store.getSnapshot().error === error;
    const error = new ConsentError("SESSION_ENDED");
    timer.cancel();
    void vault?.remove(tokens.pair());
    show({ status: "expired", error });
    hosts.tell((host) => host.onSessionExpired, undefined, isStill);
    return error;
  }

  function rest(): void {
    timer.cancel();
    pickUp.cancel();
    stopWaking();
    // Once: a page that has ended may have taken its listeners with it.
    stopWaking = () => {};
    tabs?.leave();
  }

  async function renewAfterRefusal(refusal: ConsentError, signal: AbortSignal | undefined): Promise<void> {
    if (refusal.code === "SESSION_REVOKED" || !isRenewable()) return endUnlessKept();
    const allowance = budget.state();
    if (allowance.status === "resting") throw allowance.error;
    if (allowance.status === "limited") {
      show({ status: "degraded" });
      throw new ConsentError("AUTH_REJECTED", { status: refusal.status, requestId: refusal.requestId });
    }
    const renewal = await detachable(refresh(true), signal);
    if (renewal.status === "failed") throw renewal.error;
    if (renewal.status === "refused") return endUnlessKept();
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
        tabs?.join();
        stopWaking = page.onWake((cause) => {
          isDoubtful = true;
          transport.deadlines.review();
          if (cause === "online") budget.lift();
          timer.renewIfDue();
          options.onWake?.();
        });
        timer.schedule();
      }
      return () => {
        if (!hosts.remove(host) || hosts.size() > 0) return;
        rest();
        options.onDetached();
      };
    },
    propose: (next) => {
      if (epoch > 0) return;
      const judgement = tokens.judge(next);
      switch (judgement) {
        case "adopted":
        case "refresh-token":
          if (judgement === "refresh-token" && !(isOver() && isRenewable())) return timer.schedule();
          budget.lift();
          isDoubtful = true;
          void vault?.write(tokens.pair());
          return showNewPair();
        case "ignored":
          return;
        default:
          return judgement satisfies never;
      }
    },
    hear: (tokenDigest, at) => {
      if (hosts.size() > 0) pickUp.hear(tokenDigest, at);
    },
    renewBeforeUse: async (signal) => {
      if (tokens.isMissing()) {
        await renewAfterRefusal(new ConsentError("INVALID_TOKEN"), signal);
        return true;
      }
      const left = tokens.left();
      if (left === undefined || left >= shortestUse || !mayRenew()) return false;
      const { status } = await detachable(refresh(true), signal);
      return status === "renewed" || status === "adopted";
    },
    renewAfterRefusal,
    reached: () => {
      const { status } = store.getSnapshot();
      if (status === "offline" || (status === "degraded" && isRenewable())) show({ status: "ready" });
    },
    wake: () => budget.lift(),
    renew: () => {
      budget.lift();
      if (!isOver() && isRenewable()) void refresh(true);
    },
    holdsRotatedPair: tokens.isRotated,
    dispose: () => {
      epoch += 1;
      rest();
      lifeline.abort();
      hosts.clear();
      store.clearListeners();
      tokens.clear();
    },
  };
}
