import { randomUUID } from "node:crypto";
import { type PostgresOptions, type PostgresServer, startPostgres } from "@notice-consent/testing/postgres";
import { Client } from "pg";

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
