import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { Queryable } from "./connect.ts";
import * as accessSchema from "./access-schema.ts";
import * as checkpointSchema from "./checkpoint-schema.ts";
import * as operationSchema from "./operation-schema.ts";
import * as schema from "./schema.ts";
import * as usersApiSchema from "./users-api-schema.ts";

/** The database role that the API runs as. It is nobody's login; logins are granted it. */
export const apiRole = "notice_consent_api";

const appendOnly = new Set(["ledger_events", "ledger_checkpoints", "ledger_leaves", "notice_versions"]);

/** The tables of the schema by name, and whether their rows are only ever added. */
export const tables: readonly { readonly name: string; readonly appendOnly: boolean }[] = [
  accessSchema,
  schema,
  checkpointSchema,
  operationSchema,
  usersApiSchema,
].flatMap((part) =>
  Object.values(part).flatMap((table) => {
    if (!is(table, PgTable)) return [];
    const { name } = getTableConfig(table);
    return [{ name, appendOnly: appendOnly.has(name) }];
  }),
);

/**
 * Makes the API's role and gives it what it needs on each table, and nothing more: no UPDATE, DELETE or TRUNCATE
 * where rows are only ever added. Runs as the owner, after every migration, and may be repeated.
 */
export async function grantToApi(queries: Queryable): Promise<void> {
  await queries.execute(sql.raw(createRole));
  await queries.execute(sql.raw(joinRole));
  const named = (wanted: boolean): string =>
    tables
      .filter((table) => table.appendOnly === wanted)
      .map(({ name }) => `public.${name}`)
      .join(", ");
  const statements = [
    `GRANT USAGE ON SCHEMA public, drizzle TO ${apiRole}`,
    `GRANT SELECT ON drizzle.__drizzle_migrations TO ${apiRole}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${apiRole}`,
    `REVOKE ALL ON ${named(true)}, ${named(false)} FROM ${apiRole}`,
    `GRANT SELECT, INSERT ON ${named(true)} TO ${apiRole}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${named(false)} TO ${apiRole}`,
  ];
  await queries.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement));
  });
}

/** Gives up the owner's rights for the rest of the session, as far as a session can. */
export const becomeApi = `SET ROLE ${apiRole}`;

// A role belongs to the whole cluster: it may be there already, or another database's migration may make it just now.
const createRole = `DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${apiRole}') THEN
    CREATE ROLE ${apiRole} NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`;

const joinRole = `DO $$
BEGIN
  IF NOT pg_has_role(current_user, '${apiRole}', 'MEMBER') THEN
    GRANT ${apiRole} TO CURRENT_USER;
  END IF;
END $$`;
