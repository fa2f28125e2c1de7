import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { EventStatus } from "@notice-consent/contract/users-api";
import type { Queryable } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { usersApiEvents } from "../db/users-api-schema.ts";
import type { Person } from "../user/store.ts";
import type { Place } from "./cursor.ts";

/** An event as it is stored. */
export type EventRow = typeof usersApiEvents.$inferSelect;

/** An event with the identity it was made under. */
export interface StoredEvent {
  readonly row: EventRow;
  readonly identity: Pick<Person, "uuid" | "externalId" | "dataSalt">;
}

/** Which events a list is about. */
export interface EventListFilter {
  /** All events that count for a primary. */
  readonly personUuid: string;
  /** Of those, the ones of one identity. */
  readonly identityUuid: string | undefined;
  readonly statuses: readonly EventStatus[];
  readonly regulations: readonly string[];
}

const columns = {
  row: usersApiEvents,
  identity: { uuid: persons.uuid, externalId: persons.externalId, dataSalt: persons.dataSalt },
};

/** Writes a new event. An id that is taken meanwhile makes the transaction run again. */
export async function insertEvent(tx: Queryable, row: EventRow): Promise<void> {
  await tx.insert(usersApiEvents).values(row);
}

/** Changes what is read of an event. */
export async function updateEvent(tx: Queryable, uuid: string, change: Partial<EventRow>): Promise<void> {
  await tx.update(usersApiEvents).set(change).where(eq(usersApiEvents.uuid, uuid));
}

/** The event of a workspace by its id, or by the uuid of its first ledger entry; retracted or not. */
export async function findEvent(
  tx: Queryable,
  workspaceUuid: string,
  id: string,
  by: "id" | "uuid" = "id",
): Promise<StoredEvent | undefined> {
  const [found] = await tx
    .select(columns)
    .from(usersApiEvents)
    .innerJoin(persons, eq(persons.uuid, usersApiEvents.identityUuid))
    .where(and(eq(usersApiEvents.workspaceUuid, workspaceUuid), eq(usersApiEvents[by], id)));
  return found;
}

/** What bears on the status of some persons: their events that are not retracted, those of erased identities included. */
export function readStandingEvents(tx: Queryable, personUuids: readonly string[]): Promise<readonly StoredEvent[]> {
  if (personUuids.length === 0) return Promise.resolve([]);
  return tx
    .select(columns)
    .from(usersApiEvents)
    .innerJoin(persons, eq(persons.uuid, usersApiEvents.identityUuid))
    .where(and(inArray(usersApiEvents.personUuid, [...personUuids]), isNull(usersApiEvents.retractedAt)))
    .orderBy(asc(usersApiEvents.personUuid), asc(usersApiEvents.effectiveAt), asc(usersApiEvents.uuid));
}

/** Events that can be read, oldest first by the time from which they count, from a place on. */
export function listEventRows(
  tx: Queryable,
  { personUuid, identityUuid, statuses, regulations }: EventListFilter,
  after: Place | undefined,
  limit: number,
): Promise<readonly StoredEvent[]> {
  return tx
    .select(columns)
    .from(usersApiEvents)
    .innerJoin(persons, eq(persons.uuid, usersApiEvents.identityUuid))
    .where(
      and(
        eq(usersApiEvents.personUuid, personUuid),
        identityUuid === undefined ? undefined : eq(usersApiEvents.identityUuid, identityUuid),
        inArray(usersApiEvents.status, [...statuses]),
        inArray(usersApiEvents.regulation, [...regulations]),
        isNull(usersApiEvents.retractedAt),
        isNotNull(usersApiEvents.sealed),
        after === undefined
          ? undefined
          : sql`(${usersApiEvents.effectiveAt}, ${usersApiEvents.uuid}) > (${after.at}, ${after.uuid}::uuid)`,
      ),
    )
    .orderBy(asc(usersApiEvents.effectiveAt), asc(usersApiEvents.uuid))
    .limit(limit);
}

/** Lets the events of a person count for the primary that it is linked to; true where there are any. */
export async function adoptEvents(tx: Queryable, fromUuid: string, toUuid: string): Promise<boolean> {
  await tx.update(usersApiEvents).set({ personUuid: toUuid }).where(eq(usersApiEvents.personUuid, fromUuid));
  const [row] = await tx
    .select({ uuid: usersApiEvents.uuid })
    .from(usersApiEvents)
    .where(eq(usersApiEvents.personUuid, toUuid))
    .limit(1);
  return row !== undefined;
}

/** Forgets what identities said in their own words; the bare choices stay, of which refusals keep holding. */
export async function forgetWords(tx: Queryable, identityUuids: readonly string[]): Promise<void> {
  await tx
    .update(usersApiEvents)
    .set({ id: null, sealed: null, bodyHash: "" })
    .where(inArray(usersApiEvents.identityUuid, [...identityUuids]));
}

/** Forgets every event of persons that are erased whole. */
export async function dropEvents(tx: Queryable, personUuids: readonly string[]): Promise<void> {
  await tx.delete(usersApiEvents).where(inArray(usersApiEvents.personUuid, [...personUuids]));
}
