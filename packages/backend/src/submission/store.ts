import type { WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { tokenFamilies, workspaces } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { webhooks } from "../db/operation-schema.ts";
import { prepared } from "../db/prepared.ts";
import { grants, idempotencyKeys, identifiers, ledgerEvents, notices, persons } from "../db/schema.ts";
import { grantEnded, grantsOf, noApplication, recordedColumns, type TimedGrant } from "../ledger/grants.ts";
import { type ChainOwner, timeAfter } from "../ledger/store.ts";
import { type Session, sessionColumns } from "../token/session.ts";
import type { Person } from "../user/store.ts";
import { type IdempotencyScope, isKept } from "./idempotency.ts";

/** Whose chain a decision is appended to. */
export type Decider = ChainOwner & Pick<Person, "primaryUuid" | "orgUserId" | "dataSalt">;

/** What a submission depends on, as one statement reads it. */
export interface Circumstances {
  readonly family: Session & { readonly sealedIdentifiers: string };
  /** The notice with its active version, where the workspace has it. */
  readonly notice: { readonly name: string; readonly versionUuid: string } | null;
  /** The identity that the token was made for; nothing before its first decision. */
  readonly identityUuid: string | null;
  /** The primary of that identity. */
  readonly person: Decider | null;
  /** The database's time, taken after all this was true, and later than the end of the person's chain. */
  readonly at: string;
  /** What was answered under the submission's key. */
  readonly kept: { readonly bodyHash: string; readonly answer: string | null } | null;
  /** True where a webhook may want to hear of it. */
  readonly isWatched: boolean;
  /** What holds for the person. */
  readonly grants: readonly TimedGrant[];
}

/** Which submission it is about. */
export interface SubmissionPlace {
  readonly address: WorkspaceAddress;
  readonly familyUuid: string;
  readonly subject: string;
  readonly noticeUuid: string;
  readonly specificUuid: string | undefined;
  readonly scope: IdempotencyScope | undefined;
}

/** Reads what a submission depends on. Nothing for a family that is not the workspace's. */
export async function readCircumstances(tx: Queryable, place: SubmissionPlace): Promise<Circumstances | undefined> {
  const { address, specificUuid = noApplication, scope, ...others } = place;
  const told = { ...address, ...others, specificUuid, route: scope?.route ?? null, key: scope?.key ?? null };
  const rows = await circumstances(tx).execute(told);
  const [row] = rows;
  if (row === undefined) return undefined;
  return { ...row, grants: rows.flatMap(({ grant, ended }) => (grant === null ? [] : [{ grant, ended }])) };
}

/** Waits for everyone else who writes for the person, and keeps them out until the transaction ends. */
export async function lockDecider(tx: Queryable, { address, subject }: SubmissionPlace): Promise<void> {
  const own = alias(persons, "own");
  const primaryUuid = tx
    .select({ uuid: sql`coalesce(${own.primaryUuid}, ${own.uuid})` })
    .from(identifiers)
    .innerJoin(own, eq(own.uuid, identifiers.personUuid))
    .where(and(eq(identifiers.workspaceUuid, address.workspaceUuid), eq(identifiers.key, subject)));
  await tx
    .select({ uuid: persons.uuid })
    .from(persons)
    .where(sql`${persons.uuid} = (${primaryUuid})`)
    .for("no key update");
}

const given = sql.placeholder;

const circumstances = prepared((tx) => {
  const own = alias(persons, "own");
  const { workspaceUuid } = tokenFamilies;
  return tx
    .select({
      family: { ...sessionColumns, sealedIdentifiers: tokenFamilies.sealedIdentifiers },
      notice: { name: notices.name, versionUuid: notices.activeVersionUuid },
      identityUuid: identifiers.personUuid,
      person: {
        uuid: persons.uuid,
        workspaceUuid: persons.workspaceUuid,
        primaryUuid: persons.primaryUuid,
        chainLength: persons.chainLength,
        chainHead: persons.chainHead,
        orgUserId: persons.orgUserId,
        dataSalt: persons.dataSalt,
      },
      at: timeAfter(ledgerEvents.recordedAt),
      kept: { bodyHash: idempotencyKeys.bodyHash, answer: idempotencyKeys.answer },
      isWatched: sql<boolean>`exists (select 1 from ${webhooks} where ${and(eq(webhooks.workspaceUuid, workspaceUuid), isNull(webhooks.disabledAt))})`,
      grant: recordedColumns,
      ended: grantEnded,
    })
    .from(tokenFamilies)
    .innerJoin(workspaces, eq(workspaces.uuid, workspaceUuid))
    .leftJoin(notices, and(eq(notices.uuid, given("noticeUuid")), eq(notices.workspaceUuid, workspaceUuid)))
    .leftJoin(identifiers, and(eq(identifiers.workspaceUuid, workspaceUuid), eq(identifiers.key, given("subject"))))
    .leftJoin(own, eq(own.uuid, identifiers.personUuid))
    .leftJoin(persons, sql`${persons.uuid} = coalesce(${own.primaryUuid}, ${own.uuid})`)
    .leftJoin(
      ledgerEvents,
      and(eq(ledgerEvents.personUuid, persons.uuid), eq(ledgerEvents.position, persons.chainLength)),
    )
    .leftJoin(grants, grantsOf(persons.uuid))
    .leftJoin(idempotencyKeys, isKept)
    .where(
      and(
        eq(tokenFamilies.uuid, given("familyUuid")),
        eq(workspaceUuid, given("workspaceUuid")),
        eq(workspaces.organisationUuid, given("organisationUuid")),
      ),
    )
    .prepare("submission_circumstances");
});
