import { createHash } from "node:crypto";
import { ConsentError } from "@notice-consent/contract";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { isLockTimeout } from "../db/failure.ts";
import { idempotencyKeys } from "../db/schema.ts";

/** One act of one person: the key counts for this principal and this route only. */
export interface IdempotencyScope {
  readonly workspaceUuid: string;
  readonly subject: string;
  readonly route: string;
  readonly key: string;
}

/** Whether the act is new, or was answered before. */
export type Claim = { readonly status: "new" } | { readonly status: "answered"; readonly answer: string };

const kept = sql`clock_timestamp() - interval '24 hours'`;

/**
 * Claims a key for the running transaction; a second request waits here for the first.
 * Throws `IDEMPOTENCY_MISMATCH` for another body and `IDEMPOTENCY_IN_PROGRESS` when the first takes too long.
 */
export async function claimKey(tx: Queryable, scope: IdempotencyScope, body: Uint8Array): Promise<Claim> {
  const bodyHash = createHash("sha256").update(body).digest("base64url");
  if (await insertKey(tx, scope, bodyHash)) return { status: "new" };
  const [row] = await tx.select().from(idempotencyKeys).where(sameKey(scope));
  if (row === undefined) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
  if (row.bodyHash !== bodyHash) throw new ConsentError("IDEMPOTENCY_MISMATCH");
  if (row.answer === null) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
  return { status: "answered", answer: row.answer };
}

/** Keeps the answer to a claimed key, to be repeated byte for byte. */
export async function keepAnswer(tx: Queryable, scope: IdempotencyScope, answer: string): Promise<void> {
  await tx.update(idempotencyKeys).set({ answer }).where(sameKey(scope));
}

/** Forgets the answers that are older than 24 hours. */
export async function forgetOldAnswers(queries: Queryable): Promise<void> {
  await queries.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, kept));
}

async function insertKey(tx: Queryable, scope: IdempotencyScope, bodyHash: string): Promise<boolean> {
  try {
    const rows = await tx
      .insert(idempotencyKeys)
      .values({ ...scope, bodyHash })
      .onConflictDoUpdate({
        target: [idempotencyKeys.workspaceUuid, idempotencyKeys.subject, idempotencyKeys.route, idempotencyKeys.key],
        set: { bodyHash, answer: null, createdAt: sql`clock_timestamp()` },
        setWhere: lt(idempotencyKeys.createdAt, kept),
      })
      .returning({ key: idempotencyKeys.key });
    return rows.length > 0;
  } catch (cause) {
    if (isLockTimeout(cause)) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
    throw cause;
  }
}

function sameKey({ workspaceUuid, subject, route, key }: IdempotencyScope) {
  return and(
    eq(idempotencyKeys.workspaceUuid, workspaceUuid),
    eq(idempotencyKeys.subject, subject),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  );
}
