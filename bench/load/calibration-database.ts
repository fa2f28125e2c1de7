import { PGlite } from "@electric-sql/pglite";
import { Pool } from "pg";

/** What the calibration app asks of a database, without anything between it and the driver. */
export interface CalibrationDatabase {
  read(text: string, values: readonly string[]): Promise<readonly unknown[]>;
  /** Runs a statement twice in one transaction. */
  writeTwice(text: string, values: () => readonly string[]): Promise<void>;
}

const preparation = [
  "create table if not exists calibration_rows (uuid uuid primary key, owner text not null, body text not null)",
  "create index if not exists calibration_owner on calibration_rows (owner)",
  `insert into calibration_rows
     select gen_random_uuid(), 'owner-' || n, repeat('x', 200) from generate_series(1, 10000) n`,
];

/** A server with a pool as large as our API's, or PGlite in memory; with ten thousand rows to read. */
export async function openCalibrationDatabase(url: string | undefined): Promise<CalibrationDatabase> {
  if (url === undefined) {
    const embedded = await PGlite.create("memory://");
    for (const statement of preparation) await embedded.query(statement);
    return {
      read: async (text, values) => (await embedded.query(text, [...values])).rows,
      writeTwice: (text, values) =>
        embedded.transaction(async (tx) => {
          await tx.query(text, [...values()]);
          await tx.query(text, [...values()]);
        }),
    };
  }
  const pool = new Pool({ connectionString: url, max: 10 });
  for (const statement of preparation) await pool.query(statement);
  return {
    read: async (text, values) => (await pool.query<Record<string, unknown>>(text, [...values])).rows,
    async writeTwice(text, values) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query(text, [...values()]);
        await client.query(text, [...values()]);
        await client.query("commit");
      } finally {
        client.release();
      }
    },
  };
}
