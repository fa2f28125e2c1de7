import { asc, eq, or, sql } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { type ChainState, type LedgerRow, readMembers, verifyChain } from "../ledger/chain.ts";
import { readGrants } from "../ledger/grants.ts";
import { readChain } from "../ledger/store.ts";
import { findUserUuid, type Person } from "../user/store.ts";
import { maskJson, maskText } from "./mask.ts";

/** Whether every event follows from the one before it and the last one is the chain's recorded end. */
type ChainVerdict =
  | ChainState
  | { readonly status: "broken"; readonly position: number; readonly fault: "head-differs" };

/** An identity of a person with its own chain: an alias's ends where it was linked. */
export interface IdentityLedger {
  readonly uuid: string;
  /** Masked. */
  readonly org_user_id: string;
  readonly chain: ChainVerdict;
  readonly events: readonly {
    readonly position: number;
    readonly kind: string;
    readonly identity_uuid: string;
    readonly recorded_at: string;
    readonly previous_hash: string;
    readonly hash: string;
    readonly payload: unknown;
  }[];
}

/** What is recorded of one person. */
export interface PersonLedger {
  readonly person_uuid: string;
  /** The primary first, then its aliases. */
  readonly identities: readonly IdentityLedger[];
  readonly grants: readonly {
    readonly notice_uuid: string;
    readonly purpose_uuid: string;
    readonly selected: boolean;
    readonly status: string;
    readonly decided_at: string;
    readonly expires_at: string | null;
  }[];
}

/** The ledger of whoever an id belongs to, its chains verified anew; nothing for an id that decided nothing yet. */
export function readPersonLedger(
  database: Database,
  keys: InstanceKeys,
  workspaceUuid: string,
  orgUserId: string,
): Promise<PersonLedger | undefined> {
  return database.snapshot(async (tx) => {
    const key = keys.identifierKey(workspaceUuid, "org_user_id", orgUserId);
    const primaryUuid = await findUserUuid(tx, workspaceUuid, key);
    if (primaryUuid === undefined) return undefined;
    const members = await tx
      .select()
      .from(persons)
      .where(or(eq(persons.uuid, primaryUuid), eq(persons.primaryUuid, primaryUuid)))
      .orderBy(sql`${persons.primaryUuid} nulls first`, asc(persons.createdAt), asc(persons.uuid));
    const identities: IdentityLedger[] = [];
    // One after the other: a transaction has one connection.
    for (const member of members) identities.push(readIdentity(member, await readChain(tx, member.uuid)));
    const grants = await readGrants(tx, primaryUuid);
    return {
      person_uuid: primaryUuid,
      identities,
      grants: grants.map((grant) => ({
        notice_uuid: grant.noticeUuid,
        purpose_uuid: grant.purposeUuid,
        selected: grant.selected,
        status: grant.status,
        decided_at: grant.decidedAt,
        expires_at: grant.expiresAt?.toISOString() ?? null,
      })),
    };
  });
}

function readIdentity(member: Person, rows: readonly LedgerRow[]): IdentityLedger {
  return {
    uuid: member.uuid,
    org_user_id: maskText(member.orgUserId),
    chain: verdictOn(verifyChain(rows), member),
    events: rows.map((row) => ({
      position: row.position,
      kind: row.kind,
      identity_uuid: row.identityUuid,
      recorded_at: row.recordedAt,
      previous_hash: row.previousHash,
      hash: row.hash,
      payload: maskJson(Object.fromEntries(readMembers(row.payload))),
    })),
  };
}

function verdictOn(state: ChainState, { chainLength, chainHead }: Person): ChainVerdict {
  if (state.status === "broken" || (state.length === chainLength && state.head === chainHead)) return state;
  return { status: "broken", position: chainLength, fault: "head-differs" };
}
