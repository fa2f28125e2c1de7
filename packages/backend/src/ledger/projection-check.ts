import { canonicalJson } from "@notice-consent/contract";
import { eq } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { readVersion, type Version } from "../notice/store.ts";
import type { LedgerRow } from "./chain.ts";
import { type FactSources, readFact } from "./fact.ts";
import type { Report } from "./finding.ts";
import { type Grant, readGrants } from "./grants.ts";
import { grantKey, projectFact } from "./project.ts";
import { unsealWords, type Words } from "./sealed-words.ts";
import { type ChainOwner, streamChain } from "./stream.ts";

/** Makes the projection anew, person by person, and holds the table against it. */
export interface ProjectionCheck {
  begin(owner: ChainOwner): PersonProjection;
}

/** The projection of one person while its events go by. */
export interface PersonProjection {
  add(row: LedgerRow, report: Report): Promise<void>;
  /** Reports each grant that differs, and returns how many were compared. */
  compare(report: Report): Promise<number>;
}

const remembered = 100;

/** A check over a database; it reads the chains of aliases again where a link asks for them. */
export function createProjectionCheck(tx: Queryable, keys: InstanceKeys): ProjectionCheck {
  const versions = new Map<string, Version>();

  async function version(uuid: string): Promise<Version> {
    const known = versions.get(uuid) ?? (await readVersion(tx, uuid));
    if (versions.size >= remembered) versions.clear();
    versions.set(uuid, known);
    return known;
  }

  function sourcesFor(dataSalt: string | null): FactSources {
    return {
      version,
      async words({ sealed }): Promise<Words> {
        if (sealed === null) return {};
        if (dataSalt === null) throw new TypeError("The person's key is destroyed.");
        return unsealWords(keys, dataSalt, sealed);
      },
      grantsOf,
    };
  }

  async function grantsOf(aliasUuid: string, length: number): Promise<readonly Grant[]> {
    const [alias] = await tx.select({ dataSalt: persons.dataSalt }).from(persons).where(eq(persons.uuid, aliasUuid));
    const sources = sourcesFor(alias?.dataSalt ?? null);
    let grants: readonly Grant[] = [];
    for await (const row of streamChain(tx, aliasUuid)) {
      if (row.position > length) break;
      grants = projectFact(aliasUuid, grants, await readFact(row, sources));
    }
    return grants;
  }

  return {
    begin({ uuid: personUuid, workspaceUuid, primaryUuid, dataSalt, erasedAt }) {
      const sources = sourcesFor(dataSalt);
      // What an alias decided counts for its primary, and of an erased person nothing is left to make anew.
      const isEmpty = primaryUuid !== null || erasedAt !== null;
      let grants: readonly Grant[] = [];
      return {
        async add(row, report) {
          if (isEmpty) return;
          try {
            grants = projectFact(personUuid, grants, await readFact(row, sources));
          } catch {
            const { uuid: eventUuid, position } = row;
            report({ reason: "event-unreadable", workspaceUuid, personUuid, eventUuid, position });
          }
        },
        async compare(report) {
          const stored = await readGrants(tx, personUuid);
          const wanted = new Map(grants.map((grant) => [grantKey(grant), grant]));
          const held = new Map(stored.map((grant) => [grantKey(grant), grant]));
          for (const key of new Set([...wanted.keys(), ...held.keys()])) {
            const one = wanted.get(key);
            const other = held.get(key);
            if (one !== undefined && other !== undefined && spell(one) === spell(other)) continue;
            report({
              reason: "projection-differs",
              workspaceUuid,
              personUuid,
              eventUuid: (other ?? one)?.eventUuid,
              note: `purpose ${(other ?? one)?.purposeUuid ?? ""}`,
            });
          }
          return stored.length;
        },
      };
    },
  };
}

function spell({ dataElements, expiresAt, ...grant }: Grant): string {
  const elements = Object.fromEntries(
    Object.entries(dataElements).map(([uuid, { selected, enabled, required }]) => [
      uuid,
      { selected, enabled, required },
    ]),
  );
  return canonicalJson({ ...grant, dataElements: elements, expiresAt: expiresAt?.toISOString() ?? null });
}
