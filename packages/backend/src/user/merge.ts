import type { Grant } from "../ledger/grants.ts";

/**
 * The grants of an alias that win over its primary's: per purpose the later decision, on equal times the stricter one.
 * A purpose that only the alias decided is taken as it is.
 */
export function mergeGrants(ofPrimary: readonly Grant[], ofAlias: readonly Grant[]): Grant[] {
  const held = new Map(ofPrimary.map((grant) => [keyOf(grant), grant]));
  return ofAlias.filter((grant) => {
    const rival = held.get(keyOf(grant));
    if (rival === undefined || grant.decidedAt > rival.decidedAt) return true;
    return grant.decidedAt === rival.decidedAt && isStricter(grant, rival);
  });
}

function keyOf({ noticeUuid, productUuid, purposeUuid, specificUuid }: Grant): string {
  return JSON.stringify([noticeUuid, productUuid, purposeUuid, specificUuid]);
}

function isStricter(one: Grant, other: Grant): boolean {
  if (one.selected !== other.selected) return !one.selected;
  return grantedElements(one) < grantedElements(other);
}

function grantedElements({ dataElements }: Grant): number {
  return Object.values(dataElements).filter(({ selected }) => selected).length;
}
