import { ConsentError, sha256, type WorkspaceAddress } from "@notice-consent/contract";
import { pause, type Clock } from "./clock.ts";
import type { HeldTokens } from "./held-tokens.ts";
import { shortestUse } from "./lifetime.ts";
import type { Lineage } from "./lineage.ts";
import type { OtherTabs } from "./other-tabs.ts";
import { canRefresh, renew, type RefreshOutcome, type RefreshWays } from "./refresher.ts";
import type { TokenPair } from "./token.ts";
import type { TokenVault } from "./token-vault.ts";
import type { Transport } from "./transport.ts";

/**
 * How a renewal ended. `adopted`: a newer pair came from elsewhere. `refused`: the pair held will never be renewed.
 * `abandoned`: the session has ended meanwhile, and nobody is concerned.
 */
export type Renewal =
  | { readonly status: "renewed" | "adopted" | "refused" | "abandoned" }
  | { readonly status: "failed"; readonly error: ConsentError };

/** What one renewal works on. */
export interface RenewalTask {
  readonly tokens: HeldTokens;
  readonly lineage: Lineage;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly address: WorkspaceAddress;
  readonly ways: RefreshWays;
  readonly signal: AbortSignal;
  readonly tabs: OtherTabs | undefined;
  readonly vault: TokenVault | undefined;
  readonly generation: number;
  /** False ahead of time, while the access token still works. */
  readonly isUrgent: boolean;
  /** True where another tab may have replaced the pair unheard. */
  readonly isDoubtful: boolean;
  /** Calls back when the session takes up a pair. Returns the removal. */
  readonly subscribe: (listener: () => void) => () => void;
  /** False once the session has ended. Asked after every wait. */
  readonly isStill: () => boolean;
  /** Spends one of the page's retries, if there is one left. */
  readonly mayRetry: () => boolean;
  /** Takes up a pair that the host's storage keeps, if it is newer. */
  readonly takeUp: (kept: TokenPair) => boolean;
}

const staleWait = 2_000;

/** Renews the pair in this tab's turn, unless a newer one is found on the way. Never rejects. */
export async function renewOnce(task: RenewalTask): Promise<Renewal> {
  const held = task.tokens.pair();
  const release = await task.tabs?.turn(task.signal);
  try {
    return (await findNewer(task, held)) ?? (await refresh(task, task.tokens.pair()));
  } finally {
    release?.();
  }
}

/** Looks where another tab or the host may have left a newer pair. `undefined` when there is none to go on with. */
async function findNewer(task: RenewalTask, held: TokenPair): Promise<Renewal | undefined> {
  const { tokens, lineage, tabs, generation, isDoubtful } = task;
  const change = changeSince(task, held);
  if (change !== undefined) return change;
  const isNewer = await takeUpKept(task, held, []);
  const left = tokens.left();
  if (isNewer && (left === undefined || left >= shortestUse)) return { status: "adopted" };
  const { refreshToken } = tokens.presentable();
  if (tabs === undefined || refreshToken === undefined || !isDoubtful) return undefined;
  if (lineage.heard(refreshToken) !== undefined) return undefined;
  const pair = tokens.pair();
  await tabs.ask(sha256(refreshToken), generation);
  return changeSince(task, pair);
}

async function refresh(task: RenewalTask, presented: TokenPair): Promise<Renewal> {
  const { tokens, lineage, ways, tabs, vault, generation, isStill } = task;
  const pair = tokens.presentable();
  const isPresentable = (): boolean => canRefresh(ways, tokens.presentable());
  if (!isStill()) return { status: "abandoned" };
  if (!isPresentable()) return { status: "refused" };
  const outcome = ofThisPerson(tokens, await renew({ ...task, pair, isPresentable }));
  if (outcome.status === "stale") await newerPair(task, presented);
  // A pair that came meanwhile is newer than anything this refresh can bring.
  const change = changeSince(task, presented);
  if (change !== undefined) return change;
  if (outcome.status === "failed") return outcome;
  const own = outcome.status === "renewed" ? [outcome.pair.refreshToken] : [];
  await takeUpKept(task, presented, [presented.refreshToken, ...own]);
  const last = changeSince(task, presented);
  if (last !== undefined) return last;
  if (outcome.status !== "renewed") {
    tokens.bury(presented);
    return { status: "refused" };
  }
  tokens.take(outcome.pair, "issued");
  const taken = tokens.pair();
  await vault?.write(taken);
  const replaced = pair.refreshToken === taken.refreshToken ? undefined : pair.refreshToken;
  if (replaced !== undefined && lineage.heard(replaced) === undefined) {
    tabs?.announceRefresh(sha256(replaced), generation + 1);
  }
  return isStill() ? { status: "renewed" } : { status: "abandoned" };
}

function changeSince({ tokens, isStill }: RenewalTask, held: TokenPair): Renewal | undefined {
  if (!isStill()) return { status: "abandoned" };
  return tokens.pair() === held ? undefined : { status: "adopted" };
}

/** Takes up what the storage keeps, if it is newer; refresh tokens that are no news are named. */
async function takeUpKept(
  task: RenewalTask,
  held: TokenPair,
  known: readonly (string | undefined)[],
): Promise<boolean> {
  const kept = await task.vault?.read();
  if (kept === undefined || changeSince(task, held) !== undefined || known.includes(kept.refreshToken)) return false;
  return task.takeUp(kept);
}

/** What a refresh brings for somebody else is no answer to this session. */
function ofThisPerson(tokens: HeldTokens, outcome: RefreshOutcome): RefreshOutcome {
  if (outcome.status !== "renewed" || !tokens.isOfAnother(outcome.pair.accessToken)) return outcome;
  return { status: "refused", error: new ConsentError("REFRESH_INVALID") };
}

/** A newer pair exists somewhere: it may be on its way here. */
async function newerPair({ tokens, clock, signal, subscribe }: RenewalTask, presented: TokenPair): Promise<void> {
  const arrival = new AbortController();
  const stop = (): void => arrival.abort();
  const forget = subscribe(() => tokens.pair() !== presented && stop());
  signal.addEventListener("abort", stop);
  if (tokens.pair() === presented) await pause(clock, staleWait, arrival.signal);
  signal.removeEventListener("abort", stop);
  forget();
}
