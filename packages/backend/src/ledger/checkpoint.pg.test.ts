import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/connect.ts";
import { openServer } from "../db/server.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { patiently, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";
import { createCheckpointService } from "./checkpoint.ts";
import { expireGrants } from "./expiry.ts";
import type { Finding } from "./finding.ts";
import { verifyLedger } from "./verify.ts";

describeOnPostgres("the ledger while people decide", (postgres) => {
  let url: string;
  let backend: TestBackend;
  let other: Database;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
    other = await openServer(url);
  });
  afterAll(async () => {
    await other.close();
  });

  const findings = async () => {
    const found: Finding[] = [];
    await verifyLedger(other, backend.keys, (finding) => found.push(finding));
    return found;
  };

  async function decideInParallel(persons: number, times: number, name: string): Promise<void> {
    await Promise.all(
      Array.from({ length: persons }, async (_, person) => {
        const token = await backend.tokenFor({ org_user_id: `${name}-${person}` });
        for (let index = 0; index < times; index += 1) {
          expect((await patiently(() => backend.submit(token, rows(index % 2 === 0, true)))).status).toBe(201);
        }
      }),
    );
  }

  it("is signed by two processes at once, each checkpoint of one moment, none refused [SEC-B19]", async () => {
    const { workspaceUuid } = backend.home.address;
    const deciding = decideInParallel(12, 12, "signed");
    const decided = { yet: false };
    void deciding.finally(() => (decided.yet = true));
    const sign = async (database: Database): Promise<string[]> => {
      const checkpoints = createCheckpointService(database, backend.keys);
      const statuses: string[] = [];
      while (!decided.yet) statuses.push((await checkpoints.checkpoint(workspaceUuid)).status);
      return statuses;
    };
    const verified = findings();
    const [mine, theirs] = await Promise.all([sign(backend.database), sign(other), deciding]);
    const statuses = [...mine, ...theirs];
    expect(new Set(statuses)).not.toContain("refused");
    expect(statuses.filter((status) => status === "written").length).toBeGreaterThan(1);
    expect(await verified).toEqual([]);
    expect(await findings()).toEqual([]);
    const [last] = await query(url, "select max(number) as last, count(*)::int as count from ledger_checkpoints");
    expect(last?.["last"]).toBe(last?.["count"]);
    await createCheckpointService(other, backend.keys).checkpoint(workspaceUuid);
    expect(await createCheckpointService(other, backend.keys).checkpoint(workspaceUuid)).toEqual({
      status: "unchanged",
    });
    const [end] = await query(url, "select events, persons from ledger_checkpoints order by number desc limit 1");
    expect(end).toEqual({ events: "144", persons: "12" });
  });

  it("has one event for each grant that ended, whoever sweeps, and none for one that was given anew", async () => {
    await backend.publish(testContent({ validityDays: 10 }));
    await decideInParallel(10, 1, "ending");
    const later = new Date(Date.now() + 11 * 24 * 60 * 60 * 1000);
    const sweep = () =>
      Promise.all([expireGrants(backend.database, backend.keys, later), expireGrants(other, backend.keys, later)]).then(
        ([mine, theirs]) => mine + theirs,
      );
    const ended = async () => query(url, "select count(*)::int as count from ledger_events where kind = 'expired'");
    const grants = await query(
      url,
      "select count(*)::int as count from grants where status = 'ACTIVE' and expires_at < now() + interval '11 days'",
    );
    const first = await sweep();
    expect(first).toBe(10);
    expect(grants).toEqual([{ count: first }]);
    expect(await ended()).toEqual([{ count: first }]);
    const [meanwhile] = await Promise.all([sweep(), decideInParallel(10, 3, "ending")]);
    expect(await ended()).toEqual([{ count: first + meanwhile }]);
    expect(await findings()).toEqual([]);
  });
});
