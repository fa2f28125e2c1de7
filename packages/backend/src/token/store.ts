import type { WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Queryable } from "../db/connect.ts";
import { refreshTokens, tokenFamilies, workspaces } from "../db/access-schema.ts";

/** A token family as it is needed to issue tokens for it. */
export interface Family {
  readonly uuid: string;
  readonly workspaceUuid: string;
  readonly subject: string;
  readonly sealedIdentifiers: string;
  readonly expiresAt: Date;
  readonly revoked: boolean;
  readonly expired: boolean;
}

/** A member of a family as the database sees it at this moment. */
export interface Member {
  readonly hash: string;
  /** Seconds since it was first used; nothing for one that was not. */
  readonly usedSecondsAgo: number | null;
  readonly replays: number;
  readonly sealedSuccessor: string | null;
  /** True when the token that replaced it has not been used itself. */
  readonly successorActive: boolean;
}

const familyColumns = {
  uuid: tokenFamilies.uuid,
  workspaceUuid: tokenFamilies.workspaceUuid,
  subject: tokenFamilies.subject,
  sealedIdentifiers: tokenFamilies.sealedIdentifiers,
  expiresAt: tokenFamilies.expiresAt,
  revoked: sql<boolean>`${tokenFamilies.revokedAt} is not null`,
  expired: sql<boolean>`${tokenFamilies.expiresAt} <= clock_timestamp()`,
};

/** Opens a family that lives for a number of days and returns when it ends. */
export async function insertFamily(
  tx: Queryable,
  family: Pick<Family, "uuid" | "workspaceUuid" | "subject" | "sealedIdentifiers">,
  days: number,
): Promise<Date> {
  const expiresAt = sql`clock_timestamp() + make_interval(days => ${days}::int)`;
  const [row] = await tx
    .insert(tokenFamilies)
    .values({ ...family, expiresAt })
    .returning({ expiresAt: tokenFamilies.expiresAt });
  if (row === undefined) throw new Error("The family was not written.");
  return row.expiresAt;
}

/** Adds a member, the active one from now on. */
export async function insertMember(tx: Queryable, familyUuid: string, hash: string): Promise<void> {
  await tx.insert(refreshTokens).values({ familyUuid, hash });
}

/** The family that a refresh token belongs to. */
export async function findFamilyOf(tx: Queryable, hash: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ familyUuid: refreshTokens.familyUuid })
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hash));
  return row?.familyUuid;
}

/** The family, if it is one of the workspace; takes no lock. */
export async function findFamily(tx: Queryable, address: WorkspaceAddress, uuid: string): Promise<Family | undefined> {
  const { organisationUuid, workspaceUuid } = address;
  const [row] = await tx
    .select(familyColumns)
    .from(tokenFamilies)
    .innerJoin(workspaces, eq(workspaces.uuid, tokenFamilies.workspaceUuid))
    .where(
      and(
        eq(tokenFamilies.uuid, uuid),
        eq(tokenFamilies.workspaceUuid, workspaceUuid),
        eq(workspaces.organisationUuid, organisationUuid),
      ),
    );
  return row;
}

/** Locks a family; rotation and revocation wait for each other here. */
export async function lockFamily(tx: Queryable, uuid: string): Promise<void> {
  await tx
    .select({ uuid: tokenFamilies.uuid })
    .from(tokenFamilies)
    .where(eq(tokenFamilies.uuid, uuid))
    .for("no key update");
}

const successors = alias(refreshTokens, "successors");

/** Reads a member by database time; the family has to be locked. */
export async function readMember(tx: Queryable, hash: string): Promise<Member | undefined> {
  const [row] = await tx
    .select({
      hash: refreshTokens.hash,
      usedSecondsAgo: sql<number | null>`extract(epoch from clock_timestamp() - ${refreshTokens.usedAt})::float8`,
      replays: refreshTokens.replays,
      sealedSuccessor: refreshTokens.sealedSuccessor,
      successorActive: sql<boolean>`${successors.hash} is not null`,
    })
    .from(refreshTokens)
    .leftJoin(successors, and(eq(successors.hash, refreshTokens.successorHash), isNull(successors.usedAt)))
    .where(eq(refreshTokens.hash, hash));
  return row;
}

/** Marks the active member used and makes its successor the active one. */
export async function rotateMember(
  tx: Queryable,
  familyUuid: string,
  hash: string,
  successor: { readonly hash: string; readonly sealed: string },
): Promise<void> {
  // The parent's copy of this token can no longer be asked for.
  await tx.update(refreshTokens).set({ sealedSuccessor: null }).where(eq(refreshTokens.successorHash, hash));
  await tx
    .update(refreshTokens)
    .set({ usedAt: sql`clock_timestamp()`, successorHash: successor.hash, sealedSuccessor: successor.sealed })
    .where(eq(refreshTokens.hash, hash));
  await insertMember(tx, familyUuid, successor.hash);
}

/** Counts one repetition of a successor. */
export async function countReplay(tx: Queryable, hash: string): Promise<void> {
  await tx
    .update(refreshTokens)
    .set({ replays: sql`${refreshTokens.replays} + 1` })
    .where(eq(refreshTokens.hash, hash));
}

/** Why a family ended: a used token came back, its holder signed out, an API key said so, or new tokens replaced it. */
export type RevocationReason = "reuse" | "sign-out" | "operator" | "replaced";

/** Ends a family for good, and forgets whom it was opened for. */
export async function revokeFamily(tx: Queryable, uuid: string, reason: RevocationReason): Promise<void> {
  await tx
    .update(tokenFamilies)
    .set({ revokedAt: sql`clock_timestamp()`, revokedFor: reason, sealedIdentifiers: "" })
    .where(eq(tokenFamilies.uuid, uuid));
}

/** Ends every live family of some principals and returns how many there were. */
export async function revokeFamilies(
  tx: Queryable,
  workspaceUuid: string,
  subjects: readonly string[],
  reason: RevocationReason,
): Promise<number> {
  const live = await tx
    .select({ uuid: tokenFamilies.uuid })
    .from(tokenFamilies)
    .where(
      and(
        eq(tokenFamilies.workspaceUuid, workspaceUuid),
        inArray(tokenFamilies.subject, [...subjects]),
        isNull(tokenFamilies.revokedAt),
        sql`${tokenFamilies.expiresAt} > clock_timestamp()`,
      ),
    )
    // In one order everywhere, so that two revocations never wait for each other.
    .orderBy(tokenFamilies.uuid)
    .for("no key update");
  for (const { uuid } of live) await revokeFamily(tx, uuid, reason);
  return live.length;
}
