import { createHash } from "node:crypto";
import { and, eq, gt, lt, sql } from "drizzle-orm";
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

/** Finds the answer that is kept under a key, for a statement that is told the members of its scope. */
export const isKept = and(
  eq(idempotencyKeys.workspaceUuid, sql.placeholder("workspaceUuid")),
  eq(idempotencyKeys.subject, sql.placeholder("subject")),
  eq(idempotencyKeys.route, sql.placeholder("route")),
  eq(idempotencyKeys.key, sql.placeholder("key")),
  gt(idempotencyKeys.createdAt, kept),
);

/** A body's hash, by which a repetition is told from another act under the same key. */
export function hashBody(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

/** Forgets the answers that are older than 24 hours. */
export async function forgetOldAnswers(queries: Queryable): Promise<void> {
  await queries.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, kept));
}
