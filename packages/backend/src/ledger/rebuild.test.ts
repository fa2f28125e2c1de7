import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants } from "../db/schema.ts";
import { createTestBackend, field, ids, rows, type TestBackend } from "../test-backend.test-data.ts";
import type { Finding } from "./finding.ts";
import { readGrants } from "./grants.ts";
import { rebuildProjection } from "./rebuild.ts";
import { verifyLedger } from "./verify.ts";

let backend: TestBackend;
let plain: string;
let primary: string;
let untouched: string;
beforeAll(async () => {
  backend = await createTestBackend();
  const submit = async (org: string, account: boolean, more = {}) =>
    field(
      (await backend.submit(await backend.tokenFor({ org_user_id: org }), rows(account, true), more)).body,
      "detail",
      "user_uuid",
    );
  plain = await submit("plain", true);
  await submit("visitor", true, { meta_data: { specific_uuid: "application" } });
  primary = await submit("owner", false);
  await backend.link("owner", ["visitor"]);
  untouched = await submit("untouched", true);
  const gone = await submit("gone", true);
  await backend.send("DELETE", `${backend.usersPath}/${gone}`, { key: backend.home.apiKey });
}, 240_000);
afterAll(() => backend.close());

async function rebuild() {
  const findings: Finding[] = [];
  const counts = await rebuildProjection(backend.database, backend.keys, (finding) => findings.push(finding));
  return { counts, findings };
}
async function findingsNow(): Promise<Finding[]> {
  const findings: Finding[] = [];
  await verifyLedger(backend.database, backend.keys, (finding) => findings.push(finding));
  return findings;
}

describe("rebuilding the projection", { timeout: 120_000 }, () => {
  it("changes nothing where it is what the events give [SEC-B19]", async () => {
    expect(await rebuild()).toEqual({ counts: { persons: 5, changed: 0, left: 0 }, findings: [] });
  });

  it("gives back what was lost, changed or invented, for linked people too [SEC-B19]", async () => {
    const { queries } = backend.database;
    const before = await Promise.all([plain, primary, untouched].map((uuid) => readGrants(queries, uuid)));
    await queries.delete(grants).where(eq(grants.personUuid, primary));
    await queries.update(grants).set({ selected: false, status: "DECLINED" }).where(eq(grants.personUuid, plain));
    const [grant] = before[2] ?? [];
    if (grant === undefined) throw new Error("Nothing was granted.");
    await queries.insert(grants).values({ ...grant, purposeUuid: ids.disabled });
    expect((await findingsNow()).map(({ reason }) => reason)).toContain("projection-differs");
    expect(await rebuild()).toEqual({ counts: { persons: 5, changed: 3, left: 0 }, findings: [] });
    expect(await findingsNow()).toEqual([]);
    const after = await Promise.all([plain, primary, untouched].map((uuid) => readGrants(queries, uuid)));
    const byPurpose = (one: { purposeUuid: string; specificUuid: string }) => one.purposeUuid + one.specificUuid;
    const sorted = (all: typeof before) =>
      all.map((list) => list.toSorted((one, two) => (byPurpose(one) < byPurpose(two) ? -1 : 1)));
    expect(sorted(after)).toEqual(sorted(before));
  });

  it("leaves a person alone whose chain does not hold, and says where [SEC-B19]", async () => {
    await backend.database.queries.delete(grants).where(eq(grants.personUuid, plain));
    await backend.database.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update ledger_events set payload = '{}' where person_uuid = ${plain}`);
    });
    const { counts, findings } = await rebuild();
    expect(counts).toEqual({ persons: 5, changed: 0, left: 1 });
    expect(findings).toEqual([
      {
        reason: "payload-changed",
        workspaceUuid: backend.home.address.workspaceUuid,
        personUuid: plain,
        position: 1,
      },
    ]);
    expect(await readGrants(backend.database.queries, plain)).toEqual([]);
  });
});
