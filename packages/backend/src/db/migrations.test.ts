import { readFileSync } from "node:fs";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { describe, expect, it } from "vitest";
import { migrationsFolder } from "./migrations-folder.ts";
import * as accessSchema from "./access-schema.ts";
import * as checkpointSchema from "./checkpoint-schema.ts";
import * as operationSchema from "./operation-schema.ts";
import * as schema from "./schema.ts";
import * as usersApiSchema from "./users-api-schema.ts";

describe("the migrations", () => {
  it("lead to the schema: nothing is left to generate", async () => {
    const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, "utf8")) as {
      entries: { tag: string }[];
    };
    const newest = journal.entries.at(-1)?.tag.split("_")[0] ?? "";
    const snapshot = JSON.parse(readFileSync(`${migrationsFolder}/meta/${newest}_snapshot.json`, "utf8")) as Parameters<
      typeof generateMigration
    >[0];
    const all = { ...accessSchema, ...schema, ...checkpointSchema, ...operationSchema, ...usersApiSchema };
    expect(await generateMigration(snapshot, generateDrizzleJson(all, snapshot.id))).toEqual([]);
  });
});
