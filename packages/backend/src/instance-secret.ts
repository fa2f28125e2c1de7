import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "./db/connect.ts";
import { instance } from "./db/access-schema.ts";

const name = "development-secret";

/** The secret of a development instance: made once and kept with its data, so that its tokens survive a restart. */
export async function developmentSecret({ queries }: Database): Promise<string> {
  const value = randomBytes(32).toString("base64url");
  await queries.insert(instance).values({ name, value }).onConflictDoNothing();
  const [row] = await queries.select({ value: instance.value }).from(instance).where(eq(instance.name, name));
  if (row === undefined) throw new Error("The development secret was not kept.");
  return row.value;
}
