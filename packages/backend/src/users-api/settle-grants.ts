import type { ConsentRecord } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import { type Grant, readGrants, writeGrants } from "../ledger/grants.ts";
import { grantKey } from "../ledger/project.ts";
import { type StatedEvent, withRefusals } from "../ledger/refusals.ts";
import { reproject } from "../ledger/reproject.ts";
import type { Person } from "../user/store.ts";
import { decisionEvents } from "../webhook/consent-event.ts";
import { enqueueEvents } from "../webhook/outbox.ts";

/** A ledger entry that bears on notices, and who is told of what it withdraws. */
export interface Settlement {
  readonly head: Person;
  readonly organisationUuid: string;
  readonly entry: LedgerRow;
  /** False where the caller asked for silence. */
  readonly tellsWebhooks: boolean;
}

/**
 * Lets refusals of the Users API count for notices at once: withdraws what the event refuses, or, where it is not the
 * newest word, makes the grants anew from the chain.
 */
export async function settleGrants(
  tx: Queryable,
  keys: InstanceKeys,
  settlement: Settlement,
  newest: StatedEvent | undefined,
): Promise<void> {
  const { head } = settlement;
  const before = await readGrants(tx, head.uuid);
  if (newest === undefined) {
    await tellWithdrawn(tx, keys, settlement, before, await reproject(tx, keys, head));
    return;
  }
  const after = withRefusals(before, new Map([[newest.uuid, newest]]));
  await writeGrants(
    tx,
    after.filter((grant) => !before.includes(grant)),
  );
  await tellWithdrawn(tx, keys, settlement, before, after);
}

async function tellWithdrawn(
  tx: Queryable,
  keys: InstanceKeys,
  { head, organisationUuid, entry, tellsWebhooks }: Settlement,
  before: readonly Grant[],
  after: readonly Grant[],
): Promise<void> {
  if (!tellsWebhooks) return;
  const held = new Map(before.map((grant) => [grantKey(grant), grant]));
  const withdrawn = after.filter(
    (grant) => grant.status === "WITHDRAWN" && held.get(grantKey(grant))?.status === "ACTIVE",
  );
  const about = { workspaceUuid: head.workspaceUuid, personUuid: head.uuid };
  for (const noticeUuid of new Set(withdrawn.map((grant) => grant.noticeUuid))) {
    const ended = withdrawn.filter((grant) => grant.noticeUuid === noticeUuid);
    const recorded = {
      uuid: entry.uuid,
      recordedAt: entry.recordedAt,
      position: entry.position,
      organisationUuid,
      workspaceUuid: head.workspaceUuid,
      noticeUuid,
      noticeVersion: Math.max(...ended.map(({ noticeVersion }) => noticeVersion)),
      source: "users-api",
      userUuid: head.uuid,
      orgUserId: head.orgUserId,
    };
    await enqueueEvents(tx, keys, about, () =>
      decisionEvents(recorded, {
        outcome: "withdrawn",
        before: recordWith(ended.flatMap((grant) => held.get(grantKey(grant)) ?? [])),
        after: recordWith(ended),
        purposeUuids: ended.map(({ purposeUuid }) => purposeUuid),
      }),
    );
  }
}

function recordWith(rows: readonly Grant[]): ConsentRecord {
  return Object.fromEntries(
    rows.map(({ purposeUuid, selected, status, dataElements, decidedAt, expiresAt }) => [
      purposeUuid,
      {
        selected,
        status,
        needs_reconsent: false,
        data_elements: dataElements,
        decided_at: decidedAt,
        expires_at: expiresAt?.toISOString() ?? "",
      },
    ]),
  );
}
