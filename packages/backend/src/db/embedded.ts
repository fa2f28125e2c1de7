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

/**
 * PostgreSQL inside this process, in a directory or in memory, migrated.
 * It is used as the API's role, which its one session could leave again. Throws when another process holds the directory.
 */
export async function openEmbedded(data: string): Promise<Database> {
  const storage = data === "memory" ? undefined : prepareDirectory(data);
  try {
    const client = await PGlite.create(storage?.path ?? "memory://");
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

function prepareDirectory(data: string): { readonly path: string; release(): void } {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const release = lockDirectory(data);
  return { path: join(data, "postgres"), release };
}
