import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A Next.js server of the demo in a process group of its own. */
export interface NextServer {
  readonly url: string;
  /** Settles when the process has ended, however it ended. */
  readonly ended: Promise<unknown>;
  /** Everything it has written so far. */
  readonly output: () => string;
  /** Writes what comes from now on to this terminal. */
  readonly show: () => void;
  readonly stop: () => Promise<void>;
}

const demo = fileURLToPath(new URL("..", import.meta.url));
const endWithParent = new URL("end-with-parent.mjs", import.meta.url).href;

/** Starts `next dev` or `next start` for the demo on 127.0.0.1. */
export function startNext(mode: "dev" | "start", port: number, environment: Record<string, string>): NextServer {
  const address = ["--port", String(port), "--hostname", "127.0.0.1"];
  const child = spawn(process.execPath, ["--import", endWithParent, nextProgram(), mode, ...address], {
    cwd: demo,
    // The terminal's Ctrl-C goes to us alone, and we stop the whole group.
    detached: true,
    // A pipe that stays silent; where we are killed its end tells the group to stop by itself.
    stdio: ["pipe", "pipe", "pipe"],
    env: nextEnvironment(environment),
  });
  let written = "";
  let shown = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      written += text;
      if (shown) process.stdout.write(text);
    });
  }
  const ended = once(child, "exit");
  const killWithUs = () => signal(child, "SIGKILL");
  process.once("exit", killWithUs);
  void ended.then(() => process.off("exit", killWithUs));
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    output: () => written,
    show: () => {
      shown = true;
    },
    stop: async () => {
      signal(child, "SIGTERM");
      const timer = setTimeout(() => signal(child, "SIGKILL"), 5_000);
      await ended;
      clearTimeout(timer);
      // What the server itself started goes with it.
      signal(child, "SIGKILL");
    },
  };
}

/** The path of Next's command, as the demo has it installed. */
export function nextProgram(): string {
  const manifest = createRequire(join(demo, "package.json")).resolve("next/package.json");
  return join(dirname(manifest), "dist/bin/next");
}

/** The environment of a Next process: this one's, less what would change Next's mode. */
export function nextEnvironment(environment: Record<string, string>): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, ...inherited } = process.env;
  return { ...inherited, NEXT_TELEMETRY_DISABLED: "1", ...environment };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is gone already.
  }
}
