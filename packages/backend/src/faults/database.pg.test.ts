import { setTimeout as pause } from "node:timers/promises";
import { startFaultProxy } from "@notice-consent/testing/faults";
import { afterEach, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { longest, putToWork, settle, strikes, tell } from "./run.test-data.ts";
import { type Service, startService } from "./service.test-data.ts";

describeOnPostgres(
  "a database that is struck while people decide",
  (postgres) => {
    let url: string;
    let service: Service | undefined;
    afterEach(() => service?.stop());

    const start = async (way: (url: string) => string = (direct) => direct) => {
      url = await postgres.createDatabase();
      service = await startService([], { DATABASE_URL: way(url) });
      return { service, workload: await putToWork(service.reach) };
    };

    /** Asks for readiness until the answer is the expected one. */
    const becomes = async (service: Service, status: number): Promise<void> => {
      const { origin } = new URL((await service.reach()).url);
      while ((await fetch(`${origin}/ready`)).status !== status) await pause(20);
    };

    it(
      "has lost nothing that was acknowledged when PostgreSQL is killed, and is known not to be ready meanwhile [R-N2, R-G2]",
      async () => {
        const { service, workload } = await start();
        const recoveries: number[] = [];
        for (let kill = 0; kill < strikes(1, 6); kill += 1) {
          await workload.progress(25);
          await postgres.server.kill();
          await becomes(service, 503);
          await postgres.server.restart();
          const started = performance.now();
          await workload.progress(1);
          recoveries.push(performance.now() - started);
          await becomes(service, 200);
        }
        await workload.progress(workload.people);
        tell(`decisions again ${recoveries.map(Math.round).join(", ")} ms after PostgreSQL was back`);
        await settle(workload, await openServer(url));
        expect(service.hasSurvived()).toBe(true);
      },
      longest,
    );

    it(
      "is found again when its connections are ended at random [R-N3, R-G2]",
      async () => {
        const { service, workload } = await start();
        for (let strike = 0; strike < strikes(10, 100); strike += 1) {
          await workload.progress(2);
          await query(
            url,
            `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() order by random() limit 2`,
          );
        }
        await workload.progress(workload.people);
        await settle(workload, await openServer(url));
        expect(service.hasSurvived()).toBe(true);
      },
      longest,
    );

    it(
      "has each decision once although the way to it breaks after the commit [R-N5, R-F2]",
      async () => {
        const proxy = await startFaultProxy({ targetPort: postgres.server.port, seed: 5 });
        try {
          const { service, workload } = await start((direct) => {
            const through = new URL(direct);
            through.port = String(proxy.port);
            return through.href;
          });
          for (let strike = 0; strike < strikes(8, 100); strike += 1) {
            proxy.schedule({
              share: 0.3,
              kinds: ["delay", "jitter", "lost-answer", "cut-mid-body", "half-close", "refuse"],
            });
            proxy.resetAll();
            await pause(200);
            proxy.schedule(undefined);
            proxy.resetAll();
            await workload.progress(2);
          }
          await workload.progress(workload.people);
          await settle(workload, await openServer(url));
          expect(service.hasSurvived()).toBe(true);
          expect(proxy.log.filter(({ fault }) => fault.kind !== "pass").length).toBeGreaterThan(0);
          await service.stop();
        } finally {
          await proxy.close();
        }
      },
      longest,
    );
  },
  { fsync: true },
);
