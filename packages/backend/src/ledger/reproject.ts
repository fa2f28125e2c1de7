import { eq, or } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import type { Person } from "../user/store.ts";
import { readFact } from "./fact.ts";
import { createFactReader, readErasedIdentities } from "./fact-sources.ts";
import { dropGrants, type Grant, writeGrants } from "./grants.ts";
import { emptyProjection, grantsIn, projectFact } from "./project.ts";
import { streamChain } from "./stream.ts";

/** Makes a primary's grants anew from its chain, writes them, and returns them. Its row has to be locked. */
export async function reproject(
  tx: Queryable,
  keys: InstanceKeys,
  { uuid, dataSalt }: Pick<Person, "uuid" | "dataSalt">,
): Promise<readonly Grant[]> {
  const group = await tx
    .select({ uuid: persons.uuid })
    .from(persons)
    .where(or(eq(persons.uuid, uuid), eq(persons.primaryUuid, uuid)));
  const erased = await readErasedIdentities(
    tx,
    group.map((member) => member.uuid),
  );
  const sources = createFactReader(tx, keys, async () => erased).sourcesFor(dataSalt);
  let projection = emptyProjection;
  for await (const row of streamChain(tx, uuid))
    projection = projectFact(uuid, projection, await readFact(row, sources));
  const grants = grantsIn(projection);
  await dropGrants(tx, uuid);
  await writeGrants(tx, grants);
  return grants;
}
