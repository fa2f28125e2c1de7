import type { Client } from "pg";

/** The workspace and notice that grown people belong to. */
export interface Ground {
  readonly workspaceUuid: string;
  readonly noticeUuid: string;
  readonly purposeUuids: readonly string[];
}

/** Fills a workspace up to a number of people, each with five events, a grant per purpose and a session, by set-based SQL. */
export async function growTo(
  client: Client,
  { workspaceUuid, noticeUuid, purposeUuids }: Ground,
  people: number,
): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int as count from persons where org_user_id like 'grown-%'",
  );
  const from = (rows[0]?.count ?? 0) + 1;
  const uuidOf = (prefix: string) => `md5('${prefix}' || n)::uuid`;
  // The foreign keys hold by the way the rows are made; to check each of millions would take longer than to write it.
  await client.query("set session_replication_role = replica");
  const series = `generate_series(${from}, ${people}) n`;
  await client.query(
    `insert into persons (uuid, workspace_uuid, org_user_id, org_user_id_type, chain_length, chain_head)
     select ${uuidOf("person-")}, $1, 'grown-' || n, 'UCID', 5, repeat('0', 64) from ${series}`,
    [workspaceUuid],
  );
  await client.query(
    `insert into identifiers (workspace_uuid, key, kind, person_uuid)
     select $1, encode(sha256(('grown-' || n)::bytea), 'hex'), 'org_user_id', ${uuidOf("person-")} from ${series}`,
    [workspaceUuid],
  );
  await client.query(
    `insert into ledger_events
       (uuid, workspace_uuid, person_uuid, identity_uuid, position, kind, notice_uuid, recorded_at, payload, previous_hash, hash)
     select gen_random_uuid(), $1, ${uuidOf("person-")}, ${uuidOf("person-")}, position, 'decision', $2,
       '2026-01-01T00:00:00.000000Z', repeat('x', 200), repeat('0', 64), repeat('0', 64)
     from ${series}, generate_series(1, 5) position`,
    [workspaceUuid, noticeUuid],
  );
  await client.query(
    `insert into grants
       (person_uuid, notice_uuid, purpose_uuid, selected, status, data_elements, purpose_digest, notice_version, decided_at, event_uuid)
     select ${uuidOf("person-")}, $1, purpose, true, 'ACTIVE', '{}', '', 1, '2026-01-01T00:00:00.000000Z', ${uuidOf("person-")}
     from ${series}, unnest($2::uuid[]) purpose`,
    [noticeUuid, purposeUuids],
  );
  await client.query(
    `insert into token_families (uuid, workspace_uuid, subject, sealed_identifiers, expires_at)
     select ${uuidOf("family-")}, $1, encode(sha256(('grown-' || n)::bytea), 'hex'), repeat('x', 100), now() + interval '1 day'
     from ${series}`,
    [workspaceUuid],
  );
  await client.query(
    `insert into refresh_tokens (hash, family_uuid)
     select encode(sha256(('token-' || n)::bytea), 'hex'), ${uuidOf("family-")} from ${series}`,
  );
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}
