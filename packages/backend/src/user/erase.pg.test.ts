import { beforeAll, expect, it } from "vitest";
import type { Finding } from "../ledger/finding.ts";
import { readChain } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, patiently, rows, type TestBackend } from "../test-backend.test-data.ts";

describeOnPostgres("erasing a person at the same time", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const erase = (uuid: string) =>
    patiently(() => backend.send("DELETE", `${backend.usersPath}/${uuid}`, { key: backend.home.apiKey }));
  const findings = async () => {
    const found: Finding[] = [];
    await verifyLedger(backend.database, backend.keys, (finding) => found.push(finding));
    return found;
  };

  it("as they decide leaves nothing behind: a decision is before the erasure, or it is refused [SEC-B19]", async () => {
    for (let round = 0; round < 25; round += 1) {
      const org_user_id = `canary-${round}`;
      const tokens = await Promise.all([1, 2, 3].map(() => backend.tokenFor({ org_user_id })));
      const first = await backend.submit(tokens[0] ?? "", rows(true, true));
      const uuid = field(first.body, "detail", "user_uuid");
      const [erased, ...decided] = await Promise.all([
        erase(uuid),
        ...tokens.map((token) => patiently(() => backend.submit(token, rows(false, true)))),
      ]);
      expect(erased.status).toBe(200);
      const recorded = decided.filter(({ status }) => status === 201).length;
      for (const { status } of decided) expect([201, 401]).toContain(status);
      const kinds = (await readChain(backend.database.queries, uuid)).map(({ kind }) => kind);
      expect(kinds).toEqual([...Array<string>(1 + recorded).fill("decision"), "erased"]);
      expect(await query(url, "select 1 from persons where org_user_id = $1", [org_user_id])).toEqual([]);
    }
    expect(await query(url, "select 1 from grants")).toEqual([]);
    expect(await query(url, "select 1 from identifiers")).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it("as another user is linked to them leaves no half of a person [R-F10]", async () => {
    for (let round = 0; round < 25; round += 1) {
      const [primary, alias] = [`head-${round}`, `tail-${round}`];
      const uuid = field((await backend.createUser({ org_user_id: primary })).body, "detail", "uuid");
      await backend.submit(await backend.tokenFor({ org_user_id: alias }), rows(true, true));
      const [erased, linked] = await Promise.all([erase(uuid), patiently(() => backend.link(primary, [alias]))]);
      expect(erased.status).toBe(200);
      expect([200, 404]).toContain(linked.status);
    }
    const half = await query(
      url,
      `select 1 from persons a join persons p on p.uuid = a.primary_uuid
       where (a.erased_at is null) <> (p.erased_at is null)`,
    );
    expect(half).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it("twice erases once", async () => {
    const uuid = field((await backend.createUser({ org_user_id: "twice" })).body, "detail", "uuid");
    const answers = await Promise.all([erase(uuid), erase(uuid), erase(uuid)]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await readChain(backend.database.queries, uuid)).toHaveLength(1);
  });
});
