import { Socket } from "node:net";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Client, Pool } from "pg";
import { type Database, type Queryable, unchanging, withRestarts } from "./connect.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { apiRole, becomeApi, grantToApi, tables } from "./role.ts";

/** How long a request may hold up the database, in milliseconds. */
const limits = { statement_timeout: 3000, lock_timeout: 1000, connectionTimeoutMillis: 1000 };

/** Longer than any statement may take, so that only a connection that leads nowhere is silent for so long. */
const silentMs = 5000;

/** Any number will do, as long as every process of an installation asks for the same one. */
const migrationLock = 4_117_023;

/** How a server is opened. */
export interface ServerOptions {
  readonly poolSize?: number | undefined;
  /** The owner's credential, where `databaseUrl` is one that may not migrate. */
  readonly migrationUrl?: string | undefined;
}

/** A PostgreSQL server, migrated and used as the API's role; several processes may share it. */
export async function openServer(databaseUrl: string, options: ServerOptions = {}): Promise<Database> {
  await prepareServer(options.migrationUrl ?? databaseUrl);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.poolSize ?? 10,
    ...limits,
    // Idle ones go before their silence could be taken for a broken way.
    idleTimeoutMillis: silentMs - 1000,
    stream: impatientSocket,
    // Awaited before the first use: a connection that cannot give up its rights is not used at all.
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it, its types lack that
    onConnect: (client) => {
      // One that breaks between two statements of a transaction tells the next statement too.
      client.on("error", ignore);
      return client.query(becomeApi);
    },
  });
  // A connection that breaks is replaced at the next use; unheard, its error would end the process.
  pool.on("error", ignore);
  const queries = drizzle(pool);
  return {
    kind: "server",
    queries,
    transaction: (work) => withRestarts(() => borrow(pool, (own) => own.transaction(work))),
    snapshot: (work) => withRestarts(() => borrow(pool, (own) => own.transaction(work, unchanging))),
    pool: () => ({
      size: pool.options.max,
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/**
 * Lends a connection and takes it back whatever happens. Drizzle's transactions over a pool keep one for ever that
 * breaks at `begin`, until none is left.
 */
async function borrow<Result>(pool: Pool, work: (own: NodePgDatabase) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(drizzle(client));
  } finally {
    client.release();
  }
}

function ignore(): void {}

/** The server's limits cannot reach a statement whose answer is lost on the way; this ends its connection instead. */
function impatientSocket(): Socket {
  const socket = new Socket();
  return socket.setTimeout(silentMs, () => socket.destroy(new Error("The database server is silent.")));
}

/** Migrates a server and grants the API its rights, unless that is done; only then it takes the owner's credential. */
export async function prepareServer(migrationUrl: string): Promise<void> {
  const client = new Client({ connectionString: migrationUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const queries = drizzle(client);
    if (await isPrepared(queries)) return;
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(queries, { migrationsFolder });
    await grantToApi(queries);
  } finally {
    await client.end();
  }
}

async function isPrepared(queries: Queryable): Promise<boolean> {
  const newest = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis;
  const names = sql.join(
    tables.map(({ name }) => sql`${`public.${name}`}`),
    sql`, `,
  );
  try {
    const [row] = await queries
      .select({
        migrated: sql<boolean>`(select max(created_at) >= ${newest} from drizzle.__drizzle_migrations)`,
        granted: sql<boolean>`(select bool_and(has_table_privilege(${apiRole}, name, 'SELECT')) from unnest(array[${names}]) as name)`,
      })
      .from(sql`(select 1) one`);
    return row?.migrated === true && row.granted;
  } catch {
    // No table, no role or no right to look: the owner has work to do, and says so if that was not the reason.
    return false;
  }
}
