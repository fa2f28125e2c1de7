import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { Database, Queryable } from "./connect.ts";

/** The database's time, which alone judges tokens. */
export interface DatabaseClock {
  /** Seconds since 1970, whole and fraction. */
  now(): Promise<number>;
}

const anchorLifeMs = 30_000;
const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';

/** Asks the database once in 30 s and counts on a monotonic clock in between. */
export function createDatabaseClock(database: Database): DatabaseClock {
  let anchor: { readonly seconds: number; readonly at: number } | undefined;
  return {
    async now() {
      if (anchor === undefined || performance.now() - anchor.at > anchorLifeMs) {
        const at = performance.now();
        anchor = { seconds: await readSeconds(database.queries), at };
      }
      return anchor.seconds + (performance.now() - anchor.at) / 1000;
    },
  };
}

/** The database's present time as ISO 8601 UTC to the microsecond, inside another statement. */
export const timestamp = isoMicroseconds(sql`clock_timestamp()`);

/** A time of the database as {@link timestamp}; a `Date` would lose its microseconds. */
export function isoMicroseconds(time: SQL | AnyColumn): SQL<string> {
  return sql<string>`to_char(${time} at time zone 'UTC', ${isoFormat}::text)`;
}

/** The database's present time as {@link timestamp}; taken after a lock, it orders what the lock orders. */
export async function readTimestamp(queries: Queryable): Promise<string> {
  const [row] = await queries.select({ at: timestamp }).from(sql`(select 1) one`);
  if (row === undefined) throw new Error("The database told no time.");
  return row.at;
}

async function readSeconds(queries: Queryable): Promise<number> {
  const [row] = await queries
    .select({ seconds: sql<number>`extract(epoch from clock_timestamp())::float8` })
    .from(sql`(select 1) one`);
  if (row === undefined) throw new Error("The database told no time.");
  return row.seconds;
}
