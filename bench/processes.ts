import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program of this folder that runs in a process of its own. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it printed when it was ready. */
  readonly ready: ReadonlyMap<string, unknown>;
  /** Milliseconds of processor time it has used; not a number where the system does not tell. */
  cpuMs(): number;
  /** Sends it a message, and resolves with the next one that it sends. */
  ask(message: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** The core that servers run on, and the one for load and database; nothing where there is one core or no `taskset`. */
export const cores = cpus().length > 1 && hasTaskset() ? { server: "0", rest: "1" } : undefined;

/** Starts a program and waits for its line of JSON. Rejects with what it wrote when it ends before. */
export async function startProgram(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningProgram> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const command = [process.execPath, "--expose-gc", "--import", "tsx", path];
  const [program = "", ...args] = cores === undefined ? command : ["taskset", "-c", cores.server, ...command];
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("The program has no output.");
  let complaint = "";
  stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface(stdout);
  const line: unknown = await new Promise((resolve, reject) => {
    lines.once("line", (text) => resolve(JSON.parse(text)));
    child.once("exit", () => reject(new Error(`${file} ended early.\n${complaint}`)));
  });
  return {
    child,
    ready: new Map(Object.entries(line ?? {})),
    cpuMs: () => processorTime(child.pid),
    async ask(message) {
      const answer: Promise<unknown[]> = once(child, "message");
      child.send(message);
      return (await answer)[0];
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 12_000);
      await exited;
      clearTimeout(force);
    },
  };
}

/** Keeps this process, and what it starts from now on, off the server's core. */
export function leaveServerCore(): void {
  if (cores !== undefined)
    execFileSync("taskset", ["-a", "-p", "-c", cores.rest, String(process.pid)], { stdio: "ignore" });
}

// User and system time in ticks of 10 ms, behind the name in brackets.
function processorTime(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /u, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
