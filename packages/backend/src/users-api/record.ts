import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isoMicroseconds } from "../db/clock.ts";
import type { Queryable } from "../db/connect.ts";
import { ledgerEvents, persons } from "../db/schema.ts";
import type { Person } from "../user/store.ts";
import type { Place } from "./cursor.ts";

/** One record of the Users API: an identity, and the primary that it counts for. */
export interface ProfileRecord {
  readonly person: Person;
  /** The person itself, unless it is an alias. */
  readonly head: Person;
  /** When the last event of the primary's chain was written. */
  readonly lastEventAt: string | null;
  /** The person's place in a list. */
  readonly createdAt: string;
}

/** Which records a list is about. */
export interface RecordFilter {
  readonly workspaceUuid: string;
  /** The primary that they count for. */
  readonly headUuid?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

const heads = alias(persons, "head");

/** The id of a record as the Users API knows it. */
export function profileId({ externalId, uuid }: Pick<Person, "externalId" | "uuid">): string {
  return externalId ?? uuid;
}

/** The organisation's own id of a person; nothing where it only has the id of its device, or had it. */
export function organizationUserId(head: Pick<Person, "uuid" | "orgUserId" | "isNamed">): string | undefined {
  return !head.isNamed || head.orgUserId === erasedName(head) ? undefined : head.orgUserId;
}

/** What stands in the place of an identifier that was erased; no host can name it, since what hosts send is trimmed. */
export function erasedName({ uuid }: Pick<Person, "uuid">): string {
  return ` erased ${uuid}`;
}

/** What a reading of the record carries as its version: one more with every event and every other change. */
export function versionOf({ person, head }: Pick<ProfileRecord, "person" | "head">): number {
  return person.revision + head.chainLength;
}

/** Records in the order of their making, from a place on. */
export async function listRecords(
  tx: Queryable,
  { workspaceUuid, headUuid, ids }: RecordFilter,
  after: Place | undefined,
  limit: number,
): Promise<readonly ProfileRecord[]> {
  return select(
    tx,
    and(
      eq(persons.workspaceUuid, workspaceUuid),
      headUuid === undefined ? undefined : or(eq(persons.uuid, headUuid), eq(persons.primaryUuid, headUuid)),
      ids === undefined ? undefined : isOneOf(ids),
      after === undefined
        ? undefined
        : sql`(${persons.createdAt}, ${persons.uuid}) > (${after.at}::timestamptz, ${after.uuid}::uuid)`,
    ),
    limit,
  );
}

/** A record of the workspace by its id. */
export async function findRecord(tx: Queryable, workspaceUuid: string, id: string): Promise<ProfileRecord | undefined> {
  const [record] = await select(tx, and(eq(persons.workspaceUuid, workspaceUuid), isOneOf([id])), 1);
  return record;
}

/** Every record that counts for a primary, oldest first. */
export function readRecordsOf(tx: Queryable, head: Person): Promise<readonly ProfileRecord[]> {
  return select(
    tx,
    and(
      eq(persons.workspaceUuid, head.workspaceUuid),
      or(eq(persons.uuid, head.uuid), eq(persons.primaryUuid, head.uuid)),
    ),
    undefined,
  );
}

// Ids are compared as they are; a uuid of ours is an id only where none was given.
function isOneOf(ids: readonly string[]): SQL | undefined {
  const uuids = ids.filter((id) => uuidForm.test(id));
  return or(
    inArray(persons.externalId, [...ids]),
    uuids.length === 0 ? undefined : and(inArray(persons.uuid, uuids), isNull(persons.externalId)),
  );
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function select(
  tx: Queryable,
  filter: SQL | undefined,
  limit: number | undefined,
): Promise<readonly ProfileRecord[]> {
  const query = tx
    .select({
      person: persons,
      head: heads,
      lastEventAt: ledgerEvents.recordedAt,
      createdAt: isoMicroseconds(persons.createdAt),
    })
    .from(persons)
    .leftJoin(heads, eq(heads.uuid, persons.primaryUuid))
    .leftJoin(
      ledgerEvents,
      and(
        eq(ledgerEvents.personUuid, sql`coalesce(${heads.uuid}, ${persons.uuid})`),
        eq(ledgerEvents.position, sql`coalesce(${heads.chainLength}, ${persons.chainLength})`),
      ),
    )
    .where(and(filter, isNull(persons.erasedAt), isNull(persons.identityErasedAt)))
    .orderBy(asc(persons.createdAt), asc(persons.uuid));
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map(({ head, ...row }) => ({ ...row, head: head ?? row.person }));
}
