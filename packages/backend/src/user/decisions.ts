import type { UserDecisionList } from "@notice-consent/contract";
import { asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { grants, ledgerEvents, notices, noticeVersions, persons } from "../db/schema.ts";

type Decision = UserDecisionList["decisions"][number];

/** What holds for a primary over all notices, each with the identity of the event that decided it. */
export async function readDecisions(tx: Queryable, primaryUuid: string): Promise<Decision[]> {
  const rows = await tx
    .select({
      grant: grants,
      ended: sql<boolean>`coalesce(${grants.expiresAt} <= clock_timestamp(), false)`,
      reconsentFrom: noticeVersions.reconsentFrom,
      by: { uuid: persons.uuid, orgUserId: persons.orgUserId },
    })
    .from(grants)
    .innerJoin(ledgerEvents, eq(ledgerEvents.uuid, grants.eventUuid))
    .innerJoin(persons, eq(persons.uuid, ledgerEvents.identityUuid))
    .innerJoin(notices, eq(notices.uuid, grants.noticeUuid))
    .innerJoin(noticeVersions, eq(noticeVersions.uuid, notices.activeVersionUuid))
    .where(eq(grants.personUuid, primaryUuid))
    .orderBy(asc(grants.noticeUuid), asc(grants.purposeUuid), asc(grants.specificUuid));
  return rows.map(({ grant, ended, reconsentFrom, by }) => ({
    notice_uuid: grant.noticeUuid,
    purpose_uuid: grant.purposeUuid,
    specific_uuid: grant.specificUuid === "" ? null : grant.specificUuid,
    selected: grant.selected,
    status: ended && grant.status === "ACTIVE" ? "EXPIRED" : grant.status,
    needs_reconsent: grant.selected && grant.noticeVersion < (reconsentFrom[grant.purposeUuid] ?? Infinity),
    decided_at: grant.decidedAt,
    expires_at: grant.expiresAt?.toISOString() ?? null,
    event_uuid: grant.eventUuid,
    by: { uuid: by.uuid, org_user_id: by.orgUserId },
  }));
}
