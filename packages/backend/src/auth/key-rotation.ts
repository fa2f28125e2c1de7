import { asc, eq, isNull, sql } from "drizzle-orm";
import { signingKeys } from "../db/access-schema.ts";
import type { Database, Queryable } from "../db/connect.ts";
import type { InstanceKeys } from "./instance-keys.ts";
import { type Generations, kidOf } from "./signing-keys.ts";

/** A signing key as an operator sees it. */
export interface SigningKeyState {
  readonly kid: string;
  /** `next`: published, and will sign soon; `retired`: signs no more, and still verifies. */
  readonly state: "next" | "signing" | "retired";
}

/** Seconds between the publication of a key and its first signature: several times what a process remembers. */
export const publishedAheadSeconds = 60;

/** The generations that are not removed, by the database's clock; the first one alone where none was ever made. */
export async function readGenerations(queries: Queryable): Promise<Generations> {
  const rows = await queries
    .select({
      generation: signingKeys.generation,
      signs: sql<boolean>`${signingKeys.signsFrom} <= clock_timestamp()`,
    })
    .from(signingKeys)
    .where(isNull(signingKeys.removedAt))
    .orderBy(asc(signingKeys.generation));
  const signing = rows.findLast(({ signs }) => signs)?.generation;
  if (signing === undefined) return { signing: 1, verifying: [...new Set([1, ...rows.map(generationOf)])] };
  return { signing, verifying: rows.map(generationOf) };
}

/**
 * Makes a new signing key. It is published at once and signs a minute later; the one before goes on verifying until it
 * is removed, which is safe an hour after that, when its last token has ended.
 */
export async function rotateSigningKey(
  database: Database,
  keys: InstanceKeys,
  aheadSeconds = publishedAheadSeconds,
): Promise<{ readonly kid: string; readonly signsFrom: Date }> {
  return database.transaction(async (tx) => {
    await tx
      .insert(signingKeys)
      .values({ generation: 1, signsFrom: new Date(0) })
      .onConflictDoNothing();
    const [newest] = await tx.select({ generation: sql<number>`max(${signingKeys.generation})` }).from(signingKeys);
    const generation = (newest?.generation ?? 1) + 1;
    const [row] = await tx
      .insert(signingKeys)
      .values({ generation, signsFrom: sql`clock_timestamp() + make_interval(secs => ${aheadSeconds}::float8)` })
      .returning({ signsFrom: signingKeys.signsFrom });
    if (row === undefined) throw new Error("The key was not written.");
    return { kid: kidOf(keys, generation), signsFrom: row.signsFrom };
  });
}

/** The keys that are not removed, the oldest first. */
export async function listSigningKeys(queries: Queryable, keys: InstanceKeys): Promise<readonly SigningKeyState[]> {
  const { signing, verifying } = await readGenerations(queries);
  return verifying.map((generation) => ({
    kid: kidOf(keys, generation),
    state: generation === signing ? "signing" : generation > signing ? "next" : "retired",
  }));
}

/** Refuses every token that a retired key signed, within 10 s and for good. Throws for a key that is not retired. */
export async function removeSigningKey(database: Database, keys: InstanceKeys, kid: string): Promise<void> {
  await database.transaction(async (tx) => {
    const { signing, verifying } = await readGenerations(tx);
    const generation = verifying.find((each) => kidOf(keys, each) === kid);
    if (generation === undefined) throw new Error(`There is no signing key ${kid}.`);
    if (generation >= signing) throw new Error(`The key ${kid} signs, or will. Rotate first, then remove the old one.`);
    await tx
      .update(signingKeys)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(eq(signingKeys.generation, generation));
  });
}

function generationOf({ generation }: { readonly generation: number }): number {
  return generation;
}
