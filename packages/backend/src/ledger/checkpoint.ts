import { and, asc, eq, gt, sql } from "drizzle-orm";
import { ledgerCheckpoints, ledgerLeaves } from "../db/checkpoint-schema.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import { workspaces } from "../db/access-schema.ts";
import { readTimestamp } from "../db/clock.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { type Checkpoint, createCheckpointKey, isSigned, signCheckpoint } from "./checkpoint-statement.ts";
import type { Finding } from "./finding.ts";
import { checkLeaves, lastCheckpoint } from "./leaves.ts";
import { chainLeaf, createMerkleTree } from "./merkle.ts";

/**
 * What became of a checkpoint. `unchanged`: nothing was written since the last one. `busy`: another process makes one.
 * `refused`: the chains contradict the last checkpoint, and nothing is signed over that.
 */
export type CheckpointResult =
  | { readonly status: "written"; readonly checkpoint: Checkpoint }
  | { readonly status: "unchanged" | "busy" }
  | { readonly status: "refused"; readonly findings: readonly Finding[] };

/** Signs checkpoints. */
export interface CheckpointService {
  /** Signs where all chains of a workspace stand. */
  checkpoint(workspaceUuid: string): Promise<CheckpointResult>;
  /** Does so for every workspace, and returns how many of them were refused. */
  checkpointAll(): Promise<number>;
}

/** How many rows are held in memory at a time. */
const page = 500;
/** A few findings are enough to refuse; `verify` tells them all. */
const enough = 20;

/** The checkpoint service over a database. */
export function createCheckpointService(database: Database, keys: InstanceKeys): CheckpointService {
  const key = createCheckpointKey(keys);

  async function write(tx: Queryable, workspaceUuid: string): Promise<CheckpointResult> {
    const [lock] = await tx
      .select({ held: sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${`checkpoint ${workspaceUuid}`}, 0))` })
      .from(sql`(select 1) one`);
    if (lock?.held !== true) return { status: "busy" };
    const last = await lastCheckpoint(tx, workspaceUuid);
    const findings: Finding[] = [];
    if (last !== undefined) {
      if (!(await isSigned(key, last)))
        findings.push({ reason: "checkpoint-forged", workspaceUuid, checkpoint: last.number });
      await checkLeaves(tx, last, (finding) => {
        if (findings.length < enough) findings.push(finding);
      });
    }
    if (findings.length > 0) return { status: "refused", findings };
    const number = (last?.number ?? 0) + 1;
    const { root, count, events } = await writeLeaves(tx, workspaceUuid, number);
    if (root === last?.root) return { status: "unchanged" };
    const checkpoint = await signCheckpoint(key, {
      workspaceUuid,
      number,
      root,
      persons: count,
      events,
      previousHash: last?.hash ?? "",
      recordedAt: await readTimestamp(tx),
    });
    await tx.insert(ledgerCheckpoints).values(checkpoint);
    return { status: "written", checkpoint };
  }

  const checkpoint = (workspaceUuid: string) => database.snapshot((tx) => write(tx, workspaceUuid));
  return {
    checkpoint,
    async checkpointAll() {
      const all = await database.queries.select({ uuid: workspaces.uuid }).from(workspaces).orderBy(workspaces.uuid);
      let refused = 0;
      for (const { uuid } of all) if ((await checkpoint(uuid)).status === "refused") refused += 1;
      return refused;
    },
  };
}

/** Adds a leaf for every chain that has grown, and returns what the tree over all chains comes to. */
async function writeLeaves(
  tx: Queryable,
  workspaceUuid: string,
  checkpoint: number,
): Promise<{ readonly root: string; readonly count: number; readonly events: number }> {
  const tree = createMerkleTree();
  let count = 0;
  let events = 0;
  let after: string | undefined;
  for (;;) {
    const rows = await tx
      .select({
        personUuid: persons.uuid,
        length: persons.chainLength,
        head: persons.chainHead,
        known: sql<number | null>`(
          select max(l.length) from ledger_leaves l
          where l.workspace_uuid = ${workspaceUuid} and l.person_uuid = persons.uuid
        )`,
      })
      .from(persons)
      .where(and(eq(persons.workspaceUuid, workspaceUuid), after === undefined ? undefined : gt(persons.uuid, after)))
      .orderBy(asc(persons.uuid))
      .limit(page);
    for (const { personUuid, length, head } of rows) {
      tree.add(chainLeaf(personUuid, length, head));
      count += 1;
      events += length;
    }
    const grown = rows.filter(({ length, known }) => length !== known);
    if (grown.length > 0) {
      await tx
        .insert(ledgerLeaves)
        .values(grown.map(({ personUuid, length, head }) => ({ workspaceUuid, personUuid, length, head, checkpoint })));
    }
    after = rows.at(-1)?.personUuid;
    if (rows.length < page) return { root: tree.root(), count, events };
  }
}
