import { once } from "node:events";
import { afterEach, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { longest, putToWork, settle, strikes, tell } from "./run.test-data.ts";
import { type Service, startService } from "./service.test-data.ts";

describeOnPostgres("an API process that is struck while people decide", (postgres) => {
  let url: string;
  let service: Service | undefined;
  afterEach(() => service?.stop());

  const start = async (options: Parameters<typeof putToWork>[1] = {}) => {
    url = await postgres.createDatabase();
    service = await startService([], { DATABASE_URL: url });
    return { service, workload: await putToWork(service.reach, options) };
  };

  it(
    "loses and doubles nothing when it is killed again and again [R-N1, R-G1, R-F2]",
    async () => {
      const { service, workload } = await start();
      const recoveries: number[] = [];
      for (let kill = 0; kill < strikes(2, 20); kill += 1) {
        await workload.progress(20 + 15 * (kill % 3));
        await service.process().kill();
        recoveries.push(await service.restart());
      }
      await workload.progress(workload.people);
      tell(`ready again after ${recoveries.map(Math.round).join(", ")} ms`);
      await settle(workload, await openServer(url));
      expect(service.hasSurvived()).toBe(true);
    },
    longest,
  );

  it(
    "answers everything that it had been sent before it was told to stop [R-N9, R-G6]",
    async () => {
      // Nobody gives up here: no answer means that the service dropped the request.
      const { service, workload } = await start({ deadlineMs: 120_000 });
      for (let stop = 0; stop < strikes(2, 10); stop += 1) {
        await workload.progress(20);
        const { child } = service.process();
        const exited = once(child, "exit");
        const told = performance.now();
        child.kill("SIGTERM");
        expect(await exited).toEqual([0, null]);
        await service.restart();
        await workload.progress(1);
        const dropped = workload.operations.filter(
          ({ code, sent, end }) => code === "no answer" && sent !== undefined && sent < told && end > told,
        );
        expect(dropped).toEqual([]);
      }
      await settle(workload, await openServer(url));
    },
    longest,
  );
});
