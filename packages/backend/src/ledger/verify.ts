import { asc } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import { ledgerCheckpoints } from "../db/checkpoint-schema.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { checkEvent, emptyChain, type LedgerRow } from "./chain.ts";
import { type Checkpoint, createCheckpointKey, isSigned } from "./checkpoint-statement.ts";
import type { Report } from "./finding.ts";
import { checkLeaves } from "./leaves.ts";
import { createProjectionCheck, type ProjectionCheck } from "./projection-check.ts";
import { type ChainOwner, streamEvents, streamPersons } from "./stream.ts";

/** How much was looked at. */
export interface Verified {
  readonly persons: number;
  readonly events: number;
  readonly grants: number;
  readonly checkpoints: number;
  readonly findings: number;
}

/**
 * Reads every chain, every checkpoint and the projection, as they were at one moment, and reports all that is wrong.
 * Holds a page of rows at a time, whatever the size of the ledger.
 */
export function verifyLedger(database: Database, keys: InstanceKeys, report: Report): Promise<Verified> {
  return database.snapshot((tx) => verifyWithin(tx, keys, report));
}

/** {@link verifyLedger} inside a transaction of the caller's. */
export async function verifyWithin(tx: Queryable, keys: InstanceKeys, report: Report): Promise<Verified> {
  let findings = 0;
  const count: Report = (finding) => {
    findings += 1;
    report(finding);
  };
  const chains = await verifyChains(tx, createProjectionCheck(tx, keys), count);
  const checkpoints = await verifyCheckpoints(tx, keys, count);
  return { ...chains, checkpoints, findings };
}

/** Follows the persons and the events side by side; both come in the order of the persons' uuids. */
async function verifyChains(
  tx: Queryable,
  projection: ProjectionCheck,
  report: Report,
): Promise<Pick<Verified, "persons" | "events" | "grants">> {
  const events = streamEvents(tx);
  let next = await events.next();
  let counts = { persons: 0, events: 0, grants: 0 };

  async function follow(owner: ChainOwner): Promise<void> {
    const grants = projection.begin(owner);
    let end = emptyChain;
    let isWhole = true;
    for (; next.done !== true && next.value.personUuid === owner.uuid; next = await events.next()) {
      const row = next.value;
      const fault = row.position > owner.chainLength ? "event-inserted" : checkEvent(row, end);
      if (fault === undefined) await grants.add(row, report);
      else {
        report({ reason: fault, ...placeOf(row) });
        isWhole = false;
      }
      end = { length: row.position, head: row.hash };
      counts = { ...counts, events: counts.events + 1 };
    }
    const { uuid: personUuid, workspaceUuid, chainLength, chainHead } = owner;
    const place = { workspaceUuid, personUuid };
    if (end.length < chainLength) {
      report({ reason: "event-missing", ...place, position: end.length + 1 });
      isWhole = false;
    } else if (end.length === chainLength && end.head !== chainHead) {
      report({ reason: "head-differs", ...place, position: chainLength });
    }
    // A broken chain gives no projection to compare with.
    const compared = isWhole ? await grants.compare(report) : 0;
    counts = { ...counts, persons: counts.persons + 1, grants: counts.grants + compared };
  }

  async function reportOrphans(upTo: string | undefined): Promise<void> {
    for (; next.done !== true; next = await events.next()) {
      if (upTo !== undefined && next.value.personUuid >= upTo) return;
      report({ reason: "person-missing", ...placeOf(next.value) });
      counts = { ...counts, events: counts.events + 1 };
    }
  }

  for await (const owner of streamPersons(tx)) {
    await reportOrphans(owner.uuid);
    await follow(owner);
  }
  await reportOrphans(undefined);
  return counts;
}

/** Each checkpoint's signature and place, and the chains against the last one of each workspace. */
async function verifyCheckpoints(tx: Queryable, keys: InstanceKeys, report: Report): Promise<number> {
  const key = createCheckpointKey(keys);
  let count = 0;
  let before: Checkpoint | undefined;
  const finish = async (last: Checkpoint | undefined): Promise<void> => {
    if (last !== undefined) await checkLeaves(tx, last, report);
  };
  for await (const checkpoint of streamCheckpoints(tx)) {
    const { workspaceUuid, number } = checkpoint;
    if (before?.workspaceUuid !== workspaceUuid) {
      await finish(before);
      before = undefined;
    }
    if (!(await isSigned(key, checkpoint))) report({ reason: "checkpoint-forged", workspaceUuid, checkpoint: number });
    const follows = number === (before?.number ?? 0) + 1 && checkpoint.previousHash === (before?.hash ?? "");
    if (!follows) report({ reason: "checkpoint-missing", workspaceUuid, checkpoint: number });
    before = checkpoint;
    count += 1;
  }
  await finish(before);
  return count;
}

async function* streamCheckpoints(tx: Queryable): AsyncGenerator<Checkpoint> {
  const page = 200;
  for (let offset = 0; ; offset += page) {
    const rows = await tx
      .select()
      .from(ledgerCheckpoints)
      .orderBy(asc(ledgerCheckpoints.workspaceUuid), asc(ledgerCheckpoints.number))
      .limit(page)
      .offset(offset);
    yield* rows;
    if (rows.length < page) return;
  }
}

function placeOf({ workspaceUuid, personUuid, uuid: eventUuid, position }: LedgerRow) {
  return { workspaceUuid, personUuid, eventUuid, position };
}
