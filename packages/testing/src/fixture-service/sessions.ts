import { sha256, type TokensDetail, type WorkspaceAddress } from "@notice-consent/contract";
import { accessTokenSeconds, aToken } from "../builders/token.ts";
import { done, refused, type Outcome } from "./outcome.ts";
import type { Identity } from "./people.ts";

/** For how long a used refresh token may be presented again, in milliseconds. */
export const graceMs = 30_000;

const replayLimit = 32;
const dayMs = 86_400_000;

interface RefreshToken {
  readonly value: string;
  usedAt: number | undefined;
  replays: number;
}

interface Family {
  readonly identity: Identity;
  readonly expiresAt: number;
  /** Oldest first; the last one is active. */
  readonly tokens: RefreshToken[];
  revoked: boolean;
}

interface AccessToken {
  readonly family: Family;
  expiresAt: number;
}

/** Whom a live access token is about, and whether its session was ended. */
export interface Bearer {
  readonly identity: Identity;
  readonly revoked: boolean;
}

/** The tokens of a workspace. */
export interface Sessions {
  open(identity: Identity, days?: number | null): TokensDetail;
  refresh(refreshToken: string): Outcome<TokensDetail>;
  verify(accessToken: string): Outcome<Bearer>;
  expireAccessTokens(): void;
  revokeAll(): void;
}

interface Surroundings {
  readonly address: WorkspaceAddress;
  readonly now: () => number;
  /** The uuid that the identity's decisions count for, once there is one. */
  readonly userUuid: (identity: Identity) => string | undefined;
}

/** Names an identity without telling it. */
export function subjectOf(address: WorkspaceAddress, kind: Identity["kind"], value: string): string {
  return sha256(`${address.workspaceUuid} ${kind} ${value}`).slice(0, 32);
}

/** Makes a workspace without tokens. */
export function createSessions({ address, now, userUuid }: Surroundings): Sessions {
  const families: Family[] = [];
  const accessTokens = new Map<string, AccessToken>();

  function pair(family: Family, refreshToken: RefreshToken): TokensDetail {
    const { identity } = family;
    const iat = Math.floor(now() / 1000);
    const token = aToken({
      organisation_uuid: address.organisationUuid,
      workspace_uuid: address.workspaceUuid,
      sub: identity.sub,
      user_uuid: userUuid(identity),
      jti: randomText(),
      iat,
      exp: iat + accessTokenSeconds,
      user_data: identity.kind === "org_user_id" ? { org_user_id: identity.value } : undefined,
    });
    accessTokens.set(token, { family, expiresAt: (iat + accessTokenSeconds) * 1000 });
    return { token, refresh_token: refreshToken.value, expires_at: new Date(family.expiresAt).toISOString() };
  }

  return {
    open(identity, days) {
      const family: Family = { identity, expiresAt: now() + (days ?? 1) * dayMs, tokens: [], revoked: false };
      families.push(family);
      return pair(family, addToken(family));
    },
    refresh(value) {
      const family = families.find(({ tokens }) => tokens.some((token) => token.value === value));
      if (family === undefined) return refused("REFRESH_INVALID");
      if (family.revoked) return refused("SESSION_REVOKED");
      if (family.expiresAt <= now()) return refused("REFRESH_INVALID");
      const position = family.tokens.findIndex((token) => token.value === value);
      const presented = family.tokens[position];
      const successor = family.tokens[position + 1];
      if (presented === undefined) return refused("REFRESH_INVALID");
      if (successor === undefined) {
        presented.usedAt = now();
        return done(pair(family, addToken(family)));
      }
      if (now() - (presented.usedAt ?? 0) > graceMs) {
        family.revoked = true;
        return refused("REFRESH_REUSED");
      }
      presented.replays += 1;
      const isParent = position === family.tokens.length - 2;
      if (!isParent || presented.replays > replayLimit) return refused("REFRESH_STALE");
      return done(pair(family, successor));
    },
    verify(accessToken) {
      const known = accessTokens.get(accessToken);
      if (known === undefined) return refused("INVALID_TOKEN");
      if (known.expiresAt <= now()) return refused("TOKEN_EXPIRED");
      return done({ identity: known.family.identity, revoked: known.family.revoked });
    },
    expireAccessTokens() {
      for (const token of accessTokens.values()) token.expiresAt = 0;
    },
    revokeAll() {
      for (const family of families) family.revoked = true;
    },
  };
}

function addToken(family: Family): RefreshToken {
  const token: RefreshToken = { value: `fixture-refresh-${randomText()}`, usedAt: undefined, replays: 0 };
  family.tokens.push(token);
  return token;
}

function randomText(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
