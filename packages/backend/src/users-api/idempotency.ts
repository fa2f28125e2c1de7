import { and, eq, gt, lte, sql } from "drizzle-orm";
import { ConsentError } from "@notice-consent/contract";
import type { Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { idempotencyKeys } from "../db/schema.ts";
import type { IdempotencyScope } from "../submission/idempotency.ts";

const kept = sql`clock_timestamp() - interval '24 hours'`;

/** The uuid of the event that was made under a key. Throws `IDEMPOTENCY_MISMATCH` where another body was sent with it. */
export async function findMade(tx: Queryable, scope: IdempotencyScope, bodyHash: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ bodyHash: idempotencyKeys.bodyHash, answer: idempotencyKeys.answer })
    .from(idempotencyKeys)
    .where(and(isUnder(scope), gt(idempotencyKeys.createdAt, kept)));
  if (row === undefined) return undefined;
  if (row.bodyHash !== bodyHash) throw new ConsentError("IDEMPOTENCY_MISMATCH");
  return row.answer ?? undefined;
}

/** Keeps under a key which event was made; of what it says, nothing. A key that is taken meanwhile makes the transaction run again. */
export async function keepMade(
  tx: Queryable,
  scope: IdempotencyScope,
  bodyHash: string,
  eventUuid: string,
): Promise<void> {
  const written = await tx
    .insert(idempotencyKeys)
    .values({ ...scope, bodyHash, answer: eventUuid })
    .onConflictDoUpdate({
      target: [idempotencyKeys.workspaceUuid, idempotencyKeys.subject, idempotencyKeys.route, idempotencyKeys.key],
      set: { bodyHash, answer: eventUuid, createdAt: sql`clock_timestamp()` },
      setWhere: lte(idempotencyKeys.createdAt, kept),
    })
    .returning({ key: idempotencyKeys.key });
  if (written.length === 0) throw new StaleRead();
}

function isUnder({ workspaceUuid, subject, route, key }: IdempotencyScope) {
  return and(
    eq(idempotencyKeys.workspaceUuid, workspaceUuid),
    eq(idempotencyKeys.subject, subject),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  );
}
