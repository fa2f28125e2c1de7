import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { longest, putToWork, settle, strikes } from "./run.test-data.ts";
import { type Service, startService } from "./service.test-data.ts";
import type { Workload } from "./workload.test-data.ts";

describeOnPostgres("a service that stands still while people decide", (postgres) => {
  let url: string;
  let service: Service | undefined;
  afterEach(() => service?.stop());

  const start = async () => {
    url = await postgres.createDatabase();
    service = await startService([], { DATABASE_URL: url });
    return { service, workload: await putToWork(service.reach) };
  };

  const givenUp = ({ operations }: Workload) => operations.filter(({ code }) => code === "no answer").length;

  it(
    "has each decision once when the API goes on after clients have given up [R-N4, R-F2]",
    async () => {
      const { service, workload } = await start();
      for (let stall = 0; stall < strikes(1, 3); stall += 1) {
        await workload.progress(25);
        const before = givenUp(workload);
        service.process().child.kill("SIGSTOP");
        await pause(8000);
        while (givenUp(workload) === before) await pause(50);
        service.process().child.kill("SIGCONT");
      }
      await workload.progress(workload.people * 3);
      await settle(workload, await openServer(url));
      expect(service.hasSurvived()).toBe(true);
    },
    longest,
  );

  it(
    "has each decision once when PostgreSQL goes on after requests have failed [R-N4, R-G4]",
    async () => {
      const { service, workload } = await start();
      for (let stall = 0; stall < strikes(1, 3); stall += 1) {
        await workload.progress(25);
        const before = workload.operations.length;
        const resume = postgres.server.freeze();
        try {
          await pause(5000);
          while (!workload.operations.slice(before).some(({ ending }) => ending === "unknown")) await pause(50);
        } finally {
          resume();
        }
      }
      await workload.progress(workload.people * 3);
      await settle(workload, await openServer(url));
      expect(service.hasSurvived()).toBe(true);
    },
    longest,
  );
});
