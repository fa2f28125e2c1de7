import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { demoNotices, demoOrganisationUuid, demoWorkspaceUuid } from "./seed/index.ts";
import { field } from "./test-backend.test-data.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const below = `/public/organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;

/** The `backend` command in a process of its own. */
export interface BackendProcess {
  readonly child: ChildProcess;
  /** The line it printed when it was ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

/** Starts the command and waits for its line; rejects with what it wrote when it ends before. */
export async function startProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<BackendProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/backend.ts", ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, "exit").then(() => {
    throw new Error(complaint);
  });
  ended.catch(() => undefined);
  const line = await Promise.race([firstLine(createInterface(child.stdout)), ended]);
  return {
    child,
    ready: readLine(line),
    async kill() {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

function firstLine(lines: Interface): Promise<string> {
  return new Promise((resolve) => lines.once("line", resolve));
}

function readLine(line: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(line);
  return Object.fromEntries(Object.entries(value ?? {}));
}

/** Gets an access token from a running process. */
export async function generateToken(process: BackendProcess, orgUserId: string): Promise<string> {
  const response = await fetch(`${String(process.ready["url"])}${below}/tokens/generate`, {
    method: "POST",
    headers: { "X-CMS-API-Key": String(process.ready["cms_api_key"]), "Content-Type": "application/json" },
    body: JSON.stringify({ org_user_id: orgUserId }),
  });
  return field(await response.json(), "detail", "token");
}

const shop = demoNotices[1];
const decision = JSON.stringify({
  notice_uuid: shop?.uuid,
  purposes: shop?.content.purposes.map(({ uuid }) => ({ purpose_uuid: uuid, selected: true })),
});

/** Submits a decision on the shop's notice; the same body every time. */
export function submitDecision(process: BackendProcess, token: string, key: string): Promise<Response> {
  return fetch(`${String(process.ready["url"])}${below}/submit-consent`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key },
    body: decision,
  });
}

/** Reads the shop's notice, decided or not. */
export function readNotice(process: BackendProcess, token: string): Promise<Response> {
  const path = `/notices/${shop?.uuid}?include_fully_consented_data=true`;
  return fetch(`${String(process.ready["url"])}${below}${path}`, { headers: { Authorization: `Bearer ${token}` } });
}

/** Sends the same decision over a bare connection, and leaves reading the answer to the caller. */
export async function sendDecision(process: BackendProcess, token: string, key: string): Promise<Socket> {
  const { port, pathname } = new URL(`${String(process.ready["url"])}${below}/submit-consent`);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(
    [
      `POST ${pathname} HTTP/1.1`,
      "Host: 127.0.0.1",
      `Authorization: Bearer ${token}`,
      `Idempotency-Key: ${key}`,
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(decision)}`,
      "",
      decision,
    ].join("\r\n"),
  );
  return socket;
}
