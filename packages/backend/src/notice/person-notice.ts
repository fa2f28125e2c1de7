import type { ConsentRecord } from "@notice-consent/contract";
import { and, eq, sql } from "drizzle-orm";
import type { Principal } from "../auth/access-token.ts";
import { tokenFamilies, workspaces } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { prepared } from "../db/prepared.ts";
import { grants, identifiers, notices, persons } from "../db/schema.ts";
import { grantEnded, grantsOf, noApplication, recordedColumns, recordOf } from "../ledger/grants.ts";
import { assertLive, sessionColumns } from "../token/session.ts";
import type { ActiveNotice, NoticeStore } from "./store.ts";

/** A notice as it stands for one person. */
export interface PersonNotice {
  readonly active: ActiveNotice;
  /** What holds for the person; of the primary, where the identity is an alias. */
  readonly record: ConsentRecord;
  /** Per purpose that is asked anew, the number of the version that was decided on. */
  readonly decidedOn: ReadonlyMap<string, number>;
}

/**
 * Reads in one statement whether the session is live, which version is active and what the person decided.
 * Nothing for a notice that the workspace does not have; throws `SESSION_REVOKED` and `INVALID_TOKEN`.
 */
export async function readPersonNotice(
  tx: Queryable,
  store: NoticeStore,
  { address, subject, familyUuid }: Principal,
  noticeUuid: string,
  specificUuid = noApplication,
): Promise<PersonNotice | undefined> {
  const rows = await statement(tx).execute({ ...address, subject, familyUuid, noticeUuid, specificUuid });
  const [row] = rows;
  assertLive(row?.session, subject);
  if (row === undefined || row.notice === null) return undefined;
  const { name, versionUuid } = row.notice;
  const active = await store.readVersion(tx, { uuid: noticeUuid, name, address }, versionUuid);
  const decided = rows.flatMap(({ grant, ended }) => (grant === null ? [] : [{ grant, ended }]));
  const record = recordOf(decided, active.reconsentFrom);
  const askedAnew = decided.filter(({ grant }) => record[grant.purposeUuid]?.needs_reconsent === true);
  const decidedOn = new Map(askedAnew.map(({ grant }) => [grant.purposeUuid, grant.noticeVersion]));
  return { active, record, decidedOn };
}

const given = sql.placeholder;

const statement = prepared((tx) =>
  tx
    .select({
      session: sessionColumns,
      notice: { name: notices.name, versionUuid: notices.activeVersionUuid },
      grant: recordedColumns,
      ended: grantEnded,
    })
    .from(tokenFamilies)
    .innerJoin(workspaces, eq(workspaces.uuid, tokenFamilies.workspaceUuid))
    .leftJoin(
      notices,
      and(eq(notices.uuid, given("noticeUuid")), eq(notices.workspaceUuid, tokenFamilies.workspaceUuid)),
    )
    .leftJoin(
      identifiers,
      and(eq(identifiers.workspaceUuid, tokenFamilies.workspaceUuid), eq(identifiers.key, given("subject"))),
    )
    .leftJoin(persons, eq(persons.uuid, identifiers.personUuid))
    .leftJoin(grants, grantsOf(sql`coalesce(${persons.primaryUuid}, ${persons.uuid})`))
    .where(
      and(
        eq(tokenFamilies.uuid, given("familyUuid")),
        eq(tokenFamilies.workspaceUuid, given("workspaceUuid")),
        eq(workspaces.organisationUuid, given("organisationUuid")),
      ),
    )
    .prepare("person_notice"),
);
