import { sha256, type WorkspaceAddress } from "@notice-consent/contract";
import { readClaims, type Claims } from "./claims.ts";

/** Where a session's calls go, and the digest that stands for its person in every key. */
export interface Principal {
  /** SHA-256 of who the person is; says nothing about them and holds no token. */
  readonly digest: string;
  readonly address: WorkspaceAddress;
}

/** The name a token gives its person: `sub`, else `user_uuid`; `undefined` where only the lineage tells. */
export function nameOf(claims: Claims | undefined): string | undefined {
  if (claims?.sub !== undefined) return `sub:${claims.sub}`;
  return claims?.userUuid === undefined ? undefined : `user:${claims.userUuid}`;
}

/** The digest of a person under one base URL, organisation and workspace. */
export function principalDigest(base: string, address: WorkspaceAddress, name: string): string {
  return sha256(JSON.stringify([base, address.organisationUuid, address.workspaceUuid, name]));
}

/** Organisation and workspace: as the host gives them, else as the token names them; `undefined` when neither does. */
export function addressOf(
  accessToken: string | undefined,
  given: { readonly organisationUuid?: string | undefined; readonly workspaceUuid?: string | undefined },
): WorkspaceAddress | undefined {
  const claims = accessToken === undefined ? undefined : readClaims(accessToken);
  const organisationUuid = given.organisationUuid || claims?.organisationUuid;
  const workspaceUuid = given.workspaceUuid || claims?.workspaceUuid;
  return organisationUuid && workspaceUuid ? { organisationUuid, workspaceUuid } : undefined;
}

/** True when a refreshed token speaks of somebody else than the earlier one; what a token does not say is no difference. */
export function isOtherPerson(earlier: Claims | undefined, later: Claims | undefined): boolean {
  const keys = ["organisationUuid", "workspaceUuid", "sub", "userUuid"] as const;
  return keys.some((key) => earlier?.[key] !== undefined && later?.[key] !== undefined && earlier[key] !== later[key]);
}
