import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { isUnavailable } from "../db/failure.ts";
import { type InstallationOptions, withInstallation } from "../installation.ts";
import { lockRows } from "../user/store.ts";
import { verifyChain } from "./chain.ts";
import type { Report } from "./finding.ts";
import { dropGrants, type Grant, readGrants } from "./grants.ts";
import { spellGrant } from "./projection-check.ts";
import { reproject } from "./reproject.ts";
import { readChain } from "./store.ts";
import { type ChainOwner, streamPersons } from "./stream.ts";

/** What a rebuild did. */
export interface Rebuilt {
  readonly persons: number;
  /** Persons whose grants were not what their events give. */
  readonly changed: number;
  /** Persons whose grants were left as they are, since their chain does not hold; each was reported. */
  readonly left: number;
}

/**
 * Makes the projection anew from the ledger, one person after the other, each under its lock: decisions may go on.
 * A chain that does not hold is no ground to rebuild on, so it is reported and its person left alone.
 */
export async function rebuildProjection(database: Database, keys: InstanceKeys, report: Report): Promise<Rebuilt> {
  let counts: Rebuilt = { persons: 0, changed: 0, left: 0 };
  for await (const { uuid, workspaceUuid } of streamPersons(database.queries)) {
    const outcome = await rebuildOne(database, keys, { uuid, workspaceUuid }, report);
    counts = {
      persons: counts.persons + 1,
      changed: counts.changed + (outcome === "changed" ? 1 : 0),
      left: counts.left + (outcome === "left" ? 1 : 0),
    };
  }
  return counts;
}

/** {@link rebuildProjection} for an installation. Throws when the settings are weak, or the data is missing or in use. */
export function rebuildData(options: InstallationOptions, report: Report): Promise<Rebuilt> {
  return withInstallation(options, ({ database, keys }) => rebuildProjection(database, keys, report));
}

type Outcome = "as-it-was" | "changed" | "left";

async function rebuildOne(
  database: Database,
  keys: InstanceKeys,
  { uuid: personUuid, workspaceUuid }: Pick<ChainOwner, "uuid" | "workspaceUuid">,
  report: Report,
): Promise<Outcome> {
  const place = { workspaceUuid, personUuid };
  try {
    const state = await database.transaction((tx) => rebuildLocked(tx, keys, personUuid));
    if (typeof state === "string") return state;
    report({ ...state, ...place });
  } catch (failure) {
    // Whatever else is thrown was thrown by reading an event.
    if (isUnavailable(failure)) throw failure;
    report({ reason: "event-unreadable", ...place });
  }
  return "left";
}

async function rebuildLocked(tx: Queryable, keys: InstanceKeys, personUuid: string) {
  const person = (await lockRows(tx, [personUuid])).get(personUuid);
  if (person === undefined) return "as-it-was";
  const before = await readGrants(tx, personUuid);
  // What an alias decided counts for its primary, and an erased person holds nothing.
  if (person.primaryUuid !== null || person.erasedAt !== null) {
    await dropGrants(tx, personUuid);
    return before.length === 0 ? "as-it-was" : "changed";
  }
  const chain = verifyChain(await readChain(tx, personUuid));
  if (chain.status === "broken") return { reason: chain.fault, position: chain.position };
  if (chain.length < person.chainLength) return { reason: "event-missing", position: chain.length + 1 } as const;
  if (chain.head !== person.chainHead) return { reason: "head-differs", position: chain.length } as const;
  const after = await reproject(tx, keys, person);
  return spellAll(before) === spellAll(after) ? "as-it-was" : "changed";
}

function spellAll(grants: readonly Grant[]): string {
  return grants.map(spellGrant).sort().join("\n");
}
