import { randomUUID } from "node:crypto";
import type { Json } from "@notice-consent/contract";
import { and, asc, eq, type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { isoMicroseconds } from "../db/clock.ts";
import type { Queryable } from "../db/connect.ts";
import { ledgerEvents, persons } from "../db/schema.ts";
import type { Person } from "../user/store.ts";
import { type EventPlace, type LedgerRow, writeEvent } from "./chain.ts";

/** What is appended to a person's chain. */
export interface NewEvent {
  readonly kind: EventPlace["kind"];
  readonly identityUuid: string;
  readonly noticeUuid?: string | undefined;
  readonly content: Readonly<Record<string, Json | undefined>>;
  /** Words of the caller, encrypted by `sealWords`. */
  readonly sealed?: string | undefined;
}

/** What an event needs to know of the person whose chain it ends. */
export type ChainOwner = Pick<Person, "uuid" | "workspaceUuid" | "chainLength" | "chainHead">;

/** Puts an event at the end of a chain. The date is the database's and {@link timeAfter} the chain's last event. */
export function placeEvent(person: ChainOwner, recordedAt: string, event: NewEvent): LedgerRow {
  const { kind, identityUuid, content, sealed } = event;
  return writeEvent(
    {
      uuid: randomUUID(),
      workspaceUuid: person.workspaceUuid,
      personUuid: person.uuid,
      identityUuid,
      position: person.chainLength + 1,
      kind,
      recordedAt,
      previousHash: person.chainHead,
    },
    content,
    sealed,
  );
}

/** The two halves of an append, to be written in one statement: the event, and the chain's new end. */
export function appendStatements(tx: Queryable, row: LedgerRow, noticeUuid: string | undefined) {
  return {
    event: tx.insert(ledgerEvents).values({ ...row, noticeUuid }),
    chainEnd: tx
      .update(persons)
      .set({ chainLength: row.position, chainHead: row.hash })
      .where(eq(persons.uuid, row.personUuid)),
  };
}

/** Appends an event to the chain of a person, whose row has to be locked; the database dates it. */
export async function appendEvent(tx: Queryable, person: ChainOwner, event: NewEvent): Promise<LedgerRow> {
  return appendEventAt(tx, person, await readTimeAfter(tx, person), event);
}

/**
 * The database's present time, inside another statement, later than a chain's last event by a microsecond at least:
 * a clock that counts in milliseconds would else date two events alike, and one that was set back the later one earlier.
 */
export function timeAfter(lastRecordedAt: SQLWrapper): SQL<string> {
  return isoMicroseconds(sql`greatest(clock_timestamp(), ${lastRecordedAt}::timestamptz + interval '1 microsecond')`);
}

/** {@link timeAfter} for a chain whose end is known. */
export async function readTimeAfter(tx: Queryable, { uuid, chainLength }: ChainOwner): Promise<string> {
  const last = and(eq(ledgerEvents.personUuid, uuid), eq(ledgerEvents.position, chainLength));
  const recordedAt = sql`(select ${ledgerEvents.recordedAt} from ${ledgerEvents} where ${last})`;
  const [row] = await tx.select({ at: timeAfter(recordedAt) }).from(sql`(select 1) one`);
  if (row === undefined) throw new Error("The database told no time.");
  return row.at;
}

/** {@link appendEvent} at a time that the database told after the person's row was locked. */
export async function appendEventAt(
  tx: Queryable,
  person: ChainOwner,
  recordedAt: string,
  event: NewEvent,
): Promise<LedgerRow> {
  const row = placeEvent(person, recordedAt, event);
  const { event: insert, chainEnd } = appendStatements(tx, row, event.noticeUuid);
  await insert;
  await chainEnd;
  return row;
}

/** A person's chain from its first event on. */
export function readChain(tx: Queryable, personUuid: string): Promise<LedgerRow[]> {
  return tx
    .select()
    .from(ledgerEvents)
    .where(eq(ledgerEvents.personUuid, personUuid))
    .orderBy(asc(ledgerEvents.position));
}
