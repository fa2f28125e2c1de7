import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { withRestarts, type Database } from "./connect.ts";
import { lockDirectory } from "./lock-file.ts";
import { migrationsFolder } from "./migrations-folder.ts";

/**
 * PostgreSQL inside this process, in a directory or in memory, migrated.
 * Throws when another process holds the directory.
 */
export async function openEmbedded(data: string): Promise<Database> {
  const storage = data === "memory" ? undefined : prepareDirectory(data);
  try {
    const client = await PGlite.create(storage?.path ?? "memory://");
    const queries = drizzle(client);
    await migrate(queries, { migrationsFolder });
    return {
      kind: "embedded",
      queries,
      transaction: (work) => withRestarts(() => queries.transaction(work)),
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
