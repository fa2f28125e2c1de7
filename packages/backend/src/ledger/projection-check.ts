import { canonicalJson } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import type { LedgerRow } from "./chain.ts";
import { readFact } from "./fact.ts";
import { createFactReader, type ErasedIdentities, readErasedIdentities } from "./fact-sources.ts";
import type { Report } from "./finding.ts";
import type { Grant } from "./grants.ts";
import { emptyProjection, grantKey, grantsIn, projectFact } from "./project.ts";
import { type ChainOwner, streamGrants } from "./stream.ts";

/** Makes the projection anew, person by person in the order of their uuids, and holds the table against it. */
export interface ProjectionCheck {
  begin(owner: ChainOwner): PersonProjection;
}

/** The projection of one person while its events go by. */
export interface PersonProjection {
  add(row: LedgerRow, report: Report): Promise<void>;
  /** Reports each grant that differs, and returns how many were compared. */
  compare(report: Report): Promise<number>;
}

/** A check over a database; it reads the chains of aliases again where a link asks for them. */
export function createProjectionCheck(tx: Queryable, keys: InstanceKeys): ProjectionCheck {
  let erased: Promise<ErasedIdentities> | undefined;
  const reader = createFactReader(tx, keys, () => (erased ??= readErasedIdentities(tx)));
  const stored = streamGrants(tx);
  let next: IteratorResult<Grant, void> | undefined;

  /** What is stored for a person. Whoever was passed over is not asked about again. */
  async function storedOf(personUuid: string): Promise<readonly Grant[]> {
    const own: Grant[] = [];
    next ??= await stored.next();
    for (; next.done !== true && next.value.personUuid <= personUuid; next = await stored.next()) {
      if (next.value.personUuid === personUuid) own.push(next.value);
    }
    return own;
  }

  return {
    begin({ uuid: personUuid, workspaceUuid, primaryUuid, dataSalt, erasedAt }) {
      const sources = reader.sourcesFor(dataSalt);
      // What an alias decided counts for its primary, and of an erased person nothing is left to make anew.
      const isEmpty = primaryUuid !== null || erasedAt !== null;
      let projection = emptyProjection;
      return {
        async add(row, report) {
          if (isEmpty) return;
          try {
            projection = projectFact(personUuid, projection, await readFact(row, sources));
          } catch {
            const { uuid: eventUuid, position } = row;
            report({ reason: "event-unreadable", workspaceUuid, personUuid, eventUuid, position });
          }
        },
        async compare(report) {
          const own = await storedOf(personUuid);
          const wanted = new Map(grantsIn(projection).map((grant) => [grantKey(grant), grant]));
          const held = new Map(own.map((grant) => [grantKey(grant), grant]));
          for (const key of new Set([...wanted.keys(), ...held.keys()])) {
            const one = wanted.get(key);
            const other = held.get(key);
            if (one !== undefined && other !== undefined && spellGrant(one) === spellGrant(other)) continue;
            report({
              reason: "projection-differs",
              workspaceUuid,
              personUuid,
              eventUuid: (other ?? one)?.eventUuid,
              note: `purpose ${(other ?? one)?.purposeUuid ?? ""}`,
            });
          }
          return own.length;
        },
      };
    },
  };
}

/** A grant as text, the same for grants that say the same. */
export function spellGrant({ dataElements, expiresAt, ...grant }: Grant): string {
  const elements = Object.fromEntries(
    Object.entries(dataElements).map(([uuid, { selected, enabled, required }]) => [
      uuid,
      { selected, enabled, required },
    ]),
  );
  return canonicalJson({ ...grant, dataElements: elements, expiresAt: expiresAt?.toISOString() ?? null });
}
