import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Database, unchanging, withRestarts } from "./connect.ts";
import { lockDirectory } from "./lock-file.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { becomeApi, grantToApi } from "./role.ts";
import { findTruncatedPieces } from "./write-ahead-log.ts";

/**
 * PostgreSQL inside this process, in a directory or in memory, migrated.
 * It is used as the API's role, which its one session could leave again. Throws when another process holds the directory,
 * and when what lies there is damaged.
 */
export async function openEmbedded(data: string): Promise<Database> {
  const storage = data === "memory" ? undefined : prepareDirectory(data);
  try {
    const client = await (storage === undefined ? PGlite.create("memory://") : openDirectory(data, storage.path));
    const queries = drizzle(client);
    await migrate(queries, { migrationsFolder });
    await grantToApi(queries);
    await queries.execute(sql.raw(becomeApi));
    return {
      kind: "embedded",
      queries,
      transaction: (work) => withRestarts(() => queries.transaction(work)),
      snapshot: (work) => withRestarts(() => queries.transaction(work, unchanging)),
      async close() {
        await client.close();
        storage?.release();
      },
    };
  } catch (cause) {
    storage?.release();
    throw cause;
  }
}

async function openDirectory(data: string, path: string): Promise<PGlite> {
  const truncated = findTruncatedPieces(join(path, "pg_wal"));
  if (truncated.length > 0) throw damaged(data, new Error(`These pieces of its log are cut off: ${truncated.join()}`));
  try {
    return await PGlite.create(path);
  } catch (cause) {
    throw damaged(data, cause);
  }
}

function damaged(data: string, cause: unknown): Error {
  const sentence = `The data in ${data} cannot be opened: it is damaged, or was written by another version.`;
  return new Error(`${sentence} Restore a backup, or choose another directory.`, { cause });
}

function prepareDirectory(data: string): { readonly path: string; release(): void } {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const release = lockDirectory(data);
  return { path: join(data, "postgres"), release };
}
