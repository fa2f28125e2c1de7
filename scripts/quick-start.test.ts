import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { freePortFrom } from "../apps/demo/processes/free-port.ts";
import { root } from "./run.ts";

/** The commands of the README's first block, without their comments. */
function quickStart(): readonly string[] {
  const block = /```sh\n([^]*?)```/u.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";
  return block.split("\n").flatMap((line) => line.replace(/#.*$/u, "").trim() || []);
}

it("brings the demo up with the README's first command, of fewer than five [I-N10]", { timeout: 600_000 }, async () => {
  const commands = quickStart();
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.length).toBeLessThan(5);
  const [start = ""] = commands;
  expect(start).toMatch(/^npx -y pnpm@10 demo$/u);

  const data = mkdtempSync(join(tmpdir(), "consent-quick-start-"));
  const distDir = `.next/quick-start-${process.pid}`;
  const port = await freePortFrom(17_000 + (process.pid % 2_000));
  const backendPort = await freePortFrom(port + 1);
  const places = `--data ${data} --port ${port} --backend-port ${backendPort}`;
  // A group of its own, so that everything the command starts ends with it.
  const demo = spawn("sh", ["-c", `${start} ${places}`], {
    cwd: root,
    env: { ...process.env, DEMO_DIST_DIR: distDir },
    detached: true,
  });
  const ended = once(demo, "exit");
  try {
    let output = "";
    const ready = new Promise<string>((resolve) => {
      for (const stream of [demo.stdout, demo.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          if (output.includes("Ctrl-C stops both")) resolve("ready");
        });
      }
    });
    expect(await Promise.race([ready, ended.then(() => output)])).toBe("ready");
    const page = await fetch(`${/Demo\s+(http:\S+)/u.exec(output)?.[1]}/sign-up`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Open an account")]);
  } finally {
    if (demo.pid !== undefined && demo.exitCode === null) process.kill(-demo.pid, "SIGTERM");
    await ended;
    if (demo.pid !== undefined) await groupEnded(demo.pid);
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
    rmSync(join(root, "apps/demo", distDir), { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
});

/** The shell ends at once; what it started writes until it has stopped. */
async function groupEnded(leader: number): Promise<void> {
  for (;;) {
    try {
      process.kill(-leader, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
