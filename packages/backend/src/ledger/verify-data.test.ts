import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateToken, startProcess, submitDecision } from "../backend-process.test-data.ts";
import { openEmbedded } from "../db/embedded.ts";
import { ledgerEvents } from "../db/schema.ts";
import { verifyData } from "./verify-data.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

async function verify(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/backend.ts", "verify", ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, "close");
  return { code: child.exitCode, lines: printed.trim().split("\n") };
}

describe("verifying from the command line", () => {
  let data: string;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), "consent-verify-"));
    const backend = await startProcess(["--port", "0", "--data", data]);
    const token = await generateToken(backend, "verified");
    for (const key of ["one", "two"]) await submitDecision(backend, token, key);
    backend.child.kill("SIGTERM");
    await once(backend.child, "exit");
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("ends well and counts, where nothing is wrong; the stop left a signed checkpoint behind [SEC-B19]", async () => {
    const { code, lines } = await verify("--data", data, "--json");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { ok: true, persons: 1, events: 2, grants: expect.any(Number) as number, checkpoints: 1, findings: 0 },
    ]);
    expect(code).toBe(0);
  });

  it("ends with 1 and names the row, where one was changed [SEC-B19]", async () => {
    const database = await openEmbedded(data);
    const [first] = await database.queries.select().from(ledgerEvents).orderBy(ledgerEvents.position);
    await database.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update ledger_events set payload = '{}' where position = 1`);
    });
    await database.close();
    const { code, lines } = await verify("--data", data);
    expect(code).toBe(1);
    expect(lines[0]).toContain("payload-changed");
    expect(lines.join("\n")).toContain(`eventUuid ${first?.uuid}`);
    expect(lines.join("\n")).toContain(`personUuid ${first?.personUuid}`);
    expect(lines.join("\n")).toContain("position 1");
  });

  it("ends with 1 where there is nothing to verify, and makes nothing up", async () => {
    const missing = join(data, "elsewhere");
    await expect(verifyData({ data: missing, environment: {} }, () => undefined)).rejects.toThrow(/There is no data/);
    expect((await verify("--data", missing)).code).toBe(1);
  });
});
