import type { FinalState, LedgerEntry, Operation, Violation } from "./history.ts";

/** Holds a history and the state it ended in against what the service promises. Nothing found is no proof, but each finding is. */
export function checkHistory(operations: readonly Operation[], final: FinalState): readonly Violation[] {
  return [
    ...checkSubmissions(operations, final.ledger),
    ...checkOrder(operations, final),
    ...checkReads(operations),
    ...checkFamilies(operations, final),
    ...checkAliases(operations, final),
    ...checkReplays(operations),
    ...checkOwners(operations),
  ];
}

const submissionsOf = (operations: readonly Operation[]) => operations.filter(({ kind }) => kind === "submit");

// An ok submission is there exactly once, a failed one not at all, an unknown one at most once.
function checkSubmissions(operations: readonly Operation[], ledger: readonly LedgerEntry[]): Violation[] {
  const byKey = groupBy(submissionsOf(operations), ({ key }) => key ?? "");
  const found: Violation[] = [];
  for (const [key, tries] of byKey) {
    const events = ledger.filter((entry) => entry.key === key);
    const isOk = tries.some(({ ending }) => ending === "ok");
    const isFailed = tries.every(({ ending }) => ending === "fail");
    if (isOk && events.length === 0)
      found.push({ rule: "lost", sentence: `The acknowledged ${key} is not in the ledger.` });
    if (events.length > 1) found.push({ rule: "doubled", sentence: `${key} is in the ledger ${events.length} times.` });
    if (isFailed && events.length > 0)
      found.push({ rule: "phantom", sentence: `The refused ${key} is in the ledger.` });
    for (const { eventUuid } of tries) {
      if (eventUuid !== undefined && !events.some(({ uuid }) => uuid === eventUuid)) {
        found.push({ rule: "lost", sentence: `The event that answered ${key} is not in the ledger.` });
      }
    }
  }
  const known = new Set(byKey.keys());
  for (const { key, uuid } of ledger) {
    if (key === undefined || !known.has(key))
      found.push({ rule: "phantom", sentence: `Nobody asked for event ${uuid}.` });
  }
  return found;
}

// The chain is the serial order: it has no gap, respects real time, and its last choice is what holds.
function checkOrder(operations: readonly Operation[], { ledger, choices }: FinalState): Violation[] {
  const found: Violation[] = [];
  const timeOf = new Map<string, { start: number; end: number }>();
  for (const { key = "", start, end, ending } of submissionsOf(operations)) {
    const known = timeOf.get(key);
    const until = ending === "ok" ? end : Number.POSITIVE_INFINITY;
    timeOf.set(key, {
      start: Math.min(known?.start ?? Number.POSITIVE_INFINITY, start),
      end: Math.min(known?.end ?? Number.POSITIVE_INFINITY, until),
    });
  }
  for (const [principal, events] of groupBy(ledger, (entry) => entry.principal)) {
    const chain = events.toSorted((one, other) => one.position - other.position);
    if (new Set(chain.map(({ position }) => position)).size !== chain.length) {
      found.push({ rule: "final-state", sentence: `Two events of ${principal} share a position.` });
    }
    let latestStart = Number.NEGATIVE_INFINITY;
    for (const { key = "" } of chain) {
      const time = timeOf.get(key);
      if (time === undefined) continue;
      if (time.end < latestStart) {
        found.push({ rule: "final-state", sentence: `${key} was over before one that stands ahead of it began.` });
      }
      latestStart = Math.max(latestStart, time.start);
    }
    const last = chain.at(-1)?.choice;
    if (last !== undefined && choices.get(principal) !== last) {
      found.push({ rule: "final-state", sentence: `What holds for ${principal} is not what was decided last.` });
    }
  }
  return found;
}

function checkReads(operations: readonly Operation[]): Violation[] {
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

function checkFamilies(operations: readonly Operation[], { families }: FinalState): Violation[] {
  const found: Violation[] = [];
  for (const [family, { liveLeaves, revoked }] of families) {
    if (liveLeaves > 1) found.push({ rule: "family", sentence: `${family} has ${liveLeaves} live refresh tokens.` });
    const uses = operations.filter((operation) => operation.kind === "refresh" && operation.family === family);
    if (revoked && uses.every(({ isRightful }) => isRightful === true)) {
      found.push({ rule: "family", sentence: `${family} was revoked without a cause.` });
    }
    const refusals = uses.filter(({ code }) => code === "REFRESH_REUSED" || code === "SESSION_REVOKED");
    const revokedAt = Math.min(Number.POSITIVE_INFINITY, ...refusals.map(({ end }) => end));
    if (uses.some(({ ending, start }) => ending === "ok" && start > revokedAt)) {
      found.push({ rule: "family", sentence: `A token of ${family} worked after its revocation.` });
    }
  }
  return found;
}

function checkAliases(operations: readonly Operation[], { primaries, ledger }: FinalState): Violation[] {
  const found: Violation[] = [];
  for (const [alias, of] of primaries) {
    if (of.length > 1) found.push({ rule: "alias", sentence: `${alias} has ${of.length} primaries.` });
  }
  for (const { kind, ending, principal, end } of operations) {
    if (kind !== "link" || ending !== "ok") continue;
    const later = submissionsOf(operations).filter((one) => one.principal === principal && one.start > end);
    const stray = ledger.find((entry) => entry.principal === principal && later.some(({ key }) => key === entry.key));
    if (stray !== undefined) {
      found.push({ rule: "alias", sentence: `${stray.uuid} was written to ${principal} after it was linked.` });
    }
  }
  return found;
}

function checkReplays(operations: readonly Operation[]): Violation[] {
  const answered = submissionsOf(operations).filter(({ ending, answer }) => ending === "ok" && answer !== undefined);
  return [...groupBy(answered, ({ key }) => key ?? "")].flatMap(([key, tries]): Violation[] =>
    new Set(tries.map(({ answer }) => answer)).size > 1
      ? [{ rule: "replay", sentence: `${key} was answered in different words.` }]
      : [],
  );
}

function checkOwners(operations: readonly Operation[]): Violation[] {
  return operations.flatMap(({ principal, shown, primary }): Violation[] =>
    shown === undefined || shown === principal || shown === primary
      ? []
      : [{ rule: "another-person", sentence: `${principal} was shown what is ${shown}'s.` }],
  );
}

// Map.groupBy is younger than the oldest Node that this runs on.
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
