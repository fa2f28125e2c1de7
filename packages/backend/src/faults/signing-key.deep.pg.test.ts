import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { createInstanceKeys } from "../auth/instance-keys.ts";
import { removeSigningKey, rotateSigningKey } from "../auth/key-rotation.ts";
import { keyringLifeMs } from "../auth/keyring.ts";
import { generateToken, readNotice } from "../backend-process.test-data.ts";
import { openServer } from "../db/server.ts";
import { developmentSecret } from "../instance-secret.ts";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { longest, putToWork, settle } from "./run.test-data.ts";
import { startService } from "./service.test-data.ts";

describeOnPostgres("a signing key that is rotated and removed under load", (postgres) => {
  it(
    "fails no token of the old key until its removal, and nobody's work afterwards [R-N8]",
    async () => {
      const url = await postgres.createDatabase();
      const service = await startService([], { DATABASE_URL: url });
      const beside = await startService([], { DATABASE_URL: url });
      const database = await openServer(url);
      try {
        const keys = createInstanceKeys(await developmentSecret(database));
        const workload = await putToWork(service.reach);
        const refusals = () => workload.operations.filter(({ code }) => code === "INVALID_TOKEN").length;
        const status = async (token: string) => (await readNotice(beside.process(), token)).status;
        await workload.progress(40);

        const old = await generateToken(service.process(), "probe");
        await rotateSigningKey(database, keys, keyringLifeMs / 1000 + 5);
        let fresh = old;
        while (kidOf(fresh) === kidOf(old)) {
          expect([await status(fresh), await status(old)]).toEqual([200, 200]);
          await pause(500);
          fresh = await generateToken(service.process(), "probe");
        }
        await workload.progress(40);
        expect([await status(fresh), await status(old)]).toEqual([200, 200]);
        expect(refusals()).toBe(0);

        await removeSigningKey(database, keys, kidOf(old));
        while ((await status(old)) !== 401) {
          expect(await status(fresh)).toBe(200);
          await pause(500);
        }
        expect(await status(fresh)).toBe(200);
        await workload.progress(100);
        await settle(workload, await openServer(url));
        const failed = workload.operations.filter(({ kind, ending }) => kind !== "link" && ending === "fail");
        expect(failed.filter(({ code }) => code !== "INVALID_TOKEN")).toEqual([]);
      } finally {
        await database.close();
        await Promise.all([service.stop(), beside.stop()]);
      }
    },
    longest,
  );
});

function kidOf(token: string): string {
  const header = Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8");
  return /"kid":"([^"]+)"/.exec(header)?.[1] ?? "";
}
