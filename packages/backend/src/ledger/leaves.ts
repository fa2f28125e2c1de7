import { and, asc, desc, eq, gt } from "drizzle-orm";
import { ledgerCheckpoints, ledgerLeaves } from "../db/checkpoint-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { ledgerEvents, persons } from "../db/schema.ts";
import type { Checkpoint } from "./checkpoint-statement.ts";
import type { Report } from "./finding.ts";
import { chainLeaf, createMerkleTree } from "./merkle.ts";

/** How many rows are held in memory at a time. */
const page = 500;

/** A leaf under the last checkpoint, beside what stands in its place now. */
interface SignedLeaf {
  readonly personUuid: string;
  readonly length: number;
  readonly head: string;
  /** Length that the person's row tells; nothing where the row is gone. */
  readonly lengthThere: number | null;
  /** Hash of the event at the position where the leaf's chain ended. */
  readonly hashThere: string | null;
}

/** The newest checkpoint of a workspace. */
export async function lastCheckpoint(tx: Queryable, workspaceUuid: string): Promise<Checkpoint | undefined> {
  const [row] = await tx
    .select()
    .from(ledgerCheckpoints)
    .where(eq(ledgerCheckpoints.workspaceUuid, workspaceUuid))
    .orderBy(desc(ledgerCheckpoints.number))
    .limit(1);
  return row;
}

/**
 * Holds every chain against the leaf that the last checkpoint has of it, and the leaves against its root.
 * Reports persons that are gone and chains that were rewritten or cut before the checkpoint.
 */
export async function checkLeaves(tx: Queryable, last: Checkpoint, report: Report): Promise<void> {
  const { workspaceUuid, number: checkpoint } = last;
  const tree = createMerkleTree();
  let persons = 0;
  let events = 0;
  for await (const leaf of streamLeaves(tx, workspaceUuid)) {
    const { personUuid, length: position, head } = leaf;
    tree.add(chainLeaf(personUuid, position, head));
    persons += 1;
    events += position;
    const place = { workspaceUuid, personUuid, position, checkpoint };
    if (leaf.lengthThere === null) report({ reason: "person-missing", ...place });
    else if (position > 0 && leaf.hashThere !== head) report({ reason: "history-rewritten", ...place });
    else if (leaf.lengthThere < position) report({ reason: "head-differs", ...place });
  }
  if (tree.root() !== last.root || persons !== last.persons || events !== last.events)
    report({ reason: "leaves-differ", workspaceUuid, checkpoint });
}

async function* streamLeaves(tx: Queryable, workspaceUuid: string): AsyncGenerator<SignedLeaf> {
  let after: string | undefined;
  for (;;) {
    const newest = tx
      .selectDistinctOn([ledgerLeaves.personUuid], {
        personUuid: ledgerLeaves.personUuid,
        length: ledgerLeaves.length,
        head: ledgerLeaves.head,
      })
      .from(ledgerLeaves)
      .where(
        and(
          eq(ledgerLeaves.workspaceUuid, workspaceUuid),
          after === undefined ? undefined : gt(ledgerLeaves.personUuid, after),
        ),
      )
      .orderBy(asc(ledgerLeaves.personUuid), desc(ledgerLeaves.length))
      .limit(page)
      .as("newest");
    const rows = await tx
      .select({
        personUuid: newest.personUuid,
        length: newest.length,
        head: newest.head,
        lengthThere: persons.chainLength,
        hashThere: ledgerEvents.hash,
      })
      .from(newest)
      .leftJoin(persons, and(eq(persons.uuid, newest.personUuid), eq(persons.workspaceUuid, workspaceUuid)))
      .leftJoin(
        ledgerEvents,
        and(eq(ledgerEvents.personUuid, newest.personUuid), eq(ledgerEvents.position, newest.length)),
      )
      .orderBy(asc(newest.personUuid));
    yield* rows;
    after = rows.at(-1)?.personUuid;
    if (rows.length < page) return;
  }
}
