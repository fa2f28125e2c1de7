import type { ConsentRecord } from "@notice-consent/contract";
import { and, eq, sql } from "drizzle-orm";
import type { Principal } from "../auth/access-token.ts";
import { workspaces } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { grants, identifiers, notices, persons } from "../db/schema.ts";
import { grantEnded, grantsOf, recordOf } from "../ledger/grants.ts";
import type { ActiveNotice, NoticeStore } from "./store.ts";

/** A notice as it stands for one person. */
export interface PersonNotice {
  readonly active: ActiveNotice;
  /** What holds for the person; of the primary, where the identity is an alias. */
  readonly record: ConsentRecord;
}

/** Reads in one statement which version is active and what the person decided. Nothing for a notice that the workspace does not have. */
export async function readPersonNotice(
  tx: Queryable,
  store: NoticeStore,
  { address, subject }: Pick<Principal, "address" | "subject">,
  noticeUuid: string,
  specificUuid: string | undefined,
): Promise<PersonNotice | undefined> {
  const { organisationUuid, workspaceUuid } = address;
  const personUuid = sql<string>`coalesce(${persons.primaryUuid}, ${persons.uuid})`;
  const rows = await tx
    .select({ name: notices.name, versionUuid: notices.activeVersionUuid, grant: grants, ended: grantEnded })
    .from(notices)
    .innerJoin(workspaces, eq(workspaces.uuid, notices.workspaceUuid))
    .leftJoin(identifiers, and(eq(identifiers.workspaceUuid, workspaceUuid), eq(identifiers.key, subject)))
    .leftJoin(persons, eq(persons.uuid, identifiers.personUuid))
    .leftJoin(grants, grantsOf({ personUuid, noticeUuid, specificUuid }))
    .where(
      and(
        eq(notices.uuid, noticeUuid),
        eq(notices.workspaceUuid, workspaceUuid),
        eq(workspaces.organisationUuid, organisationUuid),
      ),
    );
  const [row] = rows;
  if (row === undefined) return undefined;
  const active = await store.readVersion(tx, { uuid: noticeUuid, name: row.name, address }, row.versionUuid);
  const decided = rows.flatMap(({ grant, ended }) => (grant === null ? [] : [{ grant, ended }]));
  return { active, record: recordOf(decided, active.reconsentFrom) };
}
