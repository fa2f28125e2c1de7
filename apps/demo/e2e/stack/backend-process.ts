import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Opens the development routes of every backend that tests start. */
export const developmentSecret = "an e2e secret that moves the time 0123456789";

/** Where a backend keeps its data. */
export interface BackendData {
  readonly databaseUrl: string | undefined;
  /** The folder of the embedded database, used without a `databaseUrl`. */
  readonly folder: string;
}

/** A consent backend in a process of its own, started by the same script as `pnpm backend`. */
export interface BackendProcess {
  readonly port: number;
  readonly apiKey: string;
  /** Lets it finish what it does. */
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** Starts a backend and waits until it answers; rejects with its own words when it cannot start. */
export async function startBackendProcess(data: BackendData, port = 0): Promise<BackendProcess> {
  const { DATABASE_URL: _inherited, ...environment } = process.env;
  const place = data.databaseUrl === undefined ? ["--data", data.folder] : [];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(root, "scripts/backend.ts"), "--port", String(port), ...place],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...environment,
        CONSENT_DEVELOPMENT_SECRET: developmentSecret,
        ...(data.databaseUrl !== undefined && { DATABASE_URL: data.databaseUrl }),
      },
    },
  );
  const ended = once(child, "exit");
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  void ended.then(() => process.off("exit", killWithUs));
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const ready = new Promise<{ url: string; apiKey: string }>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"ready":true')) resolve(readReadyLine(line));
    });
  });
  const first = await Promise.race([ready, ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`The backend did not start.\n${complaints}`);
  return {
    port: Number(new URL(first.url).port),
    apiKey: first.apiKey,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

function readReadyLine(line: string): { url: string; apiKey: string } {
  const { url, cms_api_key: apiKey }: Record<string, unknown> = JSON.parse(line);
  if (typeof url !== "string" || typeof apiKey !== "string") throw new Error("The ready line lacks its fields.");
  return { url, apiKey };
}
