import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** How a command of the backend went. */
export interface CommandRun {
  readonly code: number | null;
  /** From the start, or for one that was told to stop from then on, to the end. */
  readonly ms: number;
  /** The most memory it held, in MB; not a number where the system does not tell. */
  readonly peakMb: number;
  readonly printed: string;
}

/** Runs a command of the backend to its end; `until-ready` tells it to stop as soon as it has printed a line. */
export async function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  until: "it-ends" | "until-ready" = "it-ends",
): Promise<CommandRun> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/backend.ts", ...args, "--port", "0"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  let start = performance.now();
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    if (until === "it-ends" || child.killed) return;
    start = performance.now();
    child.kill("SIGTERM");
  });
  let peakMb = Number.NaN;
  const look = setInterval(() => {
    peakMb = peakOf(child.pid) ?? peakMb;
  }, 50);
  await once(child, "close");
  clearInterval(look);
  return { code: child.exitCode, ms: performance.now() - start, peakMb, printed };
}

function peakOf(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+) kB/u.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
