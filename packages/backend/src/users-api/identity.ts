import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { persons } from "../db/schema.ts";
import { claimIdentifiers, findByValue } from "../user/identifiers.ts";
import { mergeInto } from "../user/link.ts";
import { findPerson, insertPerson, lockPersons, noteRename, type Person, updatePerson } from "../user/store.ts";
import { UsersApiFailure } from "./failure.ts";
import { findRecord, organizationUserId } from "./record.ts";

/** A record whose rows are locked. */
export interface LockedRecord {
  readonly person: Person;
  /** The person itself, unless it is an alias. */
  readonly head: Person;
}

/** How a new record is named. */
export interface NewRecord {
  readonly workspaceUuid: string;
  readonly id?: string | undefined;
  readonly organizationUserId?: string | undefined;
}

/** The primary that an organisation user id stands for: a current or former one, also of an alias. */
export async function findHead(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  id: string,
): Promise<Person | undefined> {
  const named = await findByValue(tx, keys, workspaceUuid, id);
  if (named === undefined) return undefined;
  // The id of a device is none of the organisation's.
  if (named.orgUserId === id && !named.isNamed) return undefined;
  return named.primaryUuid === null ? named : findPerson(tx, workspaceUuid, named.primaryUuid);
}

/** Locks a record and its primary; nothing for an id that the workspace does not have. */
export async function lockRecord(
  tx: Queryable,
  workspaceUuid: string,
  id: string,
  others: readonly string[] = [],
): Promise<LockedRecord | undefined> {
  const found = await findRecord(tx, workspaceUuid, id);
  if (found === undefined) return undefined;
  const locked = await lockPersons(tx, [found.person.uuid, found.head.uuid, ...others]);
  const record = recordIn(locked, found.person.uuid);
  // Erased between the look and the lock, while others of the person stayed.
  if (record.person.identityErasedAt !== null) throw new StaleRead();
  return record;
}

/** Locks a primary, whether its own record is erased or not; the transaction runs again for one that was linked meanwhile. */
export async function lockHead(tx: Queryable, head: Pick<Person, "uuid">): Promise<LockedRecord> {
  return recordIn(await lockPersons(tx, [head.uuid]), head.uuid);
}

function recordIn(locked: ReadonlyMap<string, Person>, uuid: string): LockedRecord {
  const person = locked.get(uuid);
  if (person === undefined) throw new StaleRead();
  const head = locked.get(person.primaryUuid ?? uuid);
  // Linked between the look and the lock.
  if (head === undefined || head.primaryUuid !== null) throw new StaleRead();
  return { person, head };
}

/**
 * Makes a record, linked to whoever has its organisation user id already. Throws a `Conflict` where the id is in use.
 * The new record and its primary are locked.
 */
export async function createRecord(tx: Queryable, keys: InstanceKeys, made: NewRecord): Promise<LockedRecord> {
  const { workspaceUuid, id, organizationUserId: given } = made;
  if (id !== undefined && (await findRecord(tx, workspaceUuid, id)) !== undefined) throw idInUse();
  const namesake = given === undefined ? undefined : await findHead(tx, keys, workspaceUuid, given);
  const head = namesake && (await lockHead(tx, namesake)).head;
  const uuid = randomUUID();
  const orgUserId = (head === undefined ? given : undefined) ?? id ?? uuid;
  if ((await findByValue(tx, keys, workspaceUuid, orgUserId)) !== undefined) {
    await assertStillUnknown(tx, keys, workspaceUuid, given);
    throw idInUse(orgUserId === id ? "id" : "organization_user_id");
  }
  const person = await insertPerson(tx, {
    uuid,
    workspaceUuid,
    orgUserId,
    orgUserIdType: "UCID",
    isNamed: orgUserId === given,
    externalId: id ?? null,
  });
  const claimed = await claimIdentifiers(tx, keys, person, [{ kind: "org_user_id", value: orgUserId }]);
  if (!claimed.has(orgUserId)) throw new StaleRead();
  if (head === undefined) return { person, head: person };
  const linked = await linkTo(tx, keys, { person, head: person }, head);
  // A record begins with version 1, whatever it is linked to.
  return { ...linked, person: await setRevision(tx, linked.person, 1 - linked.head.chainLength) };
}

/**
 * Gives a record the organisation user id that it does not have yet: a primary takes a new one as its name and is linked
 * to whoever has a known one. A record that has one keeps it.
 */
export async function attachOrganizationUserId(
  tx: Queryable,
  keys: InstanceKeys,
  record: LockedRecord,
  id: string,
): Promise<LockedRecord> {
  if (organizationUserId(record.head) !== undefined) return record;
  const { workspaceUuid } = record.person;
  const namesake = await findHead(tx, keys, workspaceUuid, id);
  if (namesake === undefined) return rename(tx, keys, record, id);
  if (namesake.uuid === record.head.uuid) return record;
  // In the order of their uuids, and so from the beginning.
  const locked = await lockPersons(tx, [namesake.uuid]);
  const head = locked.get(namesake.uuid);
  if (head === undefined || head.primaryUuid !== null) throw new StaleRead();
  return linkTo(tx, keys, record, head);
}

/** Gives a primary another name; the former one stays an identifier of it. Throws a `Conflict` where it is somebody else's. */
export async function rename(
  tx: Queryable,
  keys: InstanceKeys,
  { person, head }: LockedRecord,
  id: string,
): Promise<LockedRecord> {
  const holder = await findByValue(tx, keys, head.workspaceUuid, id);
  if (holder !== undefined && holder.uuid !== head.uuid) {
    if (organizationUserId(head) === undefined) await assertStillUnknown(tx, keys, head.workspaceUuid, id);
    throw new UsersApiFailure("Conflict", "The organization_user_id belongs to another user.", {
      organization_user_id: { message: "In use" },
    });
  }
  const claimed = await claimIdentifiers(tx, keys, head, [{ kind: "org_user_id", value: id }]);
  // Taken meanwhile: whoever has it now may be linked to.
  if (!claimed.has(id)) throw new StaleRead();
  await noteRename(tx, head.uuid);
  const renamed = await updatePerson(tx, head.uuid, { orgUserId: id, orgUserIdType: "UCID", isNamed: true });
  if (person.uuid === head.uuid) return { person: renamed, head: renamed };
  return { person: await readAnew(tx, person.uuid), head: renamed };
}

// Made known by another transaction since it was looked for: then there is somebody to be linked to.
async function assertStillUnknown(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  organizationUserId: string | undefined,
): Promise<void> {
  if (organizationUserId === undefined) return;
  if ((await findHead(tx, keys, workspaceUuid, organizationUserId)) !== undefined) throw new StaleRead();
}

async function linkTo(
  tx: Queryable,
  keys: InstanceKeys,
  { person, head: root }: LockedRecord,
  head: Person,
): Promise<LockedRecord> {
  await mergeInto(tx, keys, head, root);
  return { person: await readAnew(tx, person.uuid), head: await readAnew(tx, head.uuid) };
}

async function setRevision(tx: Queryable, { uuid }: Person, revision: number): Promise<Person> {
  const [row] = await tx.update(persons).set({ revision }).where(eq(persons.uuid, uuid)).returning();
  if (row === undefined) throw new StaleRead();
  return row;
}

/** A row that is locked already, as it is now. */
export async function readAnew(tx: Queryable, uuid: string): Promise<Person> {
  const [row] = await tx.select().from(persons).where(eq(persons.uuid, uuid));
  if (row === undefined) throw new StaleRead();
  return row;
}

function idInUse(field: "id" | "organization_user_id" = "id"): UsersApiFailure {
  return new UsersApiFailure("Conflict", `The ${field} is in use.`, { [field]: { message: "In use" } });
}
