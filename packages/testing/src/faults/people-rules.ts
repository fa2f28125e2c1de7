import { groupBy } from "./group-by.ts";
import type { FinalState, Operation, Violation } from "./history.ts";
import { submissionsOf } from "./submission-rules.ts";

/** Whose decisions count for a principal in the end: its primary's, or its own. */
export function headOf(principal: string, { primaries }: Pick<FinalState, "primaries">): string {
  return primaries.get(principal)?.[0] ?? principal;
}

/** An alias has one primary, that of every acknowledged link, and no event of its own once it is linked. */
export function checkAliases(operations: readonly Operation[], final: FinalState): Violation[] {
  const found: Violation[] = [];
  for (const [alias, of] of final.primaries) {
    if (of.length > 1) found.push({ rule: "alias", sentence: `${alias} has ${of.length} primaries.` });
  }
  const submissions = groupBy(submissionsOf(operations), ({ principal }) => principal);
  const chains = groupBy(final.ledger, ({ principal }) => principal);
  for (const { kind, ending, principal, primary = "", end } of operations) {
    if (kind !== "link" || ending !== "ok") continue;
    if (headOf(principal, final) !== headOf(primary, final)) {
      found.push({ rule: "alias", sentence: `The acknowledged link of ${principal} to ${primary} does not hold.` });
    }
    const later = new Set(submissions.get(principal)?.flatMap(({ start, key }) => (start > end ? [key] : [])));
    const stray = chains.get(principal)?.find(({ key }) => key !== undefined && later.has(key));
    if (stray !== undefined) {
      found.push({ rule: "alias", sentence: `${stray.uuid} was written to ${principal} after it was linked.` });
    }
  }
  return found;
}

/** Nobody is given a token or a record of another person. */
export function checkOwners(operations: readonly Operation[], final: FinalState): Violation[] {
  return operations.flatMap(({ principal, shown }): Violation[] =>
    shown === undefined || shown === principal || shown === headOf(principal, final)
      ? []
      : [{ rule: "another-person", sentence: `${principal} was shown what is ${shown}'s.` }],
  );
}
