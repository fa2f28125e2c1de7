import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Project } from "./sample.test-data.ts";
import type { Service } from "./service.test-data.ts";

const freePort = join(import.meta.dirname, "free-port.mjs");
const root = join(import.meta.dirname, "../../..");

/** A sample's program, running in a process of its own. */
export interface RunningProgram {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The environment that the samples read, for our backend; their addresses add `/consent` themselves. */
export function sampleEnvironment(service: Service): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    CMS_API_KEY: service.apiKey,
    REDACTO_BASE_URL: service.baseUrl.replace(/\/consent$/u, ""),
    ORG_UUID: service.organisationUuid,
    WORKSPACE_UUID: service.workspaceUuid,
  };
}

/** Starts a server; rejects with what it wrote when it ends before it listens. */
export async function startProgram(project: Project, file: string, env: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const child = spawn(process.execPath, ["--import", "tsx", "--import", freePort, file], {
    cwd: project.folder,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (written += String(part)));
  const exited = once(child, "exit");
  const early = exited.then(() => {
    throw new Error(`${file} ended before it listened.\n${written}`);
  });
  early.catch(() => undefined);
  const port = await Promise.race([portFrom(child), early]);
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Starts the backend in a process of its own; answers the line that it prints when it is ready. */
export async function startBackendProcess(): Promise<{ readonly line: string; stop(): Promise<void> }> {
  const args = ["--import", "tsx", "--import", freePort, "scripts/backend.ts", "--port", "0", "--data", "memory"];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "ignore", "ipc"],
  });
  if (child.stdout === null) throw new Error("The backend has no output.");
  const lines = createInterface(child.stdout);
  const exited = once(child, "exit");
  const line = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    child.once("exit", () => reject(new Error("The backend ended before it was ready.")));
  });
  return {
    line,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Runs a program to its end and answers what it printed; rejects with what it complained about. */
export async function runProgram(project: Project, file: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", file], { cwd: project.folder, env });
  let printed = "";
  let complaint = "";
  child.stdout.on("data", (part) => (printed += String(part)));
  child.stderr.on("data", (part) => (complaint += String(part)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}.\n${complaint}`);
  return [...printed.split("\n"), ...complaint.split("\n")].filter((line) => line !== "");
}

function portFrom(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve) => {
    child.on("message", (message) => {
      if (typeof message === "object" && "port" in message && typeof message.port === "number") resolve(message.port);
    });
  });
}
