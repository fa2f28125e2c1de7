import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, rows, type TestBackend } from "../test-backend.test-data.ts";
import { describeFailure } from "./failure.ts";
import { apiRole, becomeApi, tables } from "./role.ts";

const permissionDenied = /42501/;

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
  await backend.submit(await backend.tokenFor({ org_user_id: "kept" }), rows(true, true));
});
afterAll(() => backend.close());

const failureOf = (statement: string): Promise<string> =>
  backend.database.queries.execute(sql.raw(statement)).then(
    () => "it was done",
    (cause: unknown) => describeFailure(cause),
  );

describe("the API's database role", () => {
  it("is what the API runs as, and nobody logs in as it [SEC-B18]", async () => {
    const [row] = await backend.database.queries
      .select({ name: sql<string>`current_user`, login: sql<boolean>`rolcanlogin`, all: sql<boolean>`rolsuper` })
      .from(sql`pg_roles`)
      .where(sql`rolname = current_user`);
    expect(row).toEqual({ name: apiRole, login: false, all: false });
  });

  it.each(tables.filter(({ appendOnly }) => appendOnly))(
    "may not update, delete or truncate $name [SEC-B18]",
    async ({ name }) => {
      const [column] = await backend.database.queries
        .select({ name: sql<string>`column_name` })
        .from(sql`information_schema.columns`)
        .where(sql`table_name = ${name}`);
      const field = column?.name ?? "";
      for (const statement of [
        `update ${name} set ${field} = ${field}`,
        `delete from ${name}`,
        `truncate ${name} cascade`,
        `alter table ${name} disable trigger all`,
        `drop table ${name}`,
        `select 1 from ${name} for update`,
      ]) {
        expect(`${statement}: ${await failureOf(statement)}`).toMatch(permissionDenied);
      }
    },
  );

  it("has rights on every table that the migrations made, and none on those that tell what was migrated", async () => {
    const made = await backend.database.queries
      .select({ name: sql<string>`table_name` })
      .from(sql`information_schema.tables`)
      .where(sql`table_schema = 'public'`);
    expect(made.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort());
    expect(await failureOf("delete from drizzle.__drizzle_migrations")).toMatch(permissionDenied);
  });

  it("is backed by triggers, which refuse the owner too [SEC-B18]", async () => {
    await backend.database.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      for (const { name, appendOnly } of tables) {
        if (!appendOnly) continue;
        for (const statement of [`delete from ${name}`, `truncate ${name} cascade`]) {
          await expect(tx.transaction((inner) => inner.execute(sql.raw(statement)))).rejects.toMatchObject({
            cause: { message: expect.stringContaining("only ever added") as string },
          });
        }
      }
    });
    await backend.database.queries.execute(sql.raw(becomeApi));
  });
});
