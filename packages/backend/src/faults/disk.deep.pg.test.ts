import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findPostgresBinaries } from "@notice-consent/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { startTestPostgres, type TestPostgres } from "../postgres.test-data.ts";
import { longest, putToWork, settle, tell } from "./run.test-data.ts";
import { startService } from "./service.test-data.ts";

const obstacle = findObstacle();
if (obstacle !== undefined) tell(`The test of a full disk is left out: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a disk that is full while people decide", () => {
  let disk: string;
  let postgres: TestPostgres;
  beforeAll(async () => {
    disk = mountDisk();
    postgres = await startTestPostgres({ fsync: true, folder: disk });
  });
  afterAll(async () => {
    await postgres.server.stop();
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  });

  it(
    "makes the service unavailable, loses nothing that was acknowledged, and is forgotten once there is room [R-N6]",
    async () => {
      const url = await postgres.createDatabase();
      const service = await startService([], { DATABASE_URL: url });
      try {
        const workload = await putToWork(service.reach);
        const unavailable = () =>
          workload.operations.filter(({ code, kind }) => kind === "submit" && code === "SERVICE_UNAVAILABLE").length;
        for (let strike = 0; strike < 2; strike += 1) {
          await workload.progress(50);
          const before = unavailable();
          const ballast = join(disk, "ballast");
          while (unavailable() < before + 20) {
            fill(disk, ballast);
            await pause(50);
          }
          rmSync(ballast);
          // A server that cannot write its log ends itself; whoever supervises it starts it again.
          await postgres.server.kill();
          await postgres.server.restart();
          await workload.progress(50);
        }
        await settle(workload, await openServer(url));
        expect(service.hasSurvived()).toBe(true);
      } finally {
        await service.stop();
      }
    },
    longest,
  );
});

function findObstacle(): string | undefined {
  if (findPostgresBinaries() === undefined) return "there is no PostgreSQL.";
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "mounting a small disk needs root on Linux.";
  try {
    const folder = mountDisk();
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
    return undefined;
  } catch {
    return "this system does not let its root mount a small disk.";
  }
}

function mountDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), "consent-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", folder], { stdio: "pipe" });
  chmodSync(folder, 0o755);
  return folder;
}

/** Takes whatever room there is left. */
function fill(disk: string, file: string): void {
  const { bavail, bsize } = statfsSync(disk);
  const descriptor = openSync(file, "a");
  try {
    for (let left = bavail; left > 0; left -= 1) writeSync(descriptor, Buffer.alloc(bsize));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOSPC")) throw cause;
  } finally {
    closeSync(descriptor);
  }
}
