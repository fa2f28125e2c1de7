import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

import { root } from "./backend-process.ts";

/** `pnpm demo`, running. */
export interface RunningDemo {
  readonly process: ChildProcess;
  readonly demoUrl: string;
  readonly backendUrl: string;
  readonly output: () => string;
  /** Sends the signal and settles with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Where a demo of a test keeps its data and its build. */
export interface DemoPlace {
  readonly data: string;
  /** Below `apps/demo`; removed by whoever chose it. */
  readonly distDir: string;
}

/** Starts `pnpm demo` and waits until it says that it answers; rejects with its own words when it ends instead. */
export async function startDemo({ data, distDir }: DemoPlace, ...args: string[]): Promise<RunningDemo> {
  const { DATABASE_URL: _inherited, ...environment } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", "--data", data, ...args], {
    cwd: root,
    env: { ...environment, DEMO_DIST_DIR: distDir },
  });
  let output = "";
  const ended = once(child, "exit");
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (output.includes("Ctrl-C stops both")) resolve();
      });
    }
  });
  const demo: RunningDemo = {
    process: child,
    get demoUrl() {
      return /Demo\s+(http:\S+)/.exec(output)?.[1] ?? "";
    },
    get backendUrl() {
      return /Consent backend\s+(http:\S+)/.exec(output)?.[1] ?? "";
    },
    output: () => output,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
  const first = await Promise.race([ready.then(() => "ready"), ended.then(() => "ended")]);
  if (first === "ended") throw new Error(`The demo did not start.\n${output}`);
  return demo;
}
