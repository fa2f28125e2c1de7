import { and, eq, inArray } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { identifiers } from "../db/schema.ts";
import type { Identifier } from "./identity.ts";
import { findByKey, type Person } from "./store.ts";

/**
 * Whoever has or had a value as an identifier, of whatever kind.
 * Every identifier also stands under the kind `org_user_id`, which makes a value belong to one person per workspace.
 */
export function findByValue(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  value: string,
): Promise<Person | undefined> {
  return findByKey(tx, workspaceUuid, keys.identifierKey(workspaceUuid, "org_user_id", value));
}

/**
 * Gives a person the identifiers that are still free and leaves the others with whoever has them.
 * Returns the values that now are the person's.
 */
export async function claimIdentifiers(
  tx: Queryable,
  keys: InstanceKeys,
  person: Pick<Person, "uuid" | "workspaceUuid">,
  wanted: readonly Identifier[],
): Promise<ReadonlySet<string>> {
  const { uuid: personUuid, workspaceUuid } = person;
  const keyOf = ({ kind, value }: Identifier): string => keys.identifierKey(workspaceUuid, kind, value);
  const byValue = new Map(wanted.map(({ value }) => [keyOf({ kind: "org_user_id", value }), value]));
  // In one order everywhere, so that two claims never wait for each other.
  const valueKeys = [...byValue.keys()].sort();
  if (valueKeys.length === 0) return new Set();
  await insertKeys(tx, person, "org_user_id", valueKeys);
  const owned = await tx
    .select({ key: identifiers.key })
    .from(identifiers)
    .where(
      and(
        eq(identifiers.workspaceUuid, workspaceUuid),
        inArray(identifiers.key, valueKeys),
        eq(identifiers.personUuid, personUuid),
      ),
    );
  const values = new Set(owned.flatMap(({ key }) => byValue.get(key) ?? []));
  for (const kind of ["email", "mobile"] as const) {
    const twins = wanted.filter((entry) => entry.kind === kind && values.has(entry.value)).map(keyOf);
    if (twins.length > 0) await insertKeys(tx, person, kind, twins.sort());
  }
  return values;
}

async function insertKeys(
  tx: Queryable,
  { uuid: personUuid, workspaceUuid }: Pick<Person, "uuid" | "workspaceUuid">,
  kind: Identifier["kind"],
  keys: readonly string[],
): Promise<void> {
  const rows = keys.map((key) => ({ workspaceUuid, personUuid, kind, key }));
  await tx.insert(identifiers).values(rows).onConflictDoNothing();
}
