import type { ConsentRecord } from "@notice-consent/contract";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import { workspaces } from "../db/access-schema.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { grants } from "../db/schema.ts";
import { lockRows, type Person } from "../user/store.ts";
import { expiryEvents } from "../webhook/consent-event.ts";
import { enqueueEvents } from "../webhook/outbox.ts";
import type { Grant } from "./grants.ts";
import { sealWords } from "./sealed-words.ts";
import { appendEvent } from "./store.ts";

/** When a grant counts as ended: by the database's clock, or at a moment of the caller's; `at-once`: whatever its end. */
export type ExpiryMoment = "now" | "at-once" | Date;

/** How many persons one search finds. */
const batch = 100;

/**
 * Writes down that grants have reached their end: one `expired` event a person and notice, once a grant.
 * Nothing waits for it: a grant past its end does not count, swept or not. Returns the number of grants.
 */
export async function expireGrants(database: Database, keys: InstanceKeys, at: ExpiryMoment = "now"): Promise<number> {
  let expired = 0;
  for (;;) {
    const due = await database.queries
      .selectDistinct({ personUuid: grants.personUuid })
      .from(grants)
      .where(isDue(at))
      .orderBy(asc(grants.personUuid))
      .limit(batch);
    let found = 0;
    for (const { personUuid } of due) {
      found += await database.transaction((tx) => expirePerson(tx, keys, personUuid, at));
    }
    expired += found;
    // Where another process swept the same persons first, nothing is left to find.
    if (due.length < batch || found === 0) return expired;
  }
}

/** {@link expireGrants} for one person, inside a transaction of the caller's. */
export async function expirePerson(
  tx: Queryable,
  keys: InstanceKeys,
  personUuid: string,
  at: ExpiryMoment,
): Promise<number> {
  let person = (await lockRows(tx, [personUuid])).get(personUuid);
  const due = await tx
    .select()
    .from(grants)
    .where(and(eq(grants.personUuid, personUuid), isDue(at)))
    .orderBy(asc(grants.expiresAt), asc(grants.purposeUuid));
  for (const group of groupByScope(due)) {
    if (person === undefined) break;
    person = await expireGroup(tx, keys, person, group);
  }
  return due.length;
}

/** Ends the grants of one notice and application, and returns the person with the longer chain. */
async function expireGroup(
  tx: Queryable,
  keys: InstanceKeys,
  person: Person,
  group: readonly Grant[],
): Promise<Person> {
  const [first] = group;
  if (first === undefined) return person;
  const { noticeUuid, productUuid, specificUuid } = first;
  const purposes = group.map(({ purposeUuid }) => purposeUuid);
  const event = await appendEvent(tx, person, {
    kind: "expired",
    identityUuid: person.uuid,
    noticeUuid,
    content: {
      notice_uuid: noticeUuid,
      purposes,
      expires_at: group.map(({ expiresAt }) => expiresAt?.toISOString() ?? null),
    },
    sealed: sealWords(keys, person, { specific_uuid: specificUuid || undefined }),
  });
  await tx
    .update(grants)
    .set({ status: "EXPIRED" })
    .where(
      and(
        eq(grants.personUuid, person.uuid),
        eq(grants.noticeUuid, noticeUuid),
        eq(grants.productUuid, productUuid),
        eq(grants.specificUuid, specificUuid),
        inArray(grants.purposeUuid, purposes),
      ),
    );
  const [workspace] = await tx
    .select({ organisationUuid: workspaces.organisationUuid })
    .from(workspaces)
    .where(eq(workspaces.uuid, person.workspaceUuid));
  const recorded = {
    uuid: event.uuid,
    recordedAt: event.recordedAt,
    position: event.position,
    organisationUuid: workspace?.organisationUuid ?? "",
    workspaceUuid: person.workspaceUuid,
    noticeUuid,
    noticeVersion: Math.max(...group.map(({ noticeVersion }) => noticeVersion)),
    source: undefined,
    userUuid: person.uuid,
    orgUserId: person.orgUserId,
  };
  const about = { workspaceUuid: person.workspaceUuid, personUuid: person.uuid };
  await enqueueEvents(tx, keys, about, () => expiryEvents(recorded, recordOfEnded(group), purposes));
  return { ...person, chainLength: event.position, chainHead: event.hash };
}

function isDue(at: ExpiryMoment) {
  const isActive = eq(grants.status, "ACTIVE");
  if (at === "at-once") return isActive;
  return and(isActive, at === "now" ? sql`${grants.expiresAt} <= clock_timestamp()` : lte(grants.expiresAt, at));
}

function groupByScope(due: readonly Grant[]): readonly (readonly Grant[])[] {
  const groups = new Map<string, Grant[]>();
  for (const grant of due) {
    const scope = JSON.stringify([grant.noticeUuid, grant.productUuid, grant.specificUuid]);
    groups.set(scope, [...(groups.get(scope) ?? []), grant]);
  }
  return [...groups.values()];
}

function recordOfEnded(group: readonly Grant[]): ConsentRecord {
  return Object.fromEntries(
    group.map((grant) => [
      grant.purposeUuid,
      {
        selected: grant.selected,
        status: "EXPIRED",
        needs_reconsent: false,
        data_elements: grant.dataElements,
        decided_at: grant.decidedAt,
        expires_at: grant.expiresAt?.toISOString() ?? "",
      },
    ]),
  );
}
