import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, isNull } from "drizzle-orm";
import { usersApiCredentials, workspaces } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { findLiveKey } from "./api-key.ts";
import { type InstanceKeys, sameDigest } from "./instance-keys.ts";
import type { SessionTokens } from "./session-token.ts";

/** On whose behalf a session acts. */
export interface SessionHolder {
  /** The public part of the key that opened the session. */
  readonly key: string;
  /** What the organisation is called in requests. */
  readonly organizationId: string;
  readonly address: WorkspaceAddress;
  readonly permissions: readonly string[];
}

/** Opens and checks sessions of an organisation's own back end. */
export interface Sessions {
  /** Exchanges a key and its secret for a token; nothing for a pair that is unknown or revoked. */
  open(key: string, secret: string): Promise<{ readonly token: string; readonly holder: SessionHolder } | undefined>;
  /** Throws `UNAUTHORIZED` unless the token and the key behind it are live. */
  verify(token: string): Promise<SessionHolder>;
}

interface Held extends SessionHolder {
  /** Keyed hash of the text that {@link secretText} makes of the pair. */
  readonly mac: string;
}

const prefixForm = /^[a-z0-9]{12}$/;

/** Sessions over a database. Both kinds of keys open one: API keys, by prefix and secret part, and credentials of their own. */
export function createSessions(queries: Queryable, keys: InstanceKeys, tokens: SessionTokens): Sessions {
  return {
    async open(key, secret) {
      const held = await findKey(queries, key);
      // Hashed for an unknown key too, so that the time tells nothing.
      const isRight = sameDigest(keys.mac(secretText(key, secret)), held?.mac ?? "");
      if (held === undefined || !isRight) return undefined;
      return { token: await tokens.issue(key), holder: holderOf(held) };
    },
    async verify(token) {
      const held = await findKey(queries, await tokens.verify(token));
      if (held === undefined) throw new ConsentError("UNAUTHORIZED");
      return holderOf(held);
    },
  };
}

function holderOf({ key, organizationId, address, permissions }: Held): SessionHolder {
  return { key, organizationId, address, permissions };
}

// An API key is hashed whole.
function secretText(key: string, secret: string): string {
  return prefixForm.test(key) ? `cms_${key}_${secret}` : secret;
}

async function findKey(queries: Queryable, key: string): Promise<Held | undefined> {
  if (prefixForm.test(key)) {
    const row = await findLiveKey(queries, key);
    if (row === undefined) return undefined;
    const { mac, permissions, ...address } = row;
    return { key, mac, permissions, address, organizationId: address.organisationUuid };
  }
  const [row] = await queries
    .select({
      mac: usersApiCredentials.secretMac,
      organizationId: usersApiCredentials.organizationId,
      workspaceUuid: usersApiCredentials.workspaceUuid,
      organisationUuid: workspaces.organisationUuid,
    })
    .from(usersApiCredentials)
    .innerJoin(workspaces, eq(workspaces.uuid, usersApiCredentials.workspaceUuid))
    .where(and(eq(usersApiCredentials.key, key), isNull(usersApiCredentials.revokedAt)));
  if (row === undefined) return undefined;
  const { mac, organizationId, ...address } = row;
  return { key, mac, organizationId, address, permissions: ["users"] };
}
