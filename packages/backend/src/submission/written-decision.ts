import { ConsentError } from "@notice-consent/contract";
import type { Queryable } from "../db/connect.ts";
import { isLockTimeout } from "../db/failure.ts";
import { defineStatement } from "../db/statement.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import type { Grant } from "../ledger/grants.ts";
import type { IdempotencyScope, KeptAnswer } from "./idempotency.ts";

/** Everything that one decision writes, and what has to hold for it to be written. */
export interface WrittenDecision {
  /** Stands right behind the end of the person's chain as it was read. */
  readonly event: LedgerRow;
  readonly noticeUuid: string;
  /** The version that was decided on; it has to be the active one still. */
  readonly versionUuid: string;
  readonly grants: readonly Grant[];
  /** The answer, where it is kept under a key. */
  readonly kept: (KeptAnswer & { readonly scope: IdempotencyScope }) | undefined;
}

/**
 * Writes a decision in one statement: whole, or not at all where what it rests on has changed since it was read.
 * Every change to a person's decisions ends their chain anew, so an unchanged end says that nothing has changed.
 * `stale`: read again. Throws `IDEMPOTENCY_IN_PROGRESS` while another request holds the key.
 */
export async function writeDecision(tx: Queryable, decision: WrittenDecision): Promise<"written" | "stale"> {
  const { event, noticeUuid, versionUuid, grants, kept } = decision;
  try {
    const rows = await write(
      tx,
      event.personUuid,
      event.position,
      event.previousHash,
      noticeUuid,
      versionUuid,
      event.uuid,
      event.workspaceUuid,
      event.identityUuid,
      event.kind,
      event.recordedAt,
      event.payload,
      event.sealed,
      event.hash,
      JSON.stringify(grants),
      kept?.scope.subject ?? null,
      kept?.scope.route ?? null,
      kept?.scope.key ?? null,
      kept?.bodyHash ?? null,
      kept?.answer ?? null,
    );
    return rows === 1 ? "written" : "stale";
  } catch (cause) {
    // A person who is locked is passed over: the statement waits for its key, or, hardly ever, for an alias being renamed.
    if (kept !== undefined && isLockTimeout(cause)) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
    throw cause;
  }
}

type Values = [
  personUuid: string,
  position: number,
  previousHash: string,
  noticeUuid: string,
  versionUuid: string,
  eventUuid: string,
  workspaceUuid: string,
  identityUuid: string,
  kind: string,
  recordedAt: string,
  payload: string,
  sealed: string | null,
  hash: string,
  grants: string,
  subject: string | null,
  route: string | null,
  key: string | null,
  bodyHash: string | null,
  answer: string | null,
];

// Each part reads from the one before it, so that the first that finds nothing keeps all others from writing.
// A primary is told by `coalesce`: `is null` would invite the planner to read a partial index from end to end.
const write = defineStatement<Values>(
  "write_decision",
  `with decider as (
    select uuid from persons
    where uuid = $1::uuid and chain_length = $2::integer - 1 and chain_head = $3::text
      and coalesce(primary_uuid, uuid) = uuid
      and exists (select 1 from notices where uuid = $4::uuid and active_version_uuid = $5::uuid)
    for no key update skip locked
  ), keeping as (
    insert into idempotency_keys (workspace_uuid, subject, route, key, body_hash, answer)
    select $7::uuid, $15::text, $16::text, $17::text, $18::text, $19::text from decider where $17::text is not null
    on conflict (workspace_uuid, subject, route, key)
      do update set body_hash = excluded.body_hash, answer = excluded.answer, created_at = clock_timestamp()
      where idempotency_keys.created_at <= clock_timestamp() - interval '24 hours'
    returning 1
  ), free as (
    select uuid from decider where $17::text is null or exists (select 1 from keeping)
  ), event as (
    insert into ledger_events (uuid, workspace_uuid, person_uuid, identity_uuid, position, kind, notice_uuid,
      recorded_at, payload, sealed, previous_hash, hash)
    select $6::uuid, $7::uuid, uuid, $8::uuid, $2::integer, $9::text, $4::uuid,
      $10::text, $11::text, $12::text, $3::text, $13::text from free
  ), projection as (
    insert into grants (person_uuid, notice_uuid, product_uuid, purpose_uuid, specific_uuid, selected, status,
      data_elements, purpose_digest, notice_version, decided_at, expires_at, event_uuid)
    select free.uuid, $4::uuid, "productUuid", "purposeUuid", "specificUuid", selected, status,
      "dataElements", "purposeDigest", "noticeVersion", $10::text, "expiresAt", $6::uuid
    from free, jsonb_to_recordset($14::jsonb) as row ("productUuid" text, "purposeUuid" uuid, "specificUuid" text,
      selected boolean, status text, "dataElements" jsonb, "purposeDigest" text, "noticeVersion" integer,
      "expiresAt" timestamptz)
    on conflict (person_uuid, notice_uuid, product_uuid, purpose_uuid, specific_uuid) do update set
      selected = excluded.selected, status = excluded.status, data_elements = excluded.data_elements,
      purpose_digest = excluded.purpose_digest, notice_version = excluded.notice_version,
      decided_at = excluded.decided_at, expires_at = excluded.expires_at, event_uuid = excluded.event_uuid
  ), chain_end as (
    update persons set chain_length = $2::integer, chain_head = $13::text from free where persons.uuid = free.uuid
  )
  select 1 from free`,
);
