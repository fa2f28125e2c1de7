import { randomUUID } from "node:crypto";
import type { Json } from "@notice-consent/contract";
import { asc, eq } from "drizzle-orm";
import { readTimestamp } from "../db/clock.ts";
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

/** Appends an event to the chain of a person, whose row has to be locked; the database dates it. */
export async function appendEvent(tx: Queryable, person: Person, event: NewEvent): Promise<LedgerRow> {
  const { kind, identityUuid, noticeUuid, content, sealed } = event;
  const row = writeEvent(
    {
      uuid: randomUUID(),
      workspaceUuid: person.workspaceUuid,
      personUuid: person.uuid,
      identityUuid,
      position: person.chainLength + 1,
      kind,
      recordedAt: await readTimestamp(tx),
      previousHash: person.chainHead,
    },
    content,
    sealed,
  );
  await tx.insert(ledgerEvents).values({ ...row, noticeUuid });
  await tx.update(persons).set({ chainLength: row.position, chainHead: row.hash }).where(eq(persons.uuid, person.uuid));
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
