import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import type { Database } from "./db/connect.ts";
import { migrationsFolder } from "./db/migrations-folder.ts";

/** Whether this process should be sent requests. */
export interface Readiness {
  /** False from now on: the process is stopping. */
  stop(): void;
  isStopping(): boolean;
  /** True while the database answers and holds every migration that this version brings. */
  check(): Promise<boolean>;
}

/** Readiness over a database. */
export function createReadiness({ queries }: Database): Readiness {
  const life = { stopping: false };
  const newest = newestMigration();
  return {
    stop() {
      life.stopping = true;
    },
    isStopping: () => life.stopping,
    async check() {
      if (life.stopping) return false;
      try {
        const [row] = await queries
          .select({ applied: sql<boolean>`coalesce(max(created_at) >= ${newest}::bigint, false)` })
          .from(sql`drizzle.__drizzle_migrations`);
        return row?.applied === true;
      } catch {
        return false;
      }
    },
  };
}

function newestMigration(): number {
  const journal: unknown = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: drizzle-kit wrote the file
  const { entries } = journal as { readonly entries: readonly { readonly when: number }[] };
  return Math.max(...entries.map(({ when }) => when));
}
