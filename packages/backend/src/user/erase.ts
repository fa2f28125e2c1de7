import { ConsentError, type ErasedUser } from "@notice-consent/contract";
import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { refreshTokens, tokenFamilies } from "../db/access-schema.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { grants, identifiers, idempotencyKeys, persons } from "../db/schema.ts";
import { appendEvent } from "../ledger/store.ts";
import { dropEvents } from "../users-api/event-store.ts";
import { forgetMessagesAbout } from "../webhook/outbox.ts";
import { lockRows } from "./store.ts";

/** What a row says of a person beside its name, emptied. */
export const noPersonalData = {
  primaryEmail: null,
  primaryMobile: null,
  name: null,
  metadata: {},
  externalId: null,
  country: null,
  lastSeenCountry: null,
} as const;

/**
 * Destroys what is known of a person, the linked users included, whichever of them is named.
 * The chains stay, and end with an `erased` event. Repeating it changes nothing. Throws `USER_NOT_FOUND`.
 */
export function eraseUser(database: Database, workspaceUuid: string, uuid: string): Promise<ErasedUser> {
  return database.transaction((tx) => eraseWithin(tx, workspaceUuid, uuid));
}

/** {@link eraseUser} inside a transaction of the caller's. */
export async function eraseWithin(tx: Queryable, workspaceUuid: string, uuid: string): Promise<ErasedUser> {
  const [named] = await tx
    .select({ uuid: persons.uuid, primaryUuid: persons.primaryUuid })
    .from(persons)
    .where(and(eq(persons.uuid, uuid), eq(persons.workspaceUuid, workspaceUuid)));
  if (named === undefined) throw new ConsentError("USER_NOT_FOUND");
  const primaryUuid = named.primaryUuid ?? named.uuid;
  const before = await groupOf(tx, primaryUuid);
  const group = await lockRows(tx, before);
  const primary = group.get(primaryUuid);
  // Somebody was linked between the look and the lock.
  const uuids = await groupOf(tx, primaryUuid);
  if (primary === undefined || primary.primaryUuid !== null || uuids.join() !== before.join()) throw new StaleRead();
  if (primary.erasedAt !== null) return erasedUser(primary.uuid, uuids, primary.erasedAt);
  await endSessions(tx, workspaceUuid, uuids);
  await tx.delete(identifiers).where(inArray(identifiers.personUuid, uuids));
  await tx.delete(grants).where(inArray(grants.personUuid, uuids));
  await dropEvents(tx, uuids);
  await forgetMessagesAbout(tx, uuids);
  const event = await appendEvent(tx, primary, {
    kind: "erased",
    identityUuid: primary.uuid,
    content: { erased_user_uuids: uuids, by: "api-key" },
  });
  const erasedAt = new Date(event.recordedAt);
  await tx
    .update(persons)
    .set({
      // No host can name this: what hosts send is trimmed.
      orgUserId: sql`' erased ' || ${persons.uuid}::text`,
      ...noPersonalData,
      dataSalt: null,
      updatedAt: erasedAt,
      erasedAt,
    })
    .where(inArray(persons.uuid, uuids));
  return erasedUser(primary.uuid, uuids, erasedAt);
}

async function groupOf(tx: Queryable, primaryUuid: string): Promise<string[]> {
  const rows = await tx
    .select({ uuid: persons.uuid })
    .from(persons)
    .where(or(eq(persons.uuid, primaryUuid), eq(persons.primaryUuid, primaryUuid)))
    .orderBy(asc(persons.uuid));
  return rows.map(({ uuid }) => uuid);
}

/** Ends every session of the persons and forgets what it was opened with and what it was answered. */
export async function endSessions(tx: Queryable, workspaceUuid: string, personUuids: readonly string[]): Promise<void> {
  const held = await tx
    .select({ key: identifiers.key })
    .from(identifiers)
    .where(inArray(identifiers.personUuid, [...personUuids]));
  const subjects = held.map(({ key }) => key);
  if (subjects.length === 0) return;
  const ended = await tx
    .update(tokenFamilies)
    .set({
      revokedAt: sql`coalesce(${tokenFamilies.revokedAt}, clock_timestamp())`,
      revokedFor: sql`coalesce(${tokenFamilies.revokedFor}, 'erasure')`,
      sealedIdentifiers: "",
      subject: sql`'erased ' || ${tokenFamilies.uuid}::text`,
    })
    .where(and(eq(tokenFamilies.workspaceUuid, workspaceUuid), inArray(tokenFamilies.subject, subjects)))
    .returning({ uuid: tokenFamilies.uuid });
  const families = ended.map(({ uuid }) => uuid);
  if (families.length > 0) {
    await tx.update(refreshTokens).set({ sealedSuccessor: null }).where(inArray(refreshTokens.familyUuid, families));
  }
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.workspaceUuid, workspaceUuid), inArray(idempotencyKeys.subject, subjects)));
}

function erasedUser(uuid: string, uuids: readonly string[], erasedAt: Date): ErasedUser {
  return { user_uuid: uuid, erased_user_uuids: [...uuids], erased_at: erasedAt.toISOString() };
}
