import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { identifiers, persons } from "../db/schema.ts";

/** A consent user as it is stored. */
export type Person = typeof persons.$inferSelect;

/** What a new person is made from. */
export type NewPerson = typeof persons.$inferInsert;

/** A person of the workspace by uuid; nothing for one that was erased. */
export async function findPerson(tx: Queryable, workspaceUuid: string, uuid: string): Promise<Person | undefined> {
  const [row] = await tx
    .select()
    .from(persons)
    .where(and(eq(persons.uuid, uuid), eq(persons.workspaceUuid, workspaceUuid), isNull(persons.erasedAt)));
  return row;
}

/** A person of the workspace by its current `org_user_id`. */
export async function findByOrgUserId(
  tx: Queryable,
  workspaceUuid: string,
  orgUserId: string,
): Promise<Person | undefined> {
  const [row] = await tx
    .select()
    .from(persons)
    .where(and(eq(persons.workspaceUuid, workspaceUuid), eq(persons.orgUserId, orgUserId), isNull(persons.erasedAt)));
  return row;
}

/** The person that an identifier's keyed hash stands for: the identity itself, not its primary. */
export async function findByKey(tx: Queryable, workspaceUuid: string, key: string): Promise<Person | undefined> {
  const [row] = await tx
    .select({ person: persons })
    .from(identifiers)
    .innerJoin(persons, eq(persons.uuid, identifiers.personUuid))
    .where(and(eq(identifiers.workspaceUuid, workspaceUuid), eq(identifiers.key, key)));
  return row?.person;
}

/** The uuid of the consent user behind a token's `sub`: of the primary, where the identity is an alias. */
export async function findUserUuid(tx: Queryable, workspaceUuid: string, key: string): Promise<string | undefined> {
  const identity = await findByKey(tx, workspaceUuid, key);
  return identity === undefined ? undefined : (identity.primaryUuid ?? identity.uuid);
}

/** The keyed hashes of every identifier of a primary and of everyone linked to it. */
export async function readKeysOfGroup(tx: Queryable, primaryUuid: string): Promise<readonly string[]> {
  const rows = await tx
    .select({ key: identifiers.key })
    .from(identifiers)
    .innerJoin(persons, eq(persons.uuid, identifiers.personUuid))
    .where(or(eq(persons.uuid, primaryUuid), eq(persons.primaryUuid, primaryUuid)));
  return rows.map(({ key }) => key);
}

/** Whoever holds a contact as a primary contact: a primary before an alias. */
export async function findByContact(
  tx: Queryable,
  workspaceUuid: string,
  contact: "primaryEmail" | "primaryMobile",
  value: string,
): Promise<Person | undefined> {
  const [row] = await tx
    .select()
    .from(persons)
    .where(and(eq(persons.workspaceUuid, workspaceUuid), eq(persons[contact], value)))
    .orderBy(sql`${persons.primaryUuid} nulls first`, persons.uuid)
    .limit(1);
  return row;
}

/** Writes a new person. A unique value that is taken meanwhile makes the transaction run again. */
export async function insertPerson(tx: Queryable, person: NewPerson): Promise<Person> {
  const [row] = await tx.insert(persons).values(person).returning();
  if (row === undefined) throw new Error("The person was not written.");
  return row;
}

/** Changes a person's own fields. */
export async function updatePerson(
  tx: Queryable,
  uuid: string,
  change: Partial<
    Pick<Person, "orgUserId" | "orgUserIdType" | "isNamed" | "primaryEmail" | "primaryMobile" | "name" | "metadata">
  >,
): Promise<Person> {
  const [row] = await tx
    .update(persons)
    .set({ ...change, revision: sql`${persons.revision} + 1`, updatedAt: sql`clock_timestamp()` })
    .where(eq(persons.uuid, uuid))
    .returning();
  if (row === undefined) throw new StaleRead();
  return row;
}

/** Everyone linked to a primary shows its name: their records change with it. */
export async function noteRename(tx: Queryable, primaryUuid: string): Promise<void> {
  await tx
    .update(persons)
    .set({ revision: sql`${persons.revision} + 1`, updatedAt: sql`clock_timestamp()` })
    .where(eq(persons.primaryUuid, primaryUuid));
}

/** Like {@link lockRows}; where a person was erased meanwhile, the transaction runs again. */
export async function lockPersons(tx: Queryable, uuids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const locked = await lockRows(tx, uuids);
  for (const { erasedAt } of locked.values()) if (erasedAt !== null) throw new StaleRead();
  return locked;
}

/** Locks persons in the order of their uuids, so that two transactions never wait for each other, and reads them anew. */
export async function lockRows(tx: Queryable, uuids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const locked = new Map<string, Person>();
  for (const uuid of [...new Set(uuids)].sort()) {
    const [row] = await tx.select().from(persons).where(eq(persons.uuid, uuid)).for("no key update");
    if (row === undefined) throw new StaleRead();
    locked.set(uuid, row);
  }
  return locked;
}

/**
 * Makes a primary, with everyone linked to it, an alias of another.
 * Their versions go on by one with the `link` event, although they count another chain from now on.
 */
export async function moveUnder(tx: Queryable, alias: Person, primary: Person): Promise<void> {
  const revision = sql`${persons.revision} + ${alias.chainLength - primary.chainLength}::int`;
  const change = { primaryUuid: primary.uuid, revision };
  await tx.update(persons).set(change).where(eq(persons.primaryUuid, alias.uuid));
  await tx
    .update(persons)
    .set(change)
    .where(and(eq(persons.uuid, alias.uuid), isNull(persons.primaryUuid)));
}
