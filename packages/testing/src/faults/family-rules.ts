import { groupBy } from "./group-by.ts";
import type { FinalState, Operation, Violation } from "./history.ts";

/** A family has one live token, ends only for a cause, and none of its tokens works afterwards. */
export function checkFamilies(operations: readonly Operation[], { families }: FinalState): Violation[] {
  const found: Violation[] = [];
  const usesOf = groupBy(
    operations.filter(({ kind }) => kind === "refresh"),
    ({ family }) => family ?? "",
  );
  for (const [family, { liveLeaves, revoked }] of families) {
    if (liveLeaves > 1) found.push({ rule: "family", sentence: `${family} has ${liveLeaves} live refresh tokens.` });
    if (liveLeaves === 0 && !revoked)
      found.push({ rule: "family", sentence: `${family} has no live refresh token, and was not revoked.` });
    const uses = usesOf.get(family) ?? [];
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
