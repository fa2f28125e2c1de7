import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { type BackendProcess, generateToken, startProcess, submitDecision } from "../backend-process.test-data.ts";
import { openServer } from "../db/server.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { createTestBackend, rows } from "../test-backend.test-data.ts";
import type { WebhookRequest } from "./post.ts";
import { type Receiver, startReceiver } from "./receiver.test-data.ts";
import { createWebhookWorker } from "./worker.ts";

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describeOnPostgres("webhooks on PostgreSQL", (postgres) => {
  describe("a process that is killed between sending and marking", () => {
    const running: BackendProcess[] = [];
    let receiver: Receiver;
    afterAll(async () => {
      await Promise.all(running.map((process) => process.kill()));
      await receiver.close();
    });

    it("leaves an event that is sent again, under the same id and in the same words", async () => {
      const url = await postgres.createDatabase();
      const start = async () => {
        const process = await startProcess(["--port", "0"], { DATABASE_URL: url, CONSENT_WEBHOOK_LOOPBACK: "allow" });
        running.push(process);
        return process;
      };
      const first = await start();
      // The request has arrived, its answer never does.
      receiver = await startReceiver(() => {
        if (receiver.seen.length > 1) return { status: 204 };
        first.child.kill("SIGKILL");
        return undefined;
      });
      const base = `${String(first.ready["url"])}/organisations/${String(first.ready["organisation_uuid"])}/workspaces/${String(first.ready["workspace_uuid"])}/consent-ledger/webhooks`;
      const created = await fetch(base, {
        method: "POST",
        headers: { "X-CMS-API-Key": String(first.ready["cms_api_key"]), "Content-Type": "application/json" },
        body: JSON.stringify({ url: `${receiver.url}/hook` }),
      });
      expect(created.status).toBe(201);
      const token = await generateToken(first, "killed-while-sending");
      expect((await submitDecision(first, token, randomUUID())).status).toBe(201);
      await until(() => receiver.seen.length === 1);
      await until(() => first.child.signalCode !== null);
      expect(await query(url, "select status from webhook_deliveries")).toEqual([{ status: "pending" }]);
      await start();
      // What the dead process holds is passed over until its time has run out.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(receiver.seen).toHaveLength(1);
      await query(url, "update webhook_deliveries set held_until = clock_timestamp()");
      await until(async () => {
        const [row] = await query(url, "select status from webhook_deliveries");
        return row?.["status"] === "delivered";
      });
      const [sent, again] = receiver.seen;
      expect(receiver.seen).toHaveLength(2);
      expect(again?.headers["webhook-id"]).toBe(sent?.headers["webhook-id"]);
      expect(again?.body).toBe(sent?.body);
    });
  });

  it("are sent once by two workers that look at the same moment", async () => {
    const url = await postgres.createDatabase();
    const databases = [await openServer(url), await openServer(url)] as const;
    const backend = await createTestBackend({
      database: databases[0],
      webhookTargets: { allowLoopback: false, resolve: async () => ["93.184.215.14"] },
    });
    const path = backend.usersPath.replace("consent-users", "webhooks");
    for (const host of ["one", "two", "three"]) {
      await backend.send("POST", path, { key: backend.home.apiKey, body: { url: `https://${host}.example/` } });
    }
    for (let count = 0; count < 8; count += 1) {
      await backend.submit(await backend.tokenFor({ org_user_id: `person-${count}` }), rows(true, true));
    }
    const sent: WebhookRequest[] = [];
    const workers = databases.map((database) =>
      createWebhookWorker({
        database,
        keys: backend.keys,
        post: async (request) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          sent.push(request);
          return { status: "answered", code: 200 };
        },
        now: async () => new Date(Date.now() + 1000),
        random: () => 0.5,
      }),
    );
    for (let round = 0; round < 3; round += 1) await Promise.all(workers.map((worker) => worker.deliverDue()));
    const told = sent.map((request) => `${request.url} ${request.headers["webhook-id"]}`);
    expect(told).toHaveLength(24);
    expect(new Set(told).size).toBe(24);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("never cost a decision: a webhook may be deleted at the same moment", async () => {
    const url = await postgres.createDatabase();
    const database = await openServer(url);
    const backend = await createTestBackend({
      database,
      webhookTargets: { allowLoopback: false, resolve: async () => ["93.184.215.14"] },
    });
    const path = backend.usersPath.replace("consent-users", "webhooks");
    const key = backend.home.apiKey;
    const tokens = await Promise.all(
      Array.from({ length: 10 }, (_, index) => backend.tokenFor({ org_user_id: `racer-${index}` })),
    );
    for (let round = 0; round < 10; round += 1) {
      const created = await backend.send("POST", path, { key, body: { url: "https://hooks.example/" } });
      const { uuid } = (created.body as { detail: { uuid: string } }).detail;
      const [removed, ...submitted] = await Promise.all([
        backend.send("DELETE", `${path}/${uuid}`, { key }),
        ...tokens.slice(0, 5).map((token) => backend.submit(token, rows(true, round % 2 === 0))),
      ]);
      expect([removed.status, ...submitted.map(({ status }) => status)]).toEqual([200, 201, 201, 201, 201, 201]);
    }
    await database.close();
  });
});
