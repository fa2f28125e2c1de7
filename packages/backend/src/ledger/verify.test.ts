import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { createTestBackend, field, ids, rows, testContent, type TestBackend } from "../test-backend.test-data.ts";
import { type LedgerRow, writeEvent } from "./chain.ts";
import { createCheckpointService } from "./checkpoint.ts";
import { signCheckpoint, createCheckpointKey } from "./checkpoint-statement.ts";
import { expireGrants } from "./expiry.ts";
import type { Finding } from "./finding.ts";
import { lastCheckpoint } from "./leaves.ts";
import { readChain } from "./store.ts";
import { type Verified, verifyLedger, verifyWithin } from "./verify.ts";

let backend: TestBackend;
let workspaceUuid: string;
/** A person with four events, three of them before the last checkpoint. */
let personUuid: string;
let chain: LedgerRow[];

beforeAll(async () => {
  backend = await createTestBackend();
  workspaceUuid = backend.home.address.workspaceUuid;
  await backend.publish(testContent({ validityDays: 30 }));
  const submit = async (org: string, account: boolean, more = {}) =>
    field(
      (await backend.submit(await backend.tokenFor({ org_user_id: org }), rows(account, true), more)).body,
      "detail",
      "user_uuid",
    );
  await submit("ending", true);
  await expireGrants(backend.database, backend.keys, new Date(Date.now() + 31 * 24 * 60 * 60 * 1000));
  for (const account of [true, false, true]) personUuid = await submit("chained", account);
  await submit("visitor", true, { meta_data: { specific_uuid: "application" } });
  await submit("owner", false);
  await backend.link("owner", ["visitor"]);
  await submit("visitor", false);
  const gone = await submit("gone", true);
  await backend.send("DELETE", `${backend.usersPath}/${gone}`, { key: backend.home.apiKey });
  const checkpoints = createCheckpointService(backend.database, backend.keys);
  await checkpoints.checkpoint(workspaceUuid);
  await backend.createUser({ org_user_id: "between" });
  await checkpoints.checkpoint(workspaceUuid);
  await submit("chained", false);
  chain = await readChain(backend.database.queries, personUuid);
});
afterAll(() => backend.close());

class Undo extends Error {}

/** Changes the data as an owner can who switches triggers and foreign keys off, verifies, and takes it all back. */
async function verifyAfter(tamper: (owner: Queryable) => Promise<unknown>): Promise<Finding[]> {
  const findings: Finding[] = [];
  const undone = backend.database.transaction(async (tx) => {
    await tx.execute(sql`set local role none`);
    await tx.execute(sql`set local session_replication_role = replica`);
    await tamper(tx);
    await verifyWithin(tx, backend.keys, (finding) => findings.push(finding));
    throw new Undo();
  });
  await expect(undone).rejects.toBeInstanceOf(Undo);
  return findings;
}

const at = (position: number): LedgerRow => {
  const row = chain[position - 1];
  if (row === undefined) throw new Error("The chain is too short.");
  return row;
};
const named = (position: number) => ({ workspaceUuid, personUuid, eventUuid: at(position).uuid, position });
const run = (owner: Queryable, text: string) => owner.execute(sql.raw(text));

describe("verifying the ledger", () => {
  it("finds nothing in what the API wrote: decisions, links, expiries, erasures, checkpoints [SEC-B19]", async () => {
    const findings: Finding[] = [];
    const counts = await verifyLedger(backend.database, backend.keys, (finding) => findings.push(finding));
    expect(findings).toEqual([]);
    expect(counts).toEqual({
      persons: 6,
      events: 12,
      grants: expect.any(Number) as number,
      checkpoints: 2,
      findings: 0,
    } satisfies Verified);
  });

  it("names an event whose payload was changed, with whatever hash [SEC-B19]", async () => {
    const change = `payload = replace(payload, '"declined":false', '"declined":true')`;
    expect(
      await verifyAfter((owner) => run(owner, `update ledger_events set ${change} where uuid = '${at(2).uuid}'`)),
    ).toEqual([{ reason: "payload-changed", ...named(2) }]);
    const rehashed = `${change}, hash = encode(sha256(convert_to(replace(payload, '"declined":false', '"declined":true'), 'UTF8')), 'hex')`;
    const findings = await verifyAfter((owner) =>
      run(owner, `update ledger_events set ${rehashed} where uuid = '${at(2).uuid}'`),
    );
    expect(findings).toEqual([{ reason: "event-replaced", ...named(3) }]);
  });

  it("names an event whose columns or sealed words were changed [SEC-B19]", async () => {
    const changes = [
      ["columns-changed", "recorded_at = '2020-01-01T00:00:00.000000Z'"],
      ["columns-changed", "kind = 'expired'"],
      ["columns-changed", "identity_uuid = gen_random_uuid()"],
      ["sealed-changed", "sealed = 'AAAA'"],
      ["sealed-changed", "sealed = null"],
    ] as const;
    for (const [reason, change] of changes) {
      const findings = await verifyAfter((owner) =>
        run(owner, `update ledger_events set ${change} where uuid = '${at(2).uuid}'`),
      );
      expect(findings).toEqual([{ reason, ...named(2) }]);
    }
  });

  it("names events that changed places [SEC-B19]", async () => {
    const findings = await verifyAfter(async (owner) => {
      await run(owner, `update ledger_events set position = -1 where uuid = '${at(1).uuid}'`);
      await run(owner, `update ledger_events set position = 1 where uuid = '${at(2).uuid}'`);
      await run(owner, `update ledger_events set position = 2 where uuid = '${at(1).uuid}'`);
    });
    expect(findings).toContainEqual({ ...named(2), reason: "event-moved", position: 1 });
    expect(findings).toContainEqual({ ...named(1), reason: "event-moved", position: 2 });
  });

  it("names the place of an event that is missing, at the start, in the middle and at the end [SEC-B19]", async () => {
    const without = (position: number) =>
      verifyAfter((owner) => run(owner, `delete from ledger_events where uuid = '${at(position).uuid}'`));
    expect(await without(1)).toEqual([{ reason: "event-missing", ...named(2) }]);
    expect(await without(2)).toEqual([{ reason: "event-missing", ...named(3) }]);
    expect(await without(4)).toEqual([{ reason: "event-missing", workspaceUuid, personUuid, position: 4 }]);
  });

  it("names an event that was put behind the end of a chain [SEC-B19]", async () => {
    const last = at(4);
    const forged = writeEvent({ ...last, uuid: randomUUID(), position: 5, previousHash: last.hash }, {});
    const findings = await verifyAfter((owner) => insertEvent(owner, forged));
    expect(findings).toEqual([
      { reason: "event-inserted", workspaceUuid, personUuid, eventUuid: forged.uuid, position: 5 },
    ]);
  });

  it("names a person whose row tells another end than its chain has [SEC-B19]", async () => {
    const findings = await verifyAfter((owner) =>
      run(owner, `update persons set chain_head = repeat('0', 64) where uuid = '${personUuid}'`),
    );
    expect(findings).toEqual([{ reason: "head-differs", workspaceUuid, personUuid, position: 4 }]);
  });

  it("finds a chain that was written anew from its start, because a checkpoint signed the old one [SEC-B19]", async () => {
    const findings = await verifyAfter(async (owner) => {
      await run(owner, `delete from ledger_events where person_uuid = '${personUuid}'`);
      let previousHash = "";
      for (const row of chain) {
        const content = JSON.parse(row.payload.replaceAll('"selected":true', '"selected":false')) as Record<
          string,
          string
        >;
        const forged = writeEvent({ ...row, previousHash }, content, row.sealed);
        await insertEvent(owner, forged);
        previousHash = forged.hash;
      }
      await run(owner, `update persons set chain_head = '${previousHash}' where uuid = '${personUuid}'`);
      await run(owner, `delete from grants where person_uuid = '${personUuid}'`);
    });
    expect(findings).toContainEqual({
      reason: "history-rewritten",
      workspaceUuid,
      personUuid,
      position: 3,
      checkpoint: 2,
    });
  });

  it("names a person that was removed altogether, against the last checkpoint [SEC-B19]", async () => {
    const remove = async (owner: Queryable) => {
      for (const table of ["ledger_events", "grants", "identifiers"])
        await run(owner, `delete from ${table} where person_uuid = '${personUuid}'`);
      await run(owner, `delete from persons where uuid = '${personUuid}'`);
    };
    expect(await verifyAfter(remove)).toEqual([
      { reason: "person-missing", workspaceUuid, personUuid, position: 3, checkpoint: 2 },
    ]);
    const traceless = await verifyAfter(async (owner) => {
      await remove(owner);
      await run(owner, `delete from ledger_leaves where person_uuid = '${personUuid}'`);
    });
    expect(traceless).toEqual([{ reason: "leaves-differ", workspaceUuid, checkpoint: 2 }]);
  });

  it("names events whose person's row is gone [SEC-B19]", async () => {
    const findings = await verifyAfter((owner) => run(owner, `delete from persons where uuid = '${personUuid}'`));
    for (const position of [1, 2, 3, 4])
      expect(findings).toContainEqual({ reason: "person-missing", ...named(position) });
  });

  it("names a checkpoint that is forged, changed or missing [SEC-B19]", async () => {
    const forgery = await verifyAfter(async (owner) => {
      const last = await lastCheckpoint(owner, workspaceUuid);
      if (last === undefined) throw new Error("There is no checkpoint.");
      const stranger = createCheckpointKey(createInstanceKeys("a secret of somebody else, long enough 0123456789"));
      const forged = await signCheckpoint(stranger, last);
      await run(
        owner,
        `update ledger_checkpoints set statement = '${forged.statement}', hash = '${forged.hash}' where number = 2`,
      );
    });
    expect(forgery).toEqual([{ reason: "checkpoint-forged", workspaceUuid, checkpoint: 2 }]);
    const changed = await verifyAfter((owner) =>
      run(owner, "update ledger_checkpoints set events = 1 where number = 1"),
    );
    expect(changed).toEqual([{ reason: "checkpoint-forged", workspaceUuid, checkpoint: 1 }]);
    const missing = await verifyAfter((owner) => run(owner, "delete from ledger_checkpoints where number = 1"));
    expect(missing).toEqual([{ reason: "checkpoint-missing", workspaceUuid, checkpoint: 2 }]);
  });

  it("names a grant that the events do not give, or give otherwise [SEC-B19]", async () => {
    const where = `person_uuid = '${personUuid}' and purpose_uuid = '${ids.account}'`;
    const finding = {
      reason: "projection-differs",
      workspaceUuid,
      personUuid,
      eventUuid: at(4).uuid,
      note: `purpose ${ids.account}`,
    };
    const changes = [
      `update grants set selected = true, status = 'ACTIVE' where ${where}`,
      `update grants set data_elements = '{}' where ${where}`,
      `update grants set expires_at = now() where ${where}`,
      `delete from grants where ${where}`,
    ];
    for (const change of changes) expect(await verifyAfter((owner) => run(owner, change))).toEqual([finding]);
    const invented = await verifyAfter((owner) =>
      run(
        owner,
        `insert into grants (person_uuid, notice_uuid, product_uuid, purpose_uuid, specific_uuid, selected, status,
           data_elements, purpose_digest, notice_version, decided_at, expires_at, event_uuid)
         select person_uuid, notice_uuid, product_uuid, gen_random_uuid(), specific_uuid, true, 'ACTIVE',
         data_elements, purpose_digest, notice_version, decided_at, expires_at, event_uuid from grants where ${where}`,
      ),
    );
    expect(invented).toMatchObject([{ reason: "projection-differs", personUuid }]);
  });

  it("signs nothing over a history that contradicts the last checkpoint [SEC-B19]", async () => {
    await backend.database.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from persons where uuid = ${personUuid}`);
    });
    const result = await createCheckpointService(backend.database, backend.keys).checkpoint(workspaceUuid);
    expect(result).toMatchObject({ status: "refused", findings: [{ reason: "person-missing", personUuid }] });
  });
});

async function insertEvent(owner: Queryable, row: LedgerRow): Promise<void> {
  await owner.execute(sql`
    insert into ledger_events
      (uuid, workspace_uuid, person_uuid, identity_uuid, position, kind, recorded_at, payload, sealed, previous_hash, hash)
    values (${row.uuid}, ${row.workspaceUuid}, ${row.personUuid}, ${row.identityUuid}, ${row.position}, ${row.kind},
      ${row.recordedAt}, ${row.payload}, ${row.sealed}, ${row.previousHash}, ${row.hash})`);
}
