import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client, Pool } from "pg";
import { withRestarts, type Database } from "./connect.ts";
import { migrationsFolder } from "./migrations-folder.ts";

/** How long a request may hold up the database, in milliseconds. */
const limits = { statement_timeout: 3000, lock_timeout: 1000, connectionTimeoutMillis: 1000 };

/** Any number will do, as long as every process of an installation asks for the same one. */
const migrationLock = 4_117_023;

/** A PostgreSQL server, migrated; several processes may share it. */
export async function openServer(databaseUrl: string, poolSize = 10): Promise<Database> {
  await migrateServer(databaseUrl);
  const pool = new Pool({ connectionString: databaseUrl, max: poolSize, ...limits });
  // A connection that breaks while idle is replaced at the next use; unheard, its error would end the process.
  pool.on("error", () => undefined);
  const queries = drizzle(pool);
  return {
    kind: "server",
    queries,
    transaction: (work) => withRestarts(() => queries.transaction(work)),
    close: () => pool.end(),
  };
}

async function migrateServer(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}
