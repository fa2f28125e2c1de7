import { groupBy } from "./group-by.ts";
import type { FinalState, LedgerEntry, Operation, Violation } from "./history.ts";
import { headOf } from "./people-rules.ts";
import { submissionsOf } from "./submission-rules.ts";

/** Each chain is a serial order that respects real time, and what holds is what a person decided last. */
export function checkOrder(operations: readonly Operation[], final: FinalState): Violation[] {
  const found: Violation[] = [];
  const times = timesOf(operations);
  for (const [principal, events] of groupBy(final.ledger, (entry) => entry.principal)) {
    const chain = events.toSorted((one, other) => one.position - other.position);
    if (new Set(chain.map(({ position }) => position)).size !== chain.length) {
      found.push({ rule: "final-state", sentence: `Two events of ${principal} share a position.` });
    }
    let latestStart = Number.NEGATIVE_INFINITY;
    for (const { key = "" } of chain) {
      const time = times.get(key);
      if (time === undefined) continue;
      if (time.end < latestStart) {
        found.push({ rule: "final-state", sentence: `${key} was over before one that stands ahead of it began.` });
      }
      latestStart = Math.max(latestStart, time.start);
    }
  }
  for (const [head, events] of groupBy(final.ledger, (entry) => headOf(entry.principal, final))) {
    const last = lastOf(events);
    if (last !== undefined && final.choices.get(head) !== last) {
      found.push({ rule: "final-state", sentence: `What holds for ${head} is not what was decided last.` });
    }
  }
  return found;
}

/** Nobody is shown less than they were shown before. */
export function checkReads(operations: readonly Operation[]): Violation[] {
  const found: Violation[] = [];
  const reads = operations.filter(({ kind, ending }) => kind === "read" && ending === "ok");
  for (const [principal, own] of groupBy(reads, (read) => read.principal)) {
    for (const read of own) {
      const earlier = own.filter(({ end }) => end < read.start);
      const seen = Math.max(0, ...earlier.map(({ position = 0 }) => position));
      if ((read.position ?? 0) < seen) {
        found.push({ rule: "back-in-time", sentence: `A read of ${principal} shows less than an earlier one.` });
      }
    }
  }
  return found;
}

// From the first try to the first definite answer, within which the submission took effect.
function timesOf(
  operations: readonly Operation[],
): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const times = new Map<string, { start: number; end: number }>();
  for (const { key = "", start, end, ending } of submissionsOf(operations)) {
    const known = times.get(key);
    const until = ending === "ok" ? end : Number.POSITIVE_INFINITY;
    times.set(key, {
      start: Math.min(known?.start ?? Number.POSITIVE_INFINITY, start),
      end: Math.min(known?.end ?? Number.POSITIVE_INFINITY, until),
    });
  }
  return times;
}

// Within a chain the position decides; the chains of people who were linked are compared by date.
function lastOf(events: readonly LedgerEntry[]): string | undefined {
  const chains = [...groupBy(events, ({ principal }) => principal).values()];
  const ends = chains.flatMap((chain) => chain.toSorted((one, other) => one.position - other.position).slice(-1));
  const latest = ends.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const isTied = latest.length > 1 && latest[0]?.at === latest[1]?.at;
  return isTied ? undefined : latest[0]?.choice;
}
