import { randomBytes } from "node:crypto";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { apiKeys } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { composeApiKey, type Permission, permissions } from "./api-key.ts";
import type { InstanceKeys } from "./instance-keys.ts";

/** An API key as an operator sees it; the key itself is stored nowhere. */
export interface ApiKeyState {
  /** The public part, which stands between `cms_` and the secret. */
  readonly prefix: string;
  readonly permissions: readonly string[];
  readonly state: "live" | "revoked";
}

/** Makes a key and returns it, this once. Throws for a permission that there is not, and for none at all. */
export async function createApiKey(
  queries: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  wanted: readonly string[],
): Promise<string> {
  const unknown = wanted.filter((name) => !permissions.some((permission) => permission === name));
  if (unknown.length > 0 || wanted.length === 0)
    throw new Error(`A key needs one or more of these permissions: ${permissions.join(", ")}.`);
  const prefix = randomBytes(6).toString("hex");
  const apiKey = composeApiKey(prefix, randomBytes(32));
  const granted: readonly Permission[] = permissions.filter((permission) => wanted.includes(permission));
  await queries.insert(apiKeys).values({ prefix, workspaceUuid, mac: keys.mac(apiKey), permissions: [...granted] });
  return apiKey;
}

/** The keys of a workspace, the oldest first, revoked ones included. */
export async function listApiKeys(queries: Queryable, workspaceUuid: string): Promise<readonly ApiKeyState[]> {
  const rows = await queries
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.workspaceUuid, workspaceUuid))
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.prefix));
  return rows.map(({ prefix, permissions: granted, revokedAt }) => ({
    prefix,
    permissions: granted,
    state: revokedAt === null ? "live" : "revoked",
  }));
}

/** Refuses a key from the next request on, for good. Throws where the workspace has no such live key. */
export async function revokeApiKey(queries: Queryable, workspaceUuid: string, prefix: string): Promise<void> {
  const revoked = await queries
    .update(apiKeys)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(apiKeys.workspaceUuid, workspaceUuid), eq(apiKeys.prefix, prefix), isNull(apiKeys.revokedAt)))
    .returning({ prefix: apiKeys.prefix });
  if (revoked.length === 0) throw new Error(`There is no live API key ${prefix}.`);
}
