import { eq, inArray } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { ledgerEvents, persons } from "../db/schema.ts";
import { readVersion, type Version } from "../notice/store.ts";
import type { LedgerRow } from "./chain.ts";
import { type FactSources, readFact } from "./fact.ts";
import { emptyProjection, type Projection, projectFact } from "./project.ts";
import { unsealWords } from "./sealed-words.ts";
import { streamChain } from "./stream.ts";

/** Where an identity was erased while its person stayed: in whose chain, and after which position. */
export type ErasedIdentities = ReadonlyMap<string, Pick<LedgerRow, "personUuid" | "position">>;

/** Reads where identities were erased: in the chains of some persons, or in all chains. */
export async function readErasedIdentities(tx: Queryable, personUuids?: readonly string[]): Promise<ErasedIdentities> {
  const rows = await tx
    .select({
      identityUuid: ledgerEvents.identityUuid,
      personUuid: ledgerEvents.personUuid,
      position: ledgerEvents.position,
      kind: ledgerEvents.kind,
    })
    .from(ledgerEvents)
    .where(
      personUuids === undefined
        ? eq(ledgerEvents.kind, "identity-erased")
        : inArray(ledgerEvents.personUuid, [...personUuids]),
    );
  return new Map(rows.filter(({ kind }) => kind === "identity-erased").map((row) => [row.identityUuid, row]));
}

/** Makes the sources from which the chains of different persons are read. */
export interface FactReader {
  sourcesFor(dataSalt: string | null): FactSources;
}

const remembered = 100;

/** Reads facts over a database; it reads the chains of aliases again where a link asks for them. */
export function createFactReader(
  tx: Queryable,
  keys: InstanceKeys,
  erased: () => Promise<ErasedIdentities>,
): FactReader {
  const versions = new Map<string, Version>();

  async function version(uuid: string): Promise<Version> {
    const known = versions.get(uuid) ?? (await readVersion(tx, uuid));
    if (versions.size >= remembered) versions.clear();
    versions.set(uuid, known);
    return known;
  }

  async function isForgotten({ identityUuid, personUuid, position }: LedgerRow): Promise<boolean> {
    const end = (await erased()).get(identityUuid);
    return end !== undefined && (end.personUuid !== personUuid || position < end.position);
  }

  function sourcesFor(dataSalt: string | null): FactSources {
    return {
      version,
      isForgotten,
      async words({ sealed }) {
        if (sealed === null) return {};
        if (dataSalt === null) throw new TypeError("The person's key is destroyed.");
        return unsealWords(keys, dataSalt, sealed);
      },
      projectionOf,
    };
  }

  async function projectionOf(aliasUuid: string, length: number): Promise<Projection> {
    const [alias] = await tx.select({ dataSalt: persons.dataSalt }).from(persons).where(eq(persons.uuid, aliasUuid));
    const sources = sourcesFor(alias?.dataSalt ?? null);
    let projection = emptyProjection;
    for await (const row of streamChain(tx, aliasUuid)) {
      if (row.position > length) break;
      projection = projectFact(aliasUuid, projection, await readFact(row, sources));
    }
    return projection;
  }

  return { sourcesFor };
}
