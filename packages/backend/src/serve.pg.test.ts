import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type BackendProcess,
  generateToken,
  sendDecision,
  startProcess,
  submitDecision,
} from "./backend-process.test-data.ts";
import { connect, describeOnPostgres, query } from "./postgres.test-data.ts";
import { demoNotices } from "./seed/notices/notices.ts";

describeOnPostgres("a backend process on PostgreSQL", (postgres) => {
  let url: string;
  const running: BackendProcess[] = [];
  const start = async (): Promise<BackendProcess> => {
    const process = await startProcess(["--port", "0"], { DATABASE_URL: url });
    running.push(process);
    return process;
  };
  beforeAll(async () => {
    url = await postgres.createDatabase();
  });
  afterAll(async () => {
    await Promise.all(running.map((process) => process.kill()));
  });

  const eventsOf = (orgUserId: string) =>
    query(url, "select e.uuid from ledger_events e join persons p on p.uuid = e.person_uuid where p.org_user_id = $1", [
      orgUserId,
    ]);

  it("ends with one event when it is killed after the commit and before its answer is read [R-G1, R-F2, R-A4]", async () => {
    const process = await start();
    const token = await generateToken(process, "unread");
    const key = randomUUID();
    const socket = await sendDecision(process, token, key);
    while ((await eventsOf("unread")).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await process.kill();
    socket.destroy();
    const again = await start();
    const answer = await submitDecision(again, token, key);
    expect(answer.status).toBe(201);
    const body = (await answer.json()) as { detail: { event_uuid: string } };
    expect(await eventsOf("unread")).toEqual([{ uuid: body.detail.event_uuid }]);
    await again.kill();
  });

  it("ends with one event when it is killed before the commit [R-G1]", async () => {
    const process = await start();
    const token = await generateToken(process, "uncommitted");
    expect((await submitDecision(process, token, randomUUID())).status).toBe(201);
    const holder = await connect(url);
    await holder.query("begin");
    await holder.query("select 1 from persons where org_user_id = 'uncommitted' for update");
    const key = randomUUID();
    const socket = await sendDecision(process, token, key);
    const waiting = () => holder.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'");
    while ((await waiting()).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await process.kill();
    socket.destroy();
    await holder.query("rollback");
    await holder.end();
    const again = await start();
    expect(await eventsOf("uncommitted")).toHaveLength(1);
    expect((await submitDecision(again, token, key)).status).toBe(201);
    expect(await eventsOf("uncommitted")).toHaveLength(2);
    await again.kill();
  });

  it("may be one of several on one database, which migrate and seed it together", async () => {
    url = await postgres.createDatabase();
    const processes = await Promise.all([start(), start(), start()]);
    const keys = new Set(processes.map(({ ready }) => ready["cms_api_key"]));
    expect(keys.size).toBe(1);
    const [first, second] = processes;
    if (first === undefined || second === undefined) throw new Error("No processes.");
    const token = await generateToken(first, "roaming");
    expect((await submitDecision(second, token, randomUUID())).status).toBe(201);
    expect(await query(url, "select number from notice_versions")).toEqual(demoNotices.map(() => ({ number: 1 })));
  });

  it("stops on SIGTERM with code 0", async () => {
    const process = await start();
    process.child.kill("SIGTERM");
    expect(await once(process.child, "exit")).toEqual([0, null]);
  });
});
