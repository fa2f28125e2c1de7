import { and, asc, eq, or } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { type ChainState, readMembers, verifyChain } from "../ledger/chain.ts";
import { readGrants } from "../ledger/grants.ts";
import { readChain } from "../ledger/store.ts";
import { findUserUuid } from "../user/store.ts";
import { maskJson, maskText } from "./mask.ts";

/** What is recorded of one person. */
export interface PersonLedger {
  readonly person_uuid: string;
  /** The primary first, then its aliases, masked. */
  readonly identities: readonly { readonly uuid: string; readonly org_user_id: string }[];
  /** Whether every event follows from the one before it and the last one is the chain's recorded end. */
  readonly chain: ChainState | { readonly status: "broken"; readonly position: number; readonly fault: "head-differs" };
  readonly events: readonly {
    readonly position: number;
    readonly kind: string;
    readonly identity_uuid: string;
    readonly recorded_at: string;
    readonly previous_hash: string;
    readonly hash: string;
    readonly payload: unknown;
  }[];
  readonly grants: readonly {
    readonly notice_uuid: string;
    readonly purpose_uuid: string;
    readonly selected: boolean;
    readonly status: string;
    readonly decided_at: string;
    readonly expires_at: string | null;
  }[];
}

/** The ledger of whoever an id belongs to, its chain verified anew; nothing for an id that decided nothing yet. */
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
    const identities = await tx
      .select()
      .from(persons)
      .where(and(or(eq(persons.uuid, primaryUuid), eq(persons.primaryUuid, primaryUuid))))
      .orderBy(asc(persons.createdAt), asc(persons.uuid));
    const primary = identities.find(({ uuid }) => uuid === primaryUuid);
    if (primary === undefined) return undefined;
    const rows = await readChain(tx, primaryUuid);
    const grants = await readGrants(tx, primaryUuid);
    const aliases = identities.filter(({ uuid }) => uuid !== primaryUuid);
    return {
      person_uuid: primaryUuid,
      identities: [primary, ...aliases].map((identity) => ({
        uuid: identity.uuid,
        org_user_id: maskText(identity.orgUserId),
      })),
      chain: stateOf(verifyChain(rows), primary),
      events: rows.map((row) => ({
        position: row.position,
        kind: row.kind,
        identity_uuid: row.identityUuid,
        recorded_at: row.recordedAt,
        previous_hash: row.previousHash,
        hash: row.hash,
        payload: maskJson(Object.fromEntries(readMembers(row.payload))),
      })),
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

function stateOf(
  state: ChainState,
  { chainLength, chainHead }: { readonly chainLength: number; readonly chainHead: string },
): PersonLedger["chain"] {
  if (state.status === "broken" || (state.length === chainLength && state.head === chainHead)) return state;
  return { status: "broken", position: chainLength, fault: "head-differs" };
}
