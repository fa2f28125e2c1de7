import { randomUUID } from "node:crypto";
import { ConsentError, type TokensDetail, type WorkspaceAddress } from "@notice-consent/contract";
import type { AccessTokens } from "../auth/access-token.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import {
  createRefreshToken,
  hashRefreshToken,
  judgeRefreshToken,
  type RotationPolicy,
  type Tier,
} from "../auth/refresh-token.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { findUserUuid, readKeysOfGroup } from "../user/store.ts";
import { type Identity, looksLikeContact, principalIdentifier } from "../user/identity.ts";
import { findWorkspace } from "../workspace/store.ts";
import { readIdentity, sealIdentity } from "./sealed-identity.ts";
import {
  countReplay,
  type Family,
  findFamily,
  findFamilyOf,
  insertFamily,
  insertMember,
  lockFamily,
  readMember,
  revokeFamilies,
  revokeFamily,
  rotateMember,
} from "./store.ts";

/** What issuing tokens needs. */
export interface TokenContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  readonly accessTokens: AccessTokens;
  readonly rotation: RotationPolicy;
}

/** Issues and refreshes the tokens of a workspace. */
export interface TokenService {
  /** Opens a family; writes no consent user, and leaves the person's other families alone unless they are to end. */
  generate(address: WorkspaceAddress, identity: Identity, options: GenerateOptions): Promise<TokensDetail>;
  /** An access token alone, of so many seconds: nothing refreshes it, and its family is revoked like any other. */
  generateAccessToken(address: WorkspaceAddress, orgUserId: string, lifetime: number): Promise<string>;
  /** The family that a refresh token belongs to, live or not. */
  familyOf(refreshToken: string): Promise<string | undefined>;
  /** Throws `SESSION_REVOKED`, `REFRESH_STALE`, `REFRESH_REUSED` or `REFRESH_INVALID`, each after the commit. */
  refresh(address: WorkspaceAddress, refreshToken: string): Promise<TokensDetail>;
  /** Ends the family of a refresh token, used or not; returns how many ended: one, or none. */
  revoke(address: WorkspaceAddress, refreshToken: string): Promise<number>;
  /** Ends every family of a person, under whichever of its identifiers it was opened; returns how many there were. */
  revokePerson(address: WorkspaceAddress, identity: Identity): Promise<number>;
}

/** How a family is opened. */
export interface GenerateOptions {
  /** Life of the family, at most the workspace's cap; one day when absent. */
  readonly days: number | undefined;
  readonly revokeOthers: boolean;
}

type Grantable = Pick<Family, "uuid" | "subject" | "expiresAt">;
type Verdict =
  | { readonly tier: "rotate" | "repeat"; readonly family: Family; readonly successor: string }
  | { readonly tier: Exclude<Tier, "rotate" | "repeat"> };

/** The token service over a database. */
export function createTokenService({ database, keys, accessTokens, rotation }: TokenContext): TokenService {
  async function answer(address: WorkspaceAddress, family: Grantable, identity: Identity, refreshToken: string) {
    const userUuid = await findUserUuid(database.queries, address.workspaceUuid, family.subject);
    const { orgUserId } = identity;
    const token = await accessTokens.issue({
      address,
      subject: family.subject,
      familyUuid: family.uuid,
      userUuid,
      orgUserId: orgUserId === undefined || looksLikeContact(orgUserId) ? undefined : orgUserId,
    });
    return { token, refresh_token: refreshToken, expires_at: family.expiresAt.toISOString() };
  }

  async function judge(tx: Queryable, address: WorkspaceAddress, refreshToken: string): Promise<Verdict> {
    const hash = hashRefreshToken(refreshToken);
    const familyUuid = await findFamilyOf(tx, hash);
    if (familyUuid === undefined) return { tier: "invalid" };
    await lockFamily(tx, familyUuid);
    const family = await findFamily(tx, address, familyUuid);
    const member = await readMember(tx, hash);
    if (family === undefined || member === undefined) return { tier: "invalid" };
    const { usedSecondsAgo, successorActive: isParentOfActive, replays } = member;
    const { revoked: familyRevoked, expired: familyExpired } = family;
    const tier = judgeRefreshToken(
      { familyRevoked, familyExpired, usedSecondsAgo, isParentOfActive, replays },
      rotation,
    );
    switch (tier) {
      case "rotate": {
        const successor = createRefreshToken();
        await rotateMember(tx, familyUuid, hash, { hash: hashRefreshToken(successor), sealed: keys.seal(successor) });
        return { tier, family, successor };
      }
      case "repeat":
        if (member.sealedSuccessor === null) return { tier: "stale" };
        await countReplay(tx, hash);
        return { tier, family, successor: keys.unseal(member.sealedSuccessor) };
      case "reused":
        await revokeFamily(tx, familyUuid, "reuse");
        return { tier };
      case "revoked":
      case "stale":
      case "invalid":
        return { tier };
      default:
        return tier satisfies never;
    }
  }

  return {
    async generate(address, identity, { days, revokeOthers }) {
      const workspace = await findWorkspace(database.queries, address);
      if (workspace === undefined) throw new ConsentError("NOT_FOUND");
      const { workspaceUuid } = address;
      const { kind, value } = principalIdentifier(identity);
      const family = {
        uuid: randomUUID(),
        workspaceUuid,
        subject: keys.identifierKey(workspaceUuid, kind, value),
        sealedIdentifiers: sealIdentity(keys, identity),
      };
      const refreshToken = createRefreshToken();
      const expiresAt = await database.transaction(async (tx) => {
        if (revokeOthers) await revokeFamilies(tx, workspaceUuid, await subjectsOf(tx, family), "replaced");
        const end = await insertFamily(tx, family, Math.min(days ?? 1, workspace.refreshDaysCap));
        await insertMember(tx, family.uuid, hashRefreshToken(refreshToken));
        return end;
      });
      return answer(address, { ...family, expiresAt }, identity, refreshToken);
    },
    async generateAccessToken(address, orgUserId, lifetime) {
      const { workspaceUuid } = address;
      const identity = { orgUserId, email: undefined, mobile: undefined };
      const family = {
        uuid: randomUUID(),
        workspaceUuid,
        subject: keys.identifierKey(workspaceUuid, "org_user_id", orgUserId),
        sealedIdentifiers: sealIdentity(keys, identity),
      };
      await insertFamily(database.queries, family, 1);
      return accessTokens.issue({
        address,
        subject: family.subject,
        familyUuid: family.uuid,
        userUuid: await findUserUuid(database.queries, workspaceUuid, family.subject),
        orgUserId: looksLikeContact(orgUserId) ? undefined : orgUserId,
        lifetime,
      });
    },
    familyOf: (refreshToken) => findFamilyOf(database.queries, hashRefreshToken(refreshToken)),
    async refresh(address, refreshToken) {
      // A refusal is answered only after this has committed: what is thrown inside would undo a revocation.
      const verdict = await database.transaction((tx) => judge(tx, address, refreshToken));
      switch (verdict.tier) {
        case "rotate":
        case "repeat": {
          const identity = readIdentity(keys, verdict.family.sealedIdentifiers);
          return answer(address, verdict.family, identity, verdict.successor);
        }
        case "revoked":
          throw new ConsentError("SESSION_REVOKED");
        case "stale":
          throw new ConsentError("REFRESH_STALE");
        case "reused":
          throw new ConsentError("REFRESH_REUSED");
        case "invalid":
          throw new ConsentError("REFRESH_INVALID");
        default:
          return verdict satisfies never;
      }
    },
    revoke: (address, refreshToken) =>
      database.transaction(async (tx) => {
        const uuid = await findFamilyOf(tx, hashRefreshToken(refreshToken));
        if (uuid === undefined) return 0;
        await lockFamily(tx, uuid);
        const family = await findFamily(tx, address, uuid);
        if (family === undefined || family.revoked || family.expired) return 0;
        await revokeFamily(tx, uuid, "sign-out");
        return 1;
      }),
    revokePerson: ({ workspaceUuid }, identity) =>
      database.transaction(async (tx) => {
        const { kind, value } = principalIdentifier(identity);
        const subject = keys.identifierKey(workspaceUuid, kind, value);
        const subjects = await subjectsOf(tx, { workspaceUuid, subject });
        return revokeFamilies(tx, workspaceUuid, subjects, "operator");
      }),
  };
}

// Everyone linked to one primary is one person, and so are the tokens made for any identifier of theirs.
async function subjectsOf(
  tx: Queryable,
  { workspaceUuid, subject }: Pick<Family, "workspaceUuid" | "subject">,
): Promise<readonly string[]> {
  const personUuid = await findUserUuid(tx, workspaceUuid, subject);
  return personUuid === undefined ? [subject] : [subject, ...(await readKeysOfGroup(tx, personUuid))];
}
