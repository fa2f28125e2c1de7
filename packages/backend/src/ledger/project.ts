import type { ConsentRecord } from "@notice-consent/contract";
import { grantsAfter } from "../submission/grants-after.ts";
import { mergeGrants } from "../user/merge.ts";
import type { LedgerFact } from "./fact.ts";
import type { Grant } from "./grants.ts";
import { type StatedEvents, withRefusals } from "./refusals.ts";

/** What a chain gives, step by step. */
export interface Projection {
  /** What the notices' own decisions amount to. */
  readonly decided: readonly Grant[];
  /** What the Users API states beside them. */
  readonly stated: StatedEvents;
}

/** The projection of a chain without events. */
export const emptyProjection: Projection = { decided: [], stated: new Map() };

/** What holds for a person after a chain of events: the projection, made from the ledger alone. */
export function project(personUuid: string, facts: readonly LedgerFact[]): readonly Grant[] {
  return grantsIn(facts.reduce((before, fact) => projectFact(personUuid, before, fact), emptyProjection));
}

/** The grants of a projection, refusals from the Users API applied. */
export function grantsIn({ decided, stated }: Projection): readonly Grant[] {
  return withRefusals(decided, stated);
}

/** One step of {@link project}. */
export function projectFact(personUuid: string, before: Projection, fact: LedgerFact): Projection {
  const { decided, stated } = before;
  switch (fact.kind) {
    case "decision": {
      const { noticeUuid, specificUuid, version, event } = fact;
      const scope = { personUuid, noticeUuid, specificUuid };
      const { rows } = grantsAfter(version, scope, fact.decided, heldBefore(fact.withdrawn), event);
      return { decided: replace(decided, rows), stated };
    }
    case "link": {
      const taken = mergeGrants(decided, fact.alias.decided);
      return {
        decided: replace(
          decided,
          taken.map((grant) => ({ ...grant, personUuid })),
        ),
        stated: new Map([...stated, ...fact.alias.stated]),
      };
    }
    case "expired":
      return {
        decided: decided.map((grant) => (hasEnded(grant, fact) ? { ...grant, status: "EXPIRED" } : grant)),
        stated,
      };
    case "stated":
      return { decided, stated: new Map(stated).set(fact.event.uuid, fact.event) };
    case "restated": {
      const held = stated.get(fact.eventUuid);
      if (held === undefined) throw new TypeError("The event is not one of this person's.");
      return { decided, stated: new Map(stated).set(fact.eventUuid, { ...held, ...fact.change }) };
    }
    case "retracted":
      return { decided, stated: new Map([...stated].filter(([uuid]) => uuid !== fact.eventUuid)) };
    case "identity-erased":
      // What it decided was read without its grants already.
      return before;
    case "erased":
      return emptyProjection;
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
