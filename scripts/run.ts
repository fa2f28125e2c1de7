import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const bin = join(root, "node_modules/.bin");

/** Runs a program of the workspace in the root folder with this terminal; `true` when it ends well. */
export function run(program: string, args: readonly string[], folder: string = root): boolean {
  const local = join(bin, program);
  const { status, error } = spawnSync(existsSync(local) ? local : program, args, {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
      TURBO_TELEMETRY_DISABLED: "1",
      STORYBOOK_DISABLE_TELEMETRY: "1",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  if (error !== undefined) console.error(`${program} could not be started: ${error.message}`);
  return status === 0;
}
