import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { createInstanceKeys } from "./auth/instance-keys.ts";
import { defaultRotationPolicy } from "./auth/refresh-token.ts";
import { openDatabase } from "./db/open.ts";
import { type Environment, readSettings, type Settings } from "./env.ts";
import type { LogLine } from "./http/request-log.ts";
import { developmentSecret } from "./instance-secret.ts";
import type { UsersApiCredentials } from "./seed/credentials.ts";
import { demoOrganisationUuid, demoWorkspaceUuid } from "./seed/demo-workspace.ts";
import { demoNotices } from "./seed/notices/notices.ts";
import { seedDemo } from "./seed/seed.ts";
import { forgetOldAnswers } from "./submission/idempotency.ts";

/** Where and on what a backend runs; anything left out comes from the environment. */
export interface BackendOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly hostname?: string | undefined;
  /** A directory of the embedded database, or `memory`. */
  readonly data?: string | undefined;
  /** A PostgreSQL server instead. */
  readonly databaseUrl?: string | undefined;
  /** Publishes the demo's notices; by default in development only. */
  readonly seed?: boolean | undefined;
  readonly log?: ((line: LogLine) => void) | undefined;
  readonly environment?: Environment | undefined;
}

/** A backend that answers, and what its host needs to call it. */
export interface RunningBackend {
  /** Ends in `/consent`. */
  readonly url: string;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly cmsApiKey: string;
  readonly usersApi: UsersApiCredentials;
  readonly notices: readonly { readonly uuid: string; readonly name: string }[];
  /** Takes no new requests, finishes those that run within 10 s, then closes the database. */
  close(): Promise<void>;
}

const stopWithinMs = 10_000;
const sweepEveryMs = 60 * 60 * 1000;

/** Opens the database, seeds it and listens. Throws when the settings are weak, the port is taken or the data is in use. */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const settings = settingsOf(options);
  const database = await openDatabase(settings.database);
  try {
    const keys = createInstanceKeys(settings.secret ?? (await developmentSecret(database)));
    const notices = (options.seed ?? !settings.production) ? demoNotices : [];
    const credentials = await seedDemo(database, keys, notices);
    const app = createApp({
      database,
      keys,
      issuer: settings.issuer,
      rotation: { ...defaultRotationPolicy, graceSeconds: settings.graceSeconds },
      allowLoopbackOrigins: !settings.production,
      log: options.log,
    });
    const hostname = options.hostname ?? "127.0.0.1";
    const { server, port } = await listen(app.fetch, options.port, hostname);
    const sweep = setInterval(() => void forgetOldAnswers(database.queries).catch(() => undefined), sweepEveryMs);
    sweep.unref();
    return {
      url: `http://${hostname}:${port}/consent`,
      organisationUuid: demoOrganisationUuid,
      workspaceUuid: demoWorkspaceUuid,
      cmsApiKey: credentials.apiKey,
      usersApi: credentials.usersApi,
      notices: notices.map(({ uuid, name }) => ({ uuid, name })),
      async close() {
        clearInterval(sweep);
        await stop(server);
        await database.close();
      },
    };
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

function settingsOf({ data, databaseUrl, environment = process.env }: BackendOptions): Settings {
  const given = databaseUrl === undefined ? environment : { ...environment, DATABASE_URL: databaseUrl };
  const read = readSettings(given, databaseUrl === undefined ? data : undefined);
  if (read.status === "valid") return read.settings;
  throw new Error(["The backend cannot start with these settings:", ...read.problems].join("\n  - "));
}

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

async function listen(fetch: Fetch, port: number, hostname: string): Promise<{ server: Server; port: number }> {
  const limits = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5000 };
  const server = createAdaptorServer({ fetch, createServer, serverOptions: limits });
  if (!("closeIdleConnections" in server)) throw new TypeError("The backend speaks HTTP/1.1.");
  server.listen(port, hostname);
  try {
    await once(server, "listening");
  } catch (cause) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!taken) throw cause;
    throw new Error(`Port ${port} on ${hostname} is taken. Choose another one, or 0 for any free port.`, { cause });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { server, port: address.port };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection falls idle only once its last answer is out.
  const release = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), stopWithinMs);
  await closed;
  clearInterval(release);
  clearTimeout(force);
}
