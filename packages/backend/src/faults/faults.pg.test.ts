import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { checkHistory, startFaultProxy } from "@notice-consent/testing/faults";
import { findPostgresBinaries } from "@notice-consent/testing/postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BackendProcess, startProcess } from "../backend-process.test-data.ts";
import type { Database } from "../db/connect.ts";
import { openEmbedded } from "../db/embedded.ts";
import { openServer } from "../db/server.ts";
import { query, startTestPostgres, type TestPostgres } from "../postgres.test-data.ts";
import { readFinalState } from "./final-state.test-data.ts";
import { startWorkload, type Workload } from "./workload.test-data.ts";

/** `pnpm bench:faults` strikes as often as the plan says; the test command a few times. */
const isDeep = process.env["DEEP"] === "1";
const strikes = (few: number, many: number) => (isDeep ? many : few);
const seed = Number(process.env["FAULT_SEED"] ?? 20_261_121);
const people = isDeep ? 20 : 6;
const environment = { CONSENT_RATE_LIMIT_FACTOR: "1000" };
const longest = isDeep ? 300_000 : 60_000;

/** A backend that is started again on its own port whenever it ends. */
async function supervise(args: readonly string[], more: Readonly<Record<string, string>>) {
  let current: BackendProcess = await startProcess([...args, "--port", "0"], { ...environment, ...more });
  const url = String(current.ready["url"]);
  const apiKey = String(current.ready["cms_api_key"]);
  return {
    reach: () => ({ url, apiKey }),
    process: () => current,
    hasSurvived: () => current.child.exitCode === null && current.child.signalCode === null,
    async restart(): Promise<number> {
      const start = performance.now();
      current = await startProcess([...args, "--port", new URL(url).port], { ...environment, ...more });
      return performance.now() - start;
    },
    stop: () => current.kill(),
  };
}

type Supervised = Awaited<ReturnType<typeof supervise>>;

/** Ends the work and holds what was answered against what is stored. */
async function settle(workload: Workload, database: Database): Promise<void> {
  await workload.stop();
  const final = await readFinalState(database.queries);
  await database.close();
  const submissions = workload.operations.filter(({ kind }) => kind === "submit");
  const count = (ending: string) => submissions.filter((submission) => submission.ending === ending).length;
  const acknowledged = count("ok");
  const refusals = new Set(submissions.filter(({ ending }) => ending !== "ok").map(({ code }) => code));
  console.log(
    `seed ${seed}: ${acknowledged} decisions acknowledged, ${count("unknown")} tries without a definite answer (${[...refusals].join(", ")})`,
  );
  expect(acknowledged).toBeGreaterThan(people);
  expect(checkHistory(workload.operations, final)).toEqual([]);
  expect(workload.bareFailures).toEqual([]);
}

describe.skipIf(findPostgresBinaries() === undefined)("a service that is struck while people decide", () => {
  let postgres: TestPostgres;
  let url: string;
  let backend: Supervised | undefined;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  });
  afterEach(() => backend?.stop());
  afterAll(() => postgres.server.stop());

  const start = async (databaseUrl?: string) => {
    url = await postgres.createDatabase();
    backend = await supervise([], { DATABASE_URL: databaseUrl ?? url });
    return { backend, workload: await startWorkload(backend.reach, people, seed) };
  };

  it(
    "loses and doubles nothing when the API is killed again and again (N1) [R-G1, R-F2]",
    async () => {
      const { backend, workload } = await start();
      for (let kill = 0; kill < strikes(2, 20); kill += 1) {
        await pause(1000 + 500 * (kill % 3));
        await backend.process().kill();
        const recovery = await backend.restart();
        console.log(`answers again after ${Math.round(recovery)} ms`);
      }
      await pause(500);
      await settle(workload, await openServer(url));
      expect(backend.hasSurvived()).toBe(true);
    },
    longest,
  );

  it(
    "loses nothing it acknowledged when PostgreSQL is killed (N2) [R-G2]",
    async () => {
      const { backend, workload } = await start();
      for (let kill = 0; kill < strikes(1, 6); kill += 1) {
        await pause(1500);
        await postgres.server.kill();
        await pause(300);
        await postgres.server.restart();
      }
      await pause(1500);
      await settle(workload, await openServer(url));
      expect(backend.hasSurvived()).toBe(true);
    },
    longest,
  );

  it(
    "heals when its connections are ended at random (N3) [R-G2]",
    async () => {
      const { backend, workload } = await start();
      for (let strike = 0; strike < strikes(10, 100); strike += 1) {
        await pause(200);
        await query(
          url,
          `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() order by random() limit 2`,
        );
      }
      await pause(500);
      await settle(workload, await openServer(url));
      expect(backend.hasSurvived()).toBe(true);
    },
    longest,
  );

  it(
    "resolves lost commits by their keys when the way to the database breaks (N5) [R-F2]",
    async () => {
      const proxy = await startFaultProxy({ targetPort: postgres.server.port, seed });
      url = await postgres.createDatabase();
      const through = new URL(url);
      through.port = String(proxy.port);
      backend = await supervise([], { DATABASE_URL: through.href });
      const workload = await startWorkload(backend.reach, people, seed);
      proxy.schedule({ share: 0.3, kinds: ["delay", "jitter", "lost-answer", "cut-mid-body", "half-close", "refuse"] });
      for (let strike = 0; strike < strikes(15, 150); strike += 1) {
        await pause(200);
        proxy.resetAll();
      }
      proxy.schedule(undefined);
      proxy.resetAll();
      await pause(500);
      await settle(workload, await openServer(url));
      expect(backend.hasSurvived()).toBe(true);
      await backend.stop();
      await proxy.close();
    },
    longest,
  );

  it(
    "finishes what it has begun when it is told to stop (N9) [R-G6]",
    async () => {
      const { backend, workload } = await start();
      for (let stop = 0; stop < strikes(2, 10); stop += 1) {
        await pause(1000);
        const { child } = backend.process();
        const exited = once(child, "exit");
        child.kill("SIGTERM");
        expect(await exited).toEqual([0, null]);
        await backend.restart();
      }
      await pause(500);
      await settle(workload, await openServer(url));
    },
    longest,
  );
});

describe("an embedded database that is killed", () => {
  it(
    "loses nothing it acknowledged (N11) [R-G3]",
    async () => {
      const data = mkdtempSync(join(tmpdir(), "consent-faults-"));
      const backend = await supervise(["--data", data], {});
      try {
        const workload = await startWorkload(backend.reach, people, seed);
        for (let kill = 0; kill < strikes(2, 12); kill += 1) {
          await pause(1200);
          await backend.process().kill();
          await backend.restart();
        }
        await pause(500);
        await workload.stop();
        await backend.stop();
        await settle(workload, await openEmbedded(data));
        expect(backend.hasSurvived()).toBe(false);
      } finally {
        await backend.stop();
        rmSync(data, { recursive: true, force: true });
      }
    },
    longest,
  );
});
