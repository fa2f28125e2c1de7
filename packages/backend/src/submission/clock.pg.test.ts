import { beforeAll, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import type { Finding } from "../ledger/finding.ts";
import { readChain } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, ids, patiently, rows } from "../test-backend.test-data.ts";
import { createTestUsersApi, type TestUsersApi } from "../users-api/test-users-api.test-data.ts";

/** A clock of the database that can be set, found before its own. */
const settableClock = `
  create table public.clock_ahead (by interval not null);
  insert into public.clock_ahead values ('0');
  grant select on public.clock_ahead to public;
  create function public.clock_timestamp() returns timestamptz language sql volatile as
    $$ select pg_catalog.clock_timestamp() + (select by from public.clock_ahead) $$;`;

describeOnPostgres("decisions while the database's clock is set back", (postgres) => {
  let url: string;
  let api: TestUsersApi;
  beforeAll(async () => {
    url = await postgres.createDatabase();
    await query(url, settableClock);
    await query(url, `alter database ${new URL(url).pathname.slice(1)} set search_path = public, pg_catalog`);
    api = await createTestUsersApi({ schema: 2 }, { database: await openServer(url) });
    return () => api.close();
  });

  const setAhead = (seconds: number) => query(url, "update clock_ahead set by = $1::interval", [`${seconds} s`]);

  it("keep the order of their dates, and the last one holds, in the ledger too [R-G7, U39]", async () => {
    const { backend } = api;
    const token = await backend.tokenFor({ org_user_id: "set-back" });
    const other = await backend.tokenFor({ org_user_id: "other" });
    const decide = (by: string) => patiently(() => backend.submit(by, rows(true, true)));
    const uuid = field((await decide(token)).body, "detail", "user_uuid");
    await decide(other);
    await setAhead(30);
    const consents = { purposes: [{ id: ids.account, enabled: false }] };
    expect((await patiently(() => api.createEvent({ user: { id: uuid }, consents }))).status).toBe(200);
    await setAhead(0);
    expect((await decide(token)).status).toBe(201);
    expect((await patiently(() => backend.link("set-back", ["other"]))).status).toBe(200);
    expect((await decide(token)).status).toBe(201);
    expect((await backend.read(token)).status).toBe(409);
    const chain = await readChain(backend.database.queries, uuid);
    expect(chain.map(({ kind }) => kind)).toEqual(["decision", "event", "decision", "link", "decision"]);
    const dates = chain.map(({ recordedAt }) => recordedAt);
    expect(dates).toEqual([...new Set(dates)].sort());
    const findings: Finding[] = [];
    await verifyLedger(backend.database, backend.keys, (finding) => findings.push(finding));
    expect(findings).toEqual([]);
  });
});
