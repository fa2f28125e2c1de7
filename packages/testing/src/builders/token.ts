import { sha256, type ConsentUser } from "@notice-consent/contract";
import { fixtureOrganisationUuid, fixtureWorkspaceUuid } from "../fixture-address.ts";

/** Claims of an access token, as the wire has them. */
export interface TokenClaims {
  readonly organisation_uuid: string;
  readonly workspace_uuid: string;
  readonly sub?: string | undefined;
  /** Absent until a consent user exists. */
  readonly user_uuid?: string | undefined;
  /** Seconds since 1970. */
  readonly iat: number;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly jti?: string | undefined;
  readonly iss?: string | undefined;
  readonly aud?: string | undefined;
  readonly email?: string | undefined;
  readonly contact?: string | undefined;
  readonly user_data?: Partial<Pick<ConsentUser, "org_user_id" | "primary_email" | "primary_mobile">> | undefined;
}

/** Life of an access token in seconds: one hour. */
export const accessTokenSeconds = 60 * 60;

/**
 * An access token in the form of a JWT, valid for an hour from now.
 * It is not signed: good for a fixture service and for code that reads claims, refused by every real one.
 */
export function aToken(claims: Partial<TokenClaims> = {}): string {
  const iat = claims.iat ?? Math.floor(Date.now() / 1000);
  return unsignedJwt({
    organisation_uuid: fixtureOrganisationUuid,
    workspace_uuid: fixtureWorkspaceUuid,
    sub: sha256("a person").slice(0, 32),
    iss: "https://consent.test",
    aud: "notice-consent",
    exp: iat + accessTokenSeconds,
    ...claims,
    iat,
  });
}

function unsignedJwt(claims: TokenClaims): string {
  return (
    [{ alg: "none", typ: "at+jwt", kid: "fixture" }, claims].map((part) => base64Url(JSON.stringify(part))).join(".") +
    ".unsigned"
  );
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
