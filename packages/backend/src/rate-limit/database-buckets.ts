import { createHash } from "node:crypto";
import { lt, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { rateLimits } from "../db/operation-schema.ts";
import { burstMs, type Limit, refillMs } from "./limits.ts";

/** Counts uses over all processes; resolves with the milliseconds to wait, or 0 when the use is within the limit. */
export interface SharedBuckets {
  take(limit: Limit, whom: string): Promise<number>;
}

/** Buckets in the database, by its clock: one row and one statement each. `mac` hides whom a bucket is about. */
export function createDatabaseBuckets(
  queries: Queryable,
  mac: (text: string) => string,
  factor: number,
): SharedBuckets {
  return {
    async take(limit, whom) {
      const key = mac(
        createHash("sha256")
          .update(JSON.stringify(["rate limit", limit.name, whom]))
          .digest("base64url"),
      );
      const refill = sql`make_interval(secs => ${refillMs(limit, factor) / 1000}::float8)`;
      const burst = sql`make_interval(secs => ${burstMs(limit) / 1000}::float8)`;
      const start = sql`greatest(${rateLimits.emptyAt}, clock_timestamp())`;
      const taken = await queries
        .insert(rateLimits)
        .values({ key, emptyAt: sql`clock_timestamp() + ${refill}` })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: { emptyAt: sql`${start} + ${refill}` },
          setWhere: sql`${start} + ${refill} <= clock_timestamp() + ${burst}`,
        })
        .returning({ key: rateLimits.key });
      if (taken.length > 0) return 0;
      const wait = sql<number>`extract(epoch from ${rateLimits.emptyAt} + ${refill} - ${burst} - clock_timestamp())::float8`;
      const [row] = await queries
        .select({ seconds: wait })
        .from(rateLimits)
        .where(sql`${rateLimits.key} = ${key}`);
      return Math.max(1, (row?.seconds ?? 0) * 1000);
    },
  };
}

/** Forgets the buckets that are empty again. */
export async function forgetEmptyBuckets(queries: Queryable): Promise<void> {
  await queries.delete(rateLimits).where(lt(rateLimits.emptyAt, sql`clock_timestamp()`));
}
