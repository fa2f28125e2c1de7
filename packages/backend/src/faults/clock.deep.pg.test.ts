import { expect, it } from "vitest";
import { generateToken, readNotice } from "../backend-process.test-data.ts";
import { openServer } from "../db/server.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { longest, putToWork, settle } from "./run.test-data.ts";
import { startService } from "./service.test-data.ts";
import { createShiftedClock } from "./shifted-clock.test-data.ts";

const minute = 60_000;
const timestamp = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

describeOnPostgres("an API process whose clock is wrong and jumps", (postgres) => {
  it(
    "judges tokens and dates decisions by the database's time, as a process beside it does [R-N7, R-G7, R-B4]",
    async () => {
      const url = await postgres.createDatabase();
      const clock = createShiftedClock();
      const wrong = await startService([], { DATABASE_URL: url, ...clock.settings });
      const right = await startService([], { DATABASE_URL: url });
      try {
        const [begun] = await query(url, `select ${timestamp} as at`);
        const workload = await putToWork(wrong.reach);
        for (const shift of [10 * minute, -10 * minute, 70 * minute, -70 * minute, 0]) {
          await clock.shift(wrong.process().child, shift);
          await workload.progress(40);
          for (const [one, other] of [
            [wrong, right],
            [right, wrong],
          ] as const) {
            const token = await generateToken(one.process(), `between-${shift}`);
            expect((await readNotice(other.process(), token)).status).toBe(200);
            const [now] = await query(url, "select extract(epoch from clock_timestamp())::float8 as seconds");
            expect(Math.abs(issuedAt(token) - Number(now?.["seconds"]))).toBeLessThan((5 * minute) / 1000);
          }
        }
        await workload.stop();
        const [dates] = await query(
          url,
          `select min(recorded_at) >= $1 and max(recorded_at) <= ${timestamp} as "are right" from ledger_events`,
          [begun?.["at"]],
        );
        expect(dates).toEqual({ "are right": true });
        const refused = workload.operations.filter(({ kind, ending }) => kind !== "link" && ending === "fail");
        expect(refused).toEqual([]);
        await settle(workload, await openServer(url));
      } finally {
        await Promise.all([wrong.stop(), right.stop()]);
        clock.remove();
      }
    },
    longest,
  );
});

function issuedAt(token: string): number {
  const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
  return Number(/"iat":(\d+)/.exec(claims)?.[1]);
}
