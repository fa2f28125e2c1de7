import { asc, inArray, sql } from "drizzle-orm";
import { refreshTokens, tokenFamilies } from "../db/access-schema.ts";
import type { Database, Queryable } from "../db/connect.ts";

/** When a family ended: it expired, or was revoked before. */
const end = sql`least(${tokenFamilies.expiresAt}, ${tokenFamilies.revokedAt})`;

/** How many families go in one transaction. */
const batch = 500;

/**
 * Deletes the families that ended a day ago or earlier, with their members and what they were opened with.
 * A day is longer than an access token lives, so every token that could still do something is told apart until then;
 * afterwards a refresh token of such a family is an unknown one. Several processes may do it at once.
 * Returns how many families there were.
 */
export async function forgetEndedFamilies(database: Database): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const count = await database.transaction(forgetBatch);
    forgotten += count;
    if (count < batch) return forgotten;
  }
}

async function forgetBatch(tx: Queryable): Promise<number> {
  const ended = await tx
    .select({ uuid: tokenFamilies.uuid })
    .from(tokenFamilies)
    .where(sql`${end} < clock_timestamp() - interval '1 day'`)
    .orderBy(asc(end))
    .limit(batch)
    // Those that another process has in hand are left to it.
    .for("update", { skipLocked: true });
  if (ended.length === 0) return 0;
  const uuids = ended.map(({ uuid }) => uuid);
  await tx.delete(refreshTokens).where(inArray(refreshTokens.familyUuid, uuids));
  await tx.delete(tokenFamilies).where(inArray(tokenFamilies.uuid, uuids));
  return uuids.length;
}
