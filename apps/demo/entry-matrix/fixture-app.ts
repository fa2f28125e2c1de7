import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePortFrom } from "../processes/free-port.ts";
import { nextEnvironment, nextProgram } from "../processes/next-server.ts";

/** A Next.js application that lives for one test. */
export interface FixtureApp {
  /** Builds it; resolves however the build ends. */
  build(
    environment?: Readonly<Record<string, string>>,
  ): Promise<{ readonly succeeded: boolean; readonly output: string }>;
  /** Starts what was built. */
  start(environment?: Readonly<Record<string, string>>): Promise<RunningApp>;
  /** Everything that the build hands to browsers. */
  browserOutput(): Promise<string>;
  remove(): Promise<void>;
}

/** The application as it answers. */
export interface RunningApp {
  readonly url: string;
  readonly output: () => string;
  stop(): Promise<void>;
}

const demo = fileURLToPath(new URL("..", import.meta.url));
const packages = ["client", "contract", "hooks", "react", "server"].map((name) => `@notice-consent/${name}`);

/** Writes an application below the demo, so that it finds the packages where the demo does. */
export async function writeApp(files: Readonly<Record<string, string>>): Promise<FixtureApp> {
  await mkdir(join(demo, ".data"), { recursive: true });
  const folder = await mkdtemp(join(demo, ".data", "entries-"));
  const layout = `export default function Layout({ children }) {
    return <html lang="en"><body>{children}</body></html>;
  }`;
  const config = `export default { transpilePackages: ${JSON.stringify(packages)} };`;
  for (const [path, text] of Object.entries({ ...files, "app/layout.jsx": layout, "next.config.mjs": config })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }

  const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, [nextProgram(), ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...nextEnvironment(environment), NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    let written = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        written += text;
      });
    }
    return { child, ended: once(child, "exit"), output: () => written };
  };

  return {
    async build(environment) {
      const { child, ended, output } = run(["build"], environment);
      await ended;
      return { succeeded: child.exitCode === 0, output: output() };
    },
    async start(environment) {
      const port = await freePortFrom(22_000 + Math.floor(Math.random() * 10_000));
      const { child, ended, output } = run(["start", "--port", String(port), "--hostname", "127.0.0.1"], environment);
      const url = `http://127.0.0.1:${port}`;
      const isUp = async (): Promise<boolean> => (await fetch(`${url}/ready`)).status === 404;
      await waitFor(isUp, () => child.exitCode !== null, output);
      return {
        url,
        output,
        async stop() {
          child.kill("SIGKILL");
          await ended;
        },
      };
    },
    async browserOutput() {
      const root = join(folder, ".next/static");
      const names = await readdir(root, { recursive: true, withFileTypes: true });
      const parts = names
        .filter((name) => name.isFile())
        .map((name) => readFile(join(name.parentPath, name.name), "utf8"));
      return (await Promise.all(parts)).join("\n");
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function waitFor(
  condition: () => Promise<boolean>,
  isHopeless: () => boolean,
  output: () => string,
): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    if (await condition().catch(() => false)) return;
    if (isHopeless() || Date.now() > end) throw new Error(`The application did not start:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
