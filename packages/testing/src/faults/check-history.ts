import { checkFamilies } from "./family-rules.ts";
import type { FinalState, Operation, Violation } from "./history.ts";
import { checkOrder, checkReads } from "./order-rules.ts";
import { checkAliases, checkOwners } from "./people-rules.ts";
import { checkReplays, checkSubmissions } from "./submission-rules.ts";

/** Holds a history and the state it ended in against what the service promises. Nothing found is no proof, but each finding is. */
export function checkHistory(operations: readonly Operation[], final: FinalState): readonly Violation[] {
  return [
    ...checkSubmissions(operations, final.ledger),
    ...checkOrder(operations, final),
    ...checkReads(operations),
    ...checkFamilies(operations, final),
    ...checkAliases(operations, final),
    ...checkReplays(operations),
    ...checkOwners(operations, final),
  ];
}
