import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startProcess } from "../backend-process.test-data.ts";
import { openEmbedded } from "../db/embedded.ts";
import { longest, putToWork, settle, strikes, tell } from "./run.test-data.ts";
import { type Service, startService } from "./service.test-data.ts";

describe("an embedded database whose process is killed while people decide", () => {
  let service: Service | undefined;
  const folders: string[] = [];
  afterEach(async () => {
    await service?.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const makeFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "consent-faults-"));
    folders.push(folder);
    return folder;
  };

  it(
    "has lost nothing that was acknowledged, and a copy with a truncated log is refused with a sentence [R-N11, R-G3]",
    async () => {
      const data = makeFolder();
      service = await startService(["--data", data], {});
      const workload = await putToWork(service.reach);
      const recoveries: number[] = [];
      for (let kill = 0; kill < strikes(1, 12); kill += 1) {
        await workload.progress(10);
        await service.process().kill();
        recoveries.push(await service.restart());
      }
      await workload.progress(workload.people);
      await workload.stop();
      await service.stop();
      tell(`ready again after ${recoveries.map(Math.round).join(", ")} ms`);

      for (const keep of strikes(1, 4) === 1 ? [0.9] : [0, 0.1, 0.5, 0.9]) {
        const copy = makeFolder();
        cpSync(data, copy, { recursive: true });
        truncateLog(join(copy, "postgres", "pg_wal"), keep);
        const started = startProcess(["--data", copy, "--port", "0"]).then((process) => process.kill());
        await expect(started).rejects.toThrow(`The data in ${copy} cannot be opened`);
      }
      await settle(workload, await openEmbedded(data));
    },
    longest,
  );
});

/** Keeps a share of the newest piece of the log. */
function truncateLog(folder: string, share: number): void {
  const newest = readdirSync(folder)
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .sort()
    .at(-1);
  if (newest === undefined) throw new Error("There is no log.");
  const file = join(folder, newest);
  truncateSync(file, Math.floor(statSync(file).size * share));
}
