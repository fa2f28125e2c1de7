import type { Operation } from "@notice-consent/testing/faults";
import { expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { longest, putToWork, settle, tell } from "./run.test-data.ts";
import { startService } from "./service.test-data.ts";
import { openSlowSockets } from "./slow-sockets.test-data.ts";

describeOnPostgres("good traffic beside bad", (postgres) => {
  it(
    "is answered in full while 500 sockets are slow or send bodies over the limit [R-N10, R-G5]",
    async () => {
      const url = await postgres.createDatabase();
      const service = await startService([], { DATABASE_URL: url });
      try {
        const workload = await putToWork(service.reach, { deadlineMs: 120_000 });
        const during = async (): Promise<readonly Operation[]> => {
          const from = workload.operations.length;
          await workload.progress(1000);
          return workload.operations.slice(from);
        };
        await workload.progress(200);
        const quiet = await during();
        const slow = await openSlowSockets(Number(new URL((await service.reach()).url).port), 500);
        const loud = await during();
        // Long enough for the slow ones to be cut off at least once.
        while (!slow.answers.includes("408") || !slow.answers.includes("413")) await workload.progress(10);
        slow.stop();
        const after = await during();
        const [before, beside, afterwards] = [quiet, loud, after].map(p99);
        const cut = new Set(slow.answers);
        tell(
          `p99 ${before} ms quiet, ${beside} ms beside 500 bad sockets, ${afterwards} ms after; ${slow.answers.length} of them refused (${[...cut].join(", ")})`,
        );
        // Too slow, too much, or turned away because there is too much to do; never let in.
        expect([...cut].filter((status) => !["408", "413", "503"].includes(status))).toEqual([]);
        expect(workload.operations.filter(({ code }) => code === "no answer")).toEqual([]);
        await settle(workload, await openServer(url));
        expect(service.hasSurvived()).toBe(true);
      } finally {
        await service.stop();
      }
    },
    longest,
  );
});

function p99(operations: readonly Operation[]): string {
  const durations = operations.map(({ start, end }) => end - start).toSorted((one, other) => one - other);
  return (durations[Math.floor(durations.length * 0.99)] ?? Number.NaN).toFixed(1);
}
