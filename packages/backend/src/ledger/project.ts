import type { ConsentRecord } from "@notice-consent/contract";
import { grantsAfter } from "../submission/grants-after.ts";
import { mergeGrants } from "../user/merge.ts";
import type { LedgerFact } from "./fact.ts";
import type { Grant } from "./grants.ts";

/** What holds for a person after a chain of events: the projection, made from the ledger alone. */
export function project(personUuid: string, facts: readonly LedgerFact[]): readonly Grant[] {
  return facts.reduce<readonly Grant[]>((grants, fact) => projectFact(personUuid, grants, fact), []);
}

/** One step of {@link project}. */
export function projectFact(personUuid: string, grants: readonly Grant[], fact: LedgerFact): readonly Grant[] {
  switch (fact.kind) {
    case "decision": {
      const { noticeUuid, specificUuid, version, decided, event } = fact;
      const scope = { personUuid, noticeUuid, specificUuid };
      return replace(grants, grantsAfter(version, scope, decided, heldBefore(fact.withdrawn), event).rows);
    }
    case "link": {
      const taken = mergeGrants(grants, fact.aliasGrants);
      return replace(
        grants,
        taken.map((grant) => ({ ...grant, personUuid })),
      );
    }
    case "expired":
      return grants.map((grant) => (hasEnded(grant, fact) ? { ...grant, status: "EXPIRED" } : grant));
    case "erased":
      return [];
    default:
      return fact satisfies never;
  }
}

/** A grant's place in the projection of a person. */
export function grantKey({ noticeUuid, productUuid, purposeUuid, specificUuid }: Grant): string {
  return JSON.stringify([noticeUuid, productUuid, purposeUuid, specificUuid]);
}

function replace(grants: readonly Grant[], changed: readonly Grant[]): readonly Grant[] {
  const all = new Map(grants.map((grant) => [grantKey(grant), grant]));
  for (const grant of changed) all.set(grantKey(grant), grant);
  return [...all.values()];
}

function hasEnded(grant: Grant, fact: Extract<LedgerFact, { kind: "expired" }>): boolean {
  return (
    grant.noticeUuid === fact.noticeUuid &&
    grant.specificUuid === (fact.specificUuid ?? "") &&
    fact.purposes.includes(grant.purposeUuid)
  );
}

// All that a decision asks of the record before it is which grants were active; the event says so itself.
function heldBefore(withdrawn: readonly string[]): ConsentRecord {
  const active = { selected: true, status: "ACTIVE", needs_reconsent: false, data_elements: {} };
  return Object.fromEntries(withdrawn.map((uuid) => [uuid, { ...active, decided_at: "", expires_at: "" }]));
}
