import { randomUUID } from "node:crypto";
import {
  findPostgresBinaries,
  type PostgresOptions,
  type PostgresServer,
  startPostgres,
} from "@notice-consent/testing/postgres";
import { Client } from "pg";
import { afterAll, beforeAll, describe } from "vitest";
import type { AppContext } from "./app.ts";
import { openServer } from "./db/server.ts";
import { createTestBackend, type TestBackend } from "./test-backend.test-data.ts";

/** A throw-away server on which each test file makes databases of its own. */
export interface TestPostgres {
  readonly server: PostgresServer;
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
}

/** Starts a throw-away server. */
export async function startTestPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const server = await startPostgres(options);
  return {
    server,
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll("-", "")}`;
      await query(server.url, `create database ${name}`);
      return server.url.replace(/[^/]+$/, name);
    },
  };
}

/** A server that a suite has to itself. */
export interface SuitePostgres extends TestPostgres {
  /** The API over a database of its own, closed before the server stops. */
  createBackend(options?: Partial<AppContext>): Promise<{ readonly url: string; readonly backend: TestBackend }>;
}

/** A suite on a throw-away server, which runs from its first test to its last; skipped where PostgreSQL is missing. */
export function describeOnPostgres(
  title: string,
  suite: (postgres: SuitePostgres) => void | Promise<void>,
  options: PostgresOptions = {},
): void {
  // oxlint-disable-next-line vitest/valid-title -- it is the caller's, who gives a text
  describe.skipIf(findPostgresBinaries() === undefined)(title, async () => {
    let started: TestPostgres | undefined;
    const backends: TestBackend[] = [];
    const running = (): TestPostgres => {
      if (started === undefined) throw new Error("The server is not there yet: use it in tests and hooks.");
      return started;
    };
    beforeAll(async () => {
      started = await startTestPostgres(options);
    });
    afterAll(async () => {
      await Promise.all(backends.map((backend) => backend.close()));
      await started?.server.stop();
    });
    await suite({
      get server() {
        return running().server;
      },
      createDatabase: () => running().createDatabase(),
      async createBackend(options = {}) {
        const url = await running().createDatabase();
        const backend = await createTestBackend({ ...options, database: await openServer(url) });
        backends.push(backend);
        return { url, backend };
      },
    });
  });
}

/** Runs one statement over a connection of its own. */
export async function query(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = await connect(url);
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Opens a connection that the caller closes. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
