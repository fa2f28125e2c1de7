import { groupBy } from "./group-by.ts";
import type { LedgerEntry, Operation, Violation } from "./history.ts";

/** The submissions among some operations. */
export const submissionsOf = (operations: readonly Operation[]) => operations.filter(({ kind }) => kind === "submit");

/** An ok submission is in the ledger exactly once, a failed one not at all, an unknown one at most once. */
export function checkSubmissions(operations: readonly Operation[], ledger: readonly LedgerEntry[]): Violation[] {
  const byKey = groupBy(submissionsOf(operations), ({ key }) => key ?? "");
  const eventsByKey = groupBy(ledger, ({ key }) => key ?? "");
  const found: Violation[] = [];
  for (const [key, tries] of byKey) {
    const events = eventsByKey.get(key) ?? [];
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
  for (const { key, uuid } of ledger) {
    if (key === undefined || !byKey.has(key))
      found.push({ rule: "phantom", sentence: `Nobody asked for event ${uuid}.` });
  }
  return found;
}

/** The same key is always answered in the same words. */
export function checkReplays(operations: readonly Operation[]): Violation[] {
  const answered = submissionsOf(operations).filter(({ ending, answer }) => ending === "ok" && answer !== undefined);
  return [...groupBy(answered, ({ key }) => key ?? "")].flatMap(([key, tries]): Violation[] =>
    new Set(tries.map(({ answer }) => answer)).size > 1
      ? [{ rule: "replay", sentence: `${key} was answered in different words.` }]
      : [],
  );
}
