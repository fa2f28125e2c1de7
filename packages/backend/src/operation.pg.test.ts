import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "./db/server.ts";
import { describeOnPostgres, query, startTestPostgres, type TestPostgres } from "./postgres.test-data.ts";
import { limits } from "./rate-limit/limits.ts";
import { type RunningBackend, startBackend } from "./serve.ts";
import { createTestBackend, field, rows } from "./test-backend.test-data.ts";

describeOnPostgres("operating on PostgreSQL", (postgres) => {
  it("refreshes are limited over all processes together, at once [SEC-B12]", async () => {
    const url = await postgres.createDatabase();
    const databases = [await openServer(url), await openServer(url)] as const;
    const one = await createTestBackend({ database: databases[0], rateLimitFactor: 1 });
    const other = await createTestBackend({ database: databases[1], keys: one.keys, rateLimitFactor: 1 });
    const refreshToken = field((await one.generate({ org_user_id: "storm" })).body, "detail", "refresh_token");
    const path = `${one.publicPath}/tokens/refresh`;
    const start = performance.now();
    const received = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        (index % 2 === 0 ? one : other).send("POST", path, { body: { refresh_token: refreshToken } }),
      ),
    );
    const refilled = Math.ceil(((performance.now() - start) / 60_000) * limits.refreshByFamily.perMinute);
    const passed = received.filter(({ status }) => status !== 429 && status !== 503);
    expect(passed.length).toBeLessThanOrEqual(limits.refreshByFamily.burst + refilled);
    expect(received.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("answers 503 with Retry-After within about a second while every connection is taken [R-G4]", async () => {
    const url = await postgres.createDatabase();
    const database = await openServer(url, { poolSize: 4 });
    const backend = await createTestBackend({ database });
    const token = await backend.tokenFor({ org_user_id: "waiting" });
    // Four statements that sleep until the statement time-out ends them.
    const sleeping = Array.from({ length: 4 }, () =>
      database.queries.execute("select pg_sleep(20)").catch(() => "cut"),
    );
    await wait(100);
    const start = performance.now();
    const received = await Promise.all(Array.from({ length: 20 }, () => backend.read(token)));
    expect(performance.now() - start).toBeLessThan(2500);
    expect(new Set(received.map(({ status }) => status))).toEqual(new Set([503]));
    expect(received.every(({ headers }) => headers.get("retry-after") === "1")).toBe(true);
    expect(await Promise.all(sleeping)).toEqual(["cut", "cut", "cut", "cut"]);
    expect((await backend.read(token)).status).toBe(200);
    await database.close();
  });

  it("turns requests away at once when the queue for a connection is long [R-G4]", async () => {
    const url = await postgres.createDatabase();
    const database = await openServer(url, { poolSize: 1 });
    const backend = await createTestBackend({ database });
    const token = await backend.tokenFor({ org_user_id: "queueing" });
    const sleeping = database.queries.execute("select pg_sleep(20)").catch(() => "cut");
    await wait(50);
    const queue = Array.from({ length: 40 }, () => backend.read(token));
    await expect.poll(() => database.pool?.().waiting, { interval: 5, timeout: 20_000 }).toBeGreaterThan(20);
    const start = performance.now();
    const late = await backend.read(token);
    expect([late.status, late.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(performance.now() - start).toBeLessThan(500);
    await Promise.all([...queue, sleeping]);
    await database.close();
  });

  describe("a server that goes away", () => {
    let own: TestPostgres;
    let backend: RunningBackend;
    beforeAll(async () => {
      own = await startTestPostgres();
      backend = await startBackend({ port: 0, databaseUrl: await own.createDatabase(), environment: {} });
    });
    afterAll(async () => {
      await backend.close();
      await own.server.stop();
    });

    it("makes it answer 503, unready and alive, until the server is back, without a restart [R-G2, SEC-B23]", async () => {
      const origin = new URL(backend.url).origin;
      const scope = `organisations/${backend.organisationUuid}/workspaces/${backend.workspaceUuid}`;
      const generate = () =>
        fetch(`${backend.url}/public/${scope}/tokens/generate`, {
          method: "POST",
          headers: { "X-CMS-API-Key": backend.cmsApiKey, "Content-Type": "application/json" },
          body: JSON.stringify({ org_user_id: "steady" }),
        });
      expect((await generate()).status).toBe(200);
      await own.server.kill();
      for (let count = 0; count < 5; count += 1) {
        const refused = await generate();
        expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
        expect(await refused.json()).toMatchObject({ detail: { error_code: "SERVICE_UNAVAILABLE" } });
      }
      expect((await fetch(`${origin}/ready`)).status).toBe(503);
      expect((await fetch(`${origin}/health`)).status).toBe(200);
      await own.server.restart();
      const start = performance.now();
      while ((await fetch(`${origin}/ready`)).status !== 200) await wait(50);
      expect(performance.now() - start).toBeLessThan(5000);
      expect((await generate()).status).toBe(200);
    });
  });

  it("loses no request when it is stopped under load [R-G6]", async () => {
    const url = await postgres.createDatabase();
    const backend = await startBackend({ port: 0, databaseUrl: url, environment: { CONSENT_POOL_SIZE: "4" } });
    const scope = `organisations/${backend.organisationUuid}/workspaces/${backend.workspaceUuid}`;
    const [, shop] = backend.notices;
    const base = `${backend.url}/public/${scope}`;
    const generated = await fetch(`${base}/tokens/generate`, {
      method: "POST",
      headers: { "X-CMS-API-Key": backend.cmsApiKey, "Content-Type": "application/json" },
      body: JSON.stringify({ org_user_id: "busy" }),
    });
    const token = field(await generated.json(), "detail", "token");
    const detail = (await (await fetch(`${base}/notices/get-notice/${shop?.uuid}`)).json()) as {
      detail: { active_config: { purposes: { uuid: string }[] } };
    };
    const purposes = detail.detail.active_config.purposes.map(({ uuid }) => ({ purpose_uuid: uuid, selected: true }));
    const life = { stopping: false };
    const statuses: number[] = [];
    const failures: unknown[] = [];
    const client = async (): Promise<void> => {
      while (!life.stopping) {
        try {
          const answer = await fetch(`${base}/submit-consent`, {
            method: "POST",
            headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
            body: JSON.stringify({ notice_uuid: shop?.uuid, purposes }),
          });
          await answer.text();
          statuses.push(answer.status);
        } catch (failure) {
          failures.push(failure);
        }
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await wait(400);
    life.stopping = true;
    const start = performance.now();
    await Promise.all([backend.close(), ...clients]);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(failures).toEqual([]);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const [count] = await query(url, "select count(*)::int as events from ledger_events");
    expect(count).toEqual({ events: statuses.length });
  });

  it("records a decision beside a webhook that nobody answers", async () => {
    const database = await openServer(await postgres.createDatabase());
    const backend = await createTestBackend({
      database,
      webhookTargets: { allowLoopback: false, resolve: async () => ["93.184.215.14"] },
    });
    const path = backend.usersPath.replace("consent-users", "webhooks");
    await backend.send("POST", path, { key: backend.home.apiKey, body: { url: "https://silent.example/" } });
    const token = await backend.tokenFor({ org_user_id: "unbothered" });
    expect((await backend.submit(token, rows(true, true))).status).toBe(201);
    await database.close();
  });
});
