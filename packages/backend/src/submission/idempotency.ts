import { createHash } from "node:crypto";
import { and, eq, gt, lt, lte, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { idempotencyKeys } from "../db/schema.ts";

/** One act of one person: the key counts for this principal and this route only. */
export interface IdempotencyScope {
  readonly workspaceUuid: string;
  readonly subject: string;
  readonly route: string;
  readonly key: string;
}

/** An answer that was given under a key, and the hash of the body it was given to. */
export interface KeptAnswer {
  readonly bodyHash: string;
  readonly answer: string;
}

const kept = sql`clock_timestamp() - interval '24 hours'`;

/** The row that a key's answer is kept in, while it is kept. */
export function keptUnder({ workspaceUuid, subject, route, key }: IdempotencyScope) {
  return and(
    eq(idempotencyKeys.workspaceUuid, workspaceUuid),
    eq(idempotencyKeys.subject, subject),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
    gt(idempotencyKeys.createdAt, kept),
  );
}

/** A body's hash, by which a repetition is told from another act under the same key. */
export function hashBody(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

/** The statement that keeps an answer, to be repeated byte for byte; it writes nothing where one is kept already. */
export function keepAnswer(tx: Queryable, scope: IdempotencyScope, { bodyHash, answer }: KeptAnswer) {
  return tx
    .insert(idempotencyKeys)
    .values({ ...scope, bodyHash, answer })
    .onConflictDoUpdate({
      target: [idempotencyKeys.workspaceUuid, idempotencyKeys.subject, idempotencyKeys.route, idempotencyKeys.key],
      set: { bodyHash, answer, createdAt: sql`clock_timestamp()` },
      setWhere: lte(idempotencyKeys.createdAt, kept),
    });
}

/** Forgets the answers that are older than 24 hours. */
export async function forgetOldAnswers(queries: Queryable): Promise<void> {
  await queries.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, kept));
}
