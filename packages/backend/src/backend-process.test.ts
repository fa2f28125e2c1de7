import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateToken, sendDecision, startProcess, submitDecision } from "./backend-process.test-data.ts";
import { openEmbedded } from "./db/embedded.ts";
import { ledgerEvents } from "./db/schema.ts";

// Four processes start one after another, each with a database of its own.
describe("the backend command on an embedded database", { timeout: 120_000 }, () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), "consent-process-"));
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("says when it is ready in one line, starting as scripts expect", async () => {
    const process = await startProcess(["--port", "0", "--data", "memory"]);
    expect(Object.keys(process.ready)).toEqual([
      "ready",
      "url",
      "organisation_uuid",
      "workspace_uuid",
      "cms_api_key",
      "users_api",
      "notices",
      "pid",
    ]);
    expect(process.ready["url"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/consent$/);
    const { port } = new URL(String(process.ready["url"]));
    await expect(startProcess(["--port", port, "--data", "memory"])).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken`,
    );
    process.child.kill("SIGINT");
    expect(await once(process.child, "exit")).toEqual([0, null]);
  });

  it("keeps what it answered over a kill, and answers the same act again in the same words [R-G1, R-G3, R-F2]", async () => {
    const first = await startProcess(["--port", "0", "--data", data]);
    await expect(startProcess(["--port", "0", "--data", data])).rejects.toThrow(/Another process uses the data/);
    const token = await generateToken(first, "killed");
    const key = randomUUID();
    const socket = await sendDecision(first, token, key);
    const [bytes] = (await once(socket, "data")) as [Buffer];
    await first.kill();
    socket.destroy();
    const second = await startProcess(["--port", "0", "--data", data]);
    const again = await submitDecision(second, token, key);
    expect(again.status).toBe(201);
    expect(bytes.toString()).toContain(await again.text());
    second.child.kill("SIGTERM");
    await once(second.child, "exit");
    const database = await openEmbedded(data);
    expect(await database.queries.$count(ledgerEvents)).toBe(1);
    await database.close();
  });
});
