import type { ConsentRecord, RecordedPurpose } from "@notice-consent/contract";
import { and, eq, sql, type SQLWrapper } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { grants } from "../db/schema.ts";

/** One row of the projection. */
export type Grant = typeof grants.$inferSelect;

/** Which decisions of a person: those about a notice and, where one is named, about one application. */
export interface GrantScope {
  readonly personUuid: string;
  readonly noticeUuid: string;
  readonly specificUuid: string | undefined;
}

/** The columns of the projection that a record is made from. */
export const recordedColumns = {
  purposeUuid: grants.purposeUuid,
  selected: grants.selected,
  status: grants.status,
  dataElements: grants.dataElements,
  noticeVersion: grants.noticeVersion,
  decidedAt: grants.decidedAt,
  expiresAt: grants.expiresAt,
};

/** A row of the projection, as far as a record shows it, and whether its end has come. */
export interface TimedGrant {
  readonly grant: Pick<Grant, keyof typeof recordedColumns>;
  readonly ended: boolean;
}

/** Whether a row's end has come, by the database's time. */
export const grantEnded = sql<boolean>`coalesce(${grants.expiresAt} <= clock_timestamp(), false)`;

/** The rows of a scope, for a statement that finds the person itself and is told the rest as `noticeUuid` and `specificUuid`. */
export function grantsOf(personUuid: SQLWrapper) {
  return and(
    eq(grants.personUuid, personUuid),
    eq(grants.noticeUuid, sql.placeholder("noticeUuid")),
    sql`${grants.productUuid} = ''`,
    eq(grants.specificUuid, sql.placeholder("specificUuid")),
  );
}

/** How the decisions that are about no application are found. */
export const noApplication = "";

/**
 * What holds for a person, held against the purposes of the notice's active version:
 * a grant past its end reads `EXPIRED`, one given before the version that asks anew reads `needs_reconsent`.
 */
export function recordOf(rows: readonly TimedGrant[], reconsentFrom: Readonly<Record<string, number>>): ConsentRecord {
  const record: Record<string, RecordedPurpose> = {};
  for (const { grant, ended } of rows) {
    const asksAnewFrom = reconsentFrom[grant.purposeUuid];
    if (asksAnewFrom === undefined) continue;
    record[grant.purposeUuid] = {
      selected: grant.selected,
      status: ended && grant.status === "ACTIVE" ? "EXPIRED" : grant.status,
      needs_reconsent: grant.selected && grant.noticeVersion < asksAnewFrom,
      data_elements: grant.dataElements,
      decided_at: grant.decidedAt,
      expires_at: grant.expiresAt?.toISOString() ?? "",
    };
  }
  return record;
}

/** Writes the present state of some purposes. */
export async function writeGrants(tx: Queryable, rows: readonly Grant[]): Promise<void> {
  if (rows.length > 0) await upsertGrants(tx, rows);
}

/** The statement that writes the present state of at least one purpose. */
export function upsertGrants(tx: Queryable, rows: readonly Grant[]) {
  return tx
    .insert(grants)
    .values([...rows])
    .onConflictDoUpdate({
      target: [grants.personUuid, grants.noticeUuid, grants.productUuid, grants.purposeUuid, grants.specificUuid],
      set: {
        selected: sql`excluded.selected`,
        status: sql`excluded.status`,
        dataElements: sql`excluded.data_elements`,
        purposeDigest: sql`excluded.purpose_digest`,
        noticeVersion: sql`excluded.notice_version`,
        decidedAt: sql`excluded.decided_at`,
        expiresAt: sql`excluded.expires_at`,
        eventUuid: sql`excluded.event_uuid`,
      },
    });
}

/** Everything that holds for a person, over all notices. */
export function readGrants(tx: Queryable, personUuid: string): Promise<Grant[]> {
  return tx.select().from(grants).where(eq(grants.personUuid, personUuid));
}

/** Forgets the projection of a person whose decisions now count for another. */
export async function dropGrants(tx: Queryable, personUuid: string): Promise<void> {
  await tx.delete(grants).where(eq(grants.personUuid, personUuid));
}
