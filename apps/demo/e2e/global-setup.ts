import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPostgresBinaries, startPostgres } from "@notice-consent/testing/postgres";
import type { TestProject } from "vitest/node";

import { freePortFrom } from "../processes/free-port.ts";
import { nextEnvironment, nextProgram, startNext } from "../processes/next-server.ts";
import { startBackendProcess } from "./stack/backend-process.ts";
import { publicEnvironment, serverEnvironment } from "./stack/demo-environment.ts";

const demo = fileURLToPath(new URL("..", import.meta.url));

const ends: (() => unknown)[] = [];

/** Builds the demo once and serves it; a backend is started by each test file. */
export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "consent-e2e-"));
  const distDir = join(".next", `e2e-${process.pid}`);
  ends.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => rmSync(join(demo, distDir), { recursive: true, force: true }),
  );
  try {
    // Below the ports that the system gives to outgoing connections.
    const start = 20_000 + (process.pid % 12_000);
    const demoPort = await freePortFrom(start);
    const servicePort = await freePortFrom(start + 1, [demoPort]);
    await build(distDir, publicEnvironment(servicePort));

    const postgres = findPostgresBinaries() === undefined ? undefined : await startPostgres();
    if (postgres !== undefined) ends.push(() => postgres.stop());
    const databaseUrl = postgres?.url;
    // The key is made by the first backend on this data and holds for the later ones.
    const backend = await startBackendProcess({ databaseUrl, folder: join(folder, "backend") });
    await backend.stop();

    const environment = serverEnvironment(servicePort, backend.apiKey, join(folder, "demo"));
    const next = startNext("start", demoPort, { ...environment, DEMO_DIST_DIR: distDir });
    ends.push(() => next.stop());
    await answers(next.url, next.output);
    // Opens the demo's own database, which takes a while the first time.
    await fetch(`${next.url}/dashboard`, { redirect: "manual", headers: { Cookie: "palash_session=nobody" } });
    project.provide("provided", { demoUrl: next.url, servicePort, distDir, databaseUrl, folder });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Stops and removes what {@link setup} made, the last first. */
export async function teardown(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}

async function build(distDir: string, environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [nextProgram(), "build"], {
    cwd: demo,
    env: nextEnvironment({ ...environment, DEMO_DIST_DIR: distDir }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`The demo could not be built.\n${output}`);
}

async function answers(url: string, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The demo did not answer.\n${output()}`);
}
