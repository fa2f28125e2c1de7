import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { grants, ledgerEvents, persons } from "../db/schema.ts";
import type { LedgerRow } from "./chain.ts";
import type { Grant } from "./grants.ts";

/** How many rows are held in memory at a time. */
const page = 500;

/** What is read of a person to follow its chain. */
export type ChainOwner = Pick<
  typeof persons.$inferSelect,
  "uuid" | "workspaceUuid" | "primaryUuid" | "chainLength" | "chainHead" | "dataSalt" | "erasedAt"
>;

/** All persons in the order of their uuids. */
export async function* streamPersons(tx: Queryable): AsyncGenerator<ChainOwner> {
  let after: string | undefined;
  for (;;) {
    const rows = await tx
      .select({
        uuid: persons.uuid,
        workspaceUuid: persons.workspaceUuid,
        primaryUuid: persons.primaryUuid,
        chainLength: persons.chainLength,
        chainHead: persons.chainHead,
        dataSalt: persons.dataSalt,
        erasedAt: persons.erasedAt,
      })
      .from(persons)
      .where(after === undefined ? undefined : gt(persons.uuid, after))
      .orderBy(asc(persons.uuid))
      .limit(page);
    yield* rows;
    after = rows.at(-1)?.uuid;
    if (rows.length < page) return;
  }
}

/** All events, chain by chain in the order of {@link streamPersons}, each from its first event on. */
export async function* streamEvents(tx: Queryable): AsyncGenerator<LedgerRow> {
  let after: LedgerRow | undefined;
  for (;;) {
    const rows: LedgerRow[] = await tx
      .select()
      .from(ledgerEvents)
      .where(
        after === undefined
          ? undefined
          : sql`(${ledgerEvents.personUuid}, ${ledgerEvents.position}) > (${after.personUuid}::uuid, ${after.position}::int)`,
      )
      .orderBy(asc(ledgerEvents.personUuid), asc(ledgerEvents.position))
      .limit(page);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < page) return;
  }
}

/** The whole projection, person by person in the order of {@link streamPersons}. */
export async function* streamGrants(tx: Queryable): AsyncGenerator<Grant> {
  let after: Grant | undefined;
  for (;;) {
    const rows: Grant[] = await tx
      .select()
      .from(grants)
      .where(
        after === undefined
          ? undefined
          : sql`(${grants.personUuid}, ${grants.noticeUuid}, ${grants.productUuid}, ${grants.purposeUuid}, ${grants.specificUuid})
              > (${after.personUuid}::uuid, ${after.noticeUuid}::uuid, ${after.productUuid}, ${after.purposeUuid}::uuid, ${after.specificUuid})`,
      )
      .orderBy(
        asc(grants.personUuid),
        asc(grants.noticeUuid),
        asc(grants.productUuid),
        asc(grants.purposeUuid),
        asc(grants.specificUuid),
      )
      .limit(page);
    yield* rows;
    after = rows.at(-1);
    if (rows.length < page) return;
  }
}

/** One chain from its first event on. */
export async function* streamChain(tx: Queryable, personUuid: string): AsyncGenerator<LedgerRow> {
  let position = 0;
  for (;;) {
    const rows: LedgerRow[] = await tx
      .select()
      .from(ledgerEvents)
      .where(and(eq(ledgerEvents.personUuid, personUuid), gt(ledgerEvents.position, position)))
      .orderBy(asc(ledgerEvents.position))
      .limit(page);
    yield* rows;
    position = rows.at(-1)?.position ?? position;
    if (rows.length < page) return;
  }
}
