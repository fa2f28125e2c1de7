import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { apiKeys, workspaces } from "../db/access-schema.ts";
import { type InstanceKeys, sameDigest } from "./instance-keys.ts";

/** What an API key may be allowed to do. */
export const permissions = ["tokens", "users", "webhooks", "notices"] as const;
export type Permission = (typeof permissions)[number];

/** An API key that was found to be live, with the workspace it belongs to. */
export interface KeyHolder {
  /** The key's public part. */
  readonly prefix: string;
  readonly address: WorkspaceAddress;
  readonly permissions: readonly string[];
}

const keyForm = /^cms_([a-z0-9]{12})_[A-Za-z0-9_-]{43}$/;

/** Puts a key together: a public prefix to find it by, then 32 secret bytes. */
export function composeApiKey(prefix: string, secret: Buffer): string {
  return `cms_${prefix}_${secret.toString("base64url")}`;
}

/** A live key by its public prefix, with the hash that its secret has to have. */
export async function findLiveKey(queries: Queryable, prefix: string) {
  const [row] = await queries
    .select({
      mac: apiKeys.mac,
      permissions: apiKeys.permissions,
      workspaceUuid: apiKeys.workspaceUuid,
      organisationUuid: workspaces.organisationUuid,
    })
    .from(apiKeys)
    .innerJoin(workspaces, eq(workspaces.uuid, apiKeys.workspaceUuid))
    .where(and(eq(apiKeys.prefix, prefix), isNull(apiKeys.revokedAt)));
  return row;
}

/** Looks a key up by its prefix and compares it; throws `UNAUTHORIZED` unless it is live. */
export async function verifyApiKey(
  queries: Queryable,
  keys: InstanceKeys,
  given: string | undefined,
): Promise<KeyHolder> {
  const prefix = keyForm.exec(given ?? "")?.[1];
  if (given === undefined || prefix === undefined) throw new ConsentError("UNAUTHORIZED");
  const row = await findLiveKey(queries, prefix);
  if (row === undefined || !sameDigest(keys.mac(given), row.mac)) throw new ConsentError("UNAUTHORIZED");
  const { organisationUuid, workspaceUuid, permissions } = row;
  return { prefix, address: { organisationUuid, workspaceUuid }, permissions };
}
