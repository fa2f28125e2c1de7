import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { beforeAll, expect, it } from "vitest";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { verifyChain } from "../ledger/chain.ts";
import type { Finding } from "../ledger/finding.ts";
import { readChain } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { connect, describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, patiently, rows, type TestBackend } from "../test-backend.test-data.ts";

/** Any number that nobody else locks. */
const gate = 7_310_455;

// The one relation that the statement looks at before the person, made to wait: by then its view of the data is taken.
const stand = `
  create function wait_at_the_gate() returns boolean language plpgsql as $$ begin
    if current_query() like 'with decider as%' then
      perform set_config('lock_timeout', '0', true), pg_advisory_xact_lock_shared(${gate});
    end if;
    return true;
  end $$;
  alter table notices rename to notices_behind;
  create view notices as select * from notices_behind where wait_at_the_gate();
  grant select on notices to public;`;

describeOnPostgres("a decision whose person changes between the statement's look and its lock", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
    await query(url, stand);
  });

  async function waiters(holder: Client): Promise<number> {
    const { rowCount } = await holder.query(
      "select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted",
      [gate],
    );
    return rowCount ?? 0;
  }

  /** Sends a decision and keeps its writing statement at the gate while `meanwhile` runs. */
  async function submitAround(token: string, meanwhile: () => Promise<unknown>, headers: Record<string, string>) {
    const holder = await connect(url);
    try {
      await holder.query("select pg_advisory_lock($1)", [gate]);
      const state = { isAnswered: false };
      const submission = backend.submit(token, rows(false, true), {}, headers).finally(() => (state.isAnswered = true));
      while ((await waiters(holder)) === 0 && !state.isAnswered);
      const didWait = !state.isAnswered;
      await meanwhile();
      await holder.query("select pg_advisory_unlock($1)", [gate]);
      return { answer: await submission, didWait };
    } finally {
      await holder.end();
    }
  }

  /** Has somebody decide, and once more around what `meanwhile` changes of them. */
  async function decideAround(
    name: string,
    meanwhile: (person: { readonly orgUserId: string; readonly uuid: string }) => Promise<unknown>,
    headers: Record<string, string> = {},
  ) {
    for (let round = 0; ; round += 1) {
      const orgUserId = `${name}-${round}`;
      const { token, uuid } = await decideOnce(orgUserId);
      const { answer, didWait } = await submitAround(token, () => meanwhile({ orgUserId, uuid }), headers);
      // A statement that a busy machine kept at the gate for too long has given up: somebody else's turn.
      if (answer.status === 503) continue;
      expect(didWait).toBe(true);
      return { answer, uuid };
    }
  }

  async function decideOnce(orgUserId: string) {
    const token = await backend.tokenFor({ org_user_id: orgUserId });
    const first = await patiently(() => backend.submit(token, rows(true, true)));
    return { token, uuid: field(first.body, "detail", "user_uuid") };
  }

  const kindsOf = async (uuid: string) => {
    const chain = await readChain(backend.database.queries, uuid);
    expect(verifyChain(chain).status).toBe("intact");
    return chain.map(({ kind }) => kind);
  };
  const findings = async () => {
    const found: Finding[] = [];
    await verifyLedger(backend.database, backend.keys, (finding) => found.push(finding));
    return found;
  };

  it("is written, chain's end and all, where what changed was only the name [R-F9]", async () => {
    const { answer, uuid } = await decideAround("named", (person) =>
      query(url, "update persons set name = 'New', revision = revision + 1 where uuid = $1", [person.uuid]),
    );
    expect([answer.status, await kindsOf(uuid)]).toEqual([201, ["decision", "decision"]]);
    expect(await findings()).toEqual([]);
  });

  it("stands behind a link that was written meanwhile [R-F9, W25]", async () => {
    await decideOnce("tail");
    const { answer, uuid } = await decideAround("head", ({ orgUserId }) => backend.link(orgUserId, ["tail"]));
    expect([answer.status, await kindsOf(uuid)]).toEqual([201, ["decision", "link", "decision"]]);
    expect(await findings()).toEqual([]);
  });

  it("counts for the primary whose alias its person became meanwhile [R-F10]", async () => {
    const primary = await decideOnce("becomes-primary");
    const { answer, uuid } = await decideAround("becomes-alias", ({ orgUserId }) =>
      backend.link("becomes-primary", [orgUserId]),
    );
    expect([answer.status, field(answer.body, "detail", "user_uuid")]).toEqual([201, primary.uuid]);
    expect(await kindsOf(uuid)).toEqual(["decision"]);
    expect((await kindsOf(primary.uuid)).slice(-2)).toEqual(["link", "decision"]);
    expect(await findings()).toEqual([]);
  });

  it("is refused where the person was erased meanwhile, and leaves nothing [SEC-B19]", async () => {
    const { answer, uuid } = await decideAround(
      "erased",
      (person) => backend.send("DELETE", `${backend.usersPath}/${person.uuid}`, { key: backend.home.apiKey }),
      { "Idempotency-Key": randomUUID() },
    );
    expect([answer.status, await kindsOf(uuid)]).toEqual([401, ["decision", "erased"]]);
    expect(await query(url, "select 1 from grants where person_uuid = $1", [uuid])).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it("is not written where its key was used for another meanwhile [R-F3, W22]", async () => {
    const { workspaceUuid } = backend.home.address;
    const key = randomUUID();
    const { answer, uuid } = await decideAround(
      "keyed",
      ({ orgUserId }) =>
        query(
          url,
          `insert into idempotency_keys (workspace_uuid, subject, route, key, body_hash, answer)
           values ($1, $2, 'consent.submit', $3, 'another', 'answer')`,
          [workspaceUuid, backend.keys.identifierKey(workspaceUuid, "org_user_id", orgUserId), key],
        ),
      { "Idempotency-Key": key },
    );
    expect([answer.status, errorCodeOf(answer)]).toEqual([422, "IDEMPOTENCY_MISMATCH"]);
    expect(await kindsOf(uuid)).toEqual(["decision"]);
    expect(await findings()).toEqual([]);
  });
});
