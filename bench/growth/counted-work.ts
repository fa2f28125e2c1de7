import type { Client } from "pg";

/** Blocks of 8 KiB that the database looked at so far, in tables and in their indexes. */
export async function countBuffers(client: Client): Promise<number> {
  // A session reports what it did when it ends.
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { rows } = await client.query<{ buffers: number }>(
    `select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::float8 as buffers
     from pg_statio_user_tables`,
  );
  return rows[0]?.buffers ?? Number.NaN;
}
