import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, isNull, sql } from "drizzle-orm";
import { tokenFamilies, workspaces } from "../db/access-schema.ts";
import { timestamp } from "../db/clock.ts";
import type { Queryable } from "../db/connect.ts";
import { isLockTimeout, StaleRead } from "../db/failure.ts";
import { webhooks } from "../db/operation-schema.ts";
import { grants, idempotencyKeys, identifiers, notices, persons } from "../db/schema.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import { type Grant, grantEnded, type GrantScope, grantsOf, type TimedGrant, upsertGrants } from "../ledger/grants.ts";
import { appendStatements, type ChainOwner } from "../ledger/store.ts";
import { type Session, sessionColumns } from "../token/session.ts";
import type { Person } from "../user/store.ts";
import { type IdempotencyScope, keepAnswer, keptUnder, type KeptAnswer } from "./idempotency.ts";

/** Whose chain a decision is appended to; the row is locked. */
export type Decider = ChainOwner & Pick<Person, "primaryUuid" | "orgUserId" | "dataSalt">;

/** What one statement reads of a submission's circumstances, and locks. */
export interface Circumstances {
  readonly family: Session & { readonly sealedIdentifiers: string };
  /** The notice with its active version, where the workspace has it. */
  readonly notice: { readonly name: string; readonly versionUuid: string } | null;
  /** The identity that the token was made for; nothing before its first decision. */
  readonly identityUuid: string | null;
  /** The primary of that identity, its row locked. */
  readonly person: Decider | null;
  /** The database's time, taken after the lock. */
  readonly at: string;
  /** What was answered under the submission's key. */
  readonly kept: { readonly bodyHash: string; readonly answer: string | null } | null;
  /** True where a webhook may want to hear of it. */
  readonly isWatched: boolean;
}

/** Which submission it is about. */
export interface SubmissionPlace {
  readonly address: WorkspaceAddress;
  readonly familyUuid: string;
  readonly subject: string;
  readonly noticeUuid: string;
  readonly scope: IdempotencyScope | undefined;
}

/**
 * Reads what a submission depends on in one statement and locks the person it is about.
 * Nothing for a family that is not the workspace's.
 */
export async function readCircumstances(tx: Queryable, place: SubmissionPlace): Promise<Circumstances | undefined> {
  const { subject, scope } = place;
  const { organisationUuid, workspaceUuid } = place.address;
  const decider = tx.$with("decider").as(
    tx
      .select({
        uuid: persons.uuid,
        workspaceUuid: persons.workspaceUuid,
        primaryUuid: persons.primaryUuid,
        chainLength: persons.chainLength,
        chainHead: persons.chainHead,
        orgUserId: persons.orgUserId,
        dataSalt: persons.dataSalt,
      })
      .from(persons)
      .where(
        sql`${persons.uuid} = (
          select coalesce(own.primary_uuid, own.uuid) from ${identifiers} join ${persons} own on own.uuid = ${identifiers.personUuid}
          where ${identifiers.workspaceUuid} = ${workspaceUuid} and ${identifiers.key} = ${subject})`,
      )
      .for("no key update"),
  );
  const [row] = await tx
    .with(decider)
    .select({
      family: { ...sessionColumns, sealedIdentifiers: tokenFamilies.sealedIdentifiers },
      notice: { name: notices.name, versionUuid: notices.activeVersionUuid },
      identityUuid: identifiers.personUuid,
      person: {
        uuid: decider.uuid,
        workspaceUuid: decider.workspaceUuid,
        primaryUuid: decider.primaryUuid,
        chainLength: decider.chainLength,
        chainHead: decider.chainHead,
        orgUserId: decider.orgUserId,
        dataSalt: decider.dataSalt,
      },
      at: timestamp,
      kept: { bodyHash: idempotencyKeys.bodyHash, answer: idempotencyKeys.answer },
      isWatched: sql<boolean>`exists (select 1 from ${webhooks} where ${and(eq(webhooks.workspaceUuid, workspaceUuid), isNull(webhooks.disabledAt))})`,
    })
    .from(tokenFamilies)
    .innerJoin(workspaces, eq(workspaces.uuid, tokenFamilies.workspaceUuid))
    .leftJoin(notices, and(eq(notices.uuid, place.noticeUuid), eq(notices.workspaceUuid, workspaceUuid)))
    .leftJoin(identifiers, and(eq(identifiers.workspaceUuid, workspaceUuid), eq(identifiers.key, subject)))
    .leftJoin(decider, sql`true`)
    .leftJoin(idempotencyKeys, scope === undefined ? sql`false` : keptUnder(scope))
    .where(
      and(
        eq(tokenFamilies.uuid, place.familyUuid),
        eq(tokenFamilies.workspaceUuid, workspaceUuid),
        eq(workspaces.organisationUuid, organisationUuid),
      ),
    );
  return row;
}

/** What a decision changes: the record as it stands under the lock, and the version that is asked about now. */
export interface Standing {
  readonly rows: readonly TimedGrant[];
  readonly activeVersionUuid: string | undefined;
}

/** Reads what a decision changes; a statement of its own, so that it sees what was committed before the lock. */
export async function readStanding(tx: Queryable, scope: GrantScope): Promise<Standing> {
  const found = await tx
    .select({ activeVersionUuid: notices.activeVersionUuid, grant: grants, ended: grantEnded })
    .from(notices)
    .leftJoin(grants, grantsOf(scope))
    .where(eq(notices.uuid, scope.noticeUuid));
  return {
    activeVersionUuid: found[0]?.activeVersionUuid,
    rows: found.flatMap(({ grant, ended }) => (grant === null ? [] : [{ grant, ended }])),
  };
}

/** Everything that one decision writes. */
export interface WrittenDecision {
  readonly event: LedgerRow;
  readonly noticeUuid: string;
  readonly grants: readonly Grant[];
  /** The answer, where it is kept under a key. */
  readonly kept: (KeptAnswer & { readonly scope: IdempotencyScope }) | undefined;
}

/**
 * Writes a decision in one statement. Throws `IDEMPOTENCY_IN_PROGRESS` while another request holds the key,
 * and {@link StaleRead} when one has used it since it was looked for.
 */
export async function writeDecision(tx: Queryable, decision: WrittenDecision): Promise<void> {
  const { event, chainEnd } = appendStatements(tx, decision.event, decision.noticeUuid);
  const { kept } = decision;
  const parts = [
    tx.$with("event").as(event.returning({ uuid: sql`1`.as("written") })),
    ...(decision.grants.length === 0
      ? []
      : [tx.$with("projection").as(upsertGrants(tx, decision.grants).returning({ uuid: sql`1`.as("written") }))]),
    tx.$with("chain_end").as(chainEnd.returning({ uuid: sql`1`.as("written") })),
    ...(kept === undefined
      ? []
      : [tx.$with("kept").as(keepAnswer(tx, kept.scope, kept).returning({ uuid: sql`1`.as("written") }))]),
  ];
  const isKept = kept === undefined ? sql<boolean>`true` : sql<boolean>`exists (select 1 from kept)`;
  try {
    const [row] = await tx
      .with(...parts)
      .select({ isKept })
      .from(sql`(select 1) one`);
    if (row?.isKept !== true) throw new StaleRead();
  } catch (cause) {
    // The person is locked already: the key is all that this statement can wait for.
    if (isLockTimeout(cause)) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
    throw cause;
  }
}
