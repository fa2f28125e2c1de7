import { readdir, readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { expect, it } from "vitest";
import { migrationsFolder } from "./migrations-folder.ts";

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const [organisation, workspace, notice, person, event] = [id(1), id(2), id(3), id(4), id(5)];
const [kept, changed, back] = [id(11), id(12), id(13)];

async function migrate(database: PGlite, names: readonly string[]): Promise<void> {
  for (const name of names) await database.exec(await readFile(`${migrationsFolder}/${name}`, "utf8"));
}

it("gives the versions and grants of an older installation the numbers that asking anew goes by", async () => {
  const database = await PGlite.create("memory://");
  const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith(".sql")).sort();
  const at = files.findIndex((name) => name.startsWith("0005"));
  const run = (names: readonly string[]) => migrate(database, names);
  await run(files.slice(0, at));
  const digests = [
    { [kept]: "k", [changed]: "c1", [back]: "b1" },
    { [kept]: "k", [changed]: "c2", [back]: "b2" },
    { [kept]: "k", [changed]: "c2", [back]: "b1" },
  ];
  await database.exec(`
    insert into organisations (uuid, name) values ('${organisation}', 'Test');
    insert into workspaces (uuid, organisation_uuid, name) values ('${workspace}', '${organisation}', 'Test');
    insert into notices (uuid, workspace_uuid, name, active_version_uuid) values ('${notice}', '${workspace}', 'N', '${id(103)}');
    insert into persons (uuid, workspace_uuid, org_user_id, org_user_id_type) values ('${person}', '${workspace}', 'p', 'UCID');
  `);
  for (const [index, purposeDigests] of digests.entries())
    await database.query(
      "insert into notice_versions (uuid, notice_uuid, number, content, content_hash, purpose_digests) values ($1, $2, $3, '{}', 'h', $4)",
      [id(101 + index), notice, index + 1, JSON.stringify(purposeDigests)],
    );
  for (const [purpose, digest] of [
    [kept, "k"],
    [changed, "c1"],
    [back, "unknown"],
  ])
    await database.query(
      `insert into grants (person_uuid, notice_uuid, purpose_uuid, selected, status, data_elements, purpose_digest, decided_at, event_uuid)
       values ($1, $2, $3, true, 'ACTIVE', '{}', $4, '2026-01-01T00:00:00.000000Z', $5)`,
      [person, notice, purpose, digest, event],
    );
  await run(files.slice(at));
  const versions = await database.query("select reconsent_from from notice_versions order by number");
  expect(versions.rows).toEqual([
    { reconsent_from: { [kept]: 1, [changed]: 1, [back]: 1 } },
    { reconsent_from: { [kept]: 1, [changed]: 2, [back]: 2 } },
    { reconsent_from: { [kept]: 1, [changed]: 2, [back]: 3 } },
  ]);
  const grants = await database.query("select purpose_uuid, notice_version from grants order by purpose_uuid");
  expect(grants.rows).toEqual([
    { purpose_uuid: kept, notice_version: 3 },
    { purpose_uuid: changed, notice_version: 1 },
    // Nobody knows what this was given on, so it counts for nothing.
    { purpose_uuid: back, notice_version: 0 },
  ]);
  await expect(database.exec("update notice_versions set content = ''")).rejects.toThrow(/refused/);
  await database.close();
});

it("tells the people of an older installation that have a name of the organisation's from those that have a device's", async () => {
  const database = await PGlite.create("memory://");
  const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith(".sql")).sort();
  const at = files.findIndex((name) => name.startsWith("0010"));
  const run = (names: readonly string[]) => migrate(database, names);
  await run(files.slice(0, at));
  await database.exec(`
    insert into organisations (uuid, name) values ('${organisation}', 'Test');
    insert into workspaces (uuid, organisation_uuid, name) values ('${workspace}', '${organisation}', 'Test');
    insert into persons (uuid, workspace_uuid, org_user_id, org_user_id_type, external_id) values
      ('${id(21)}', '${workspace}', 'crm-1', 'UCID', null),
      ('${id(22)}', '${workspace}', 'crm-2', 'UCID', 'device-2'),
      ('${id(23)}', '${workspace}', 'device-3', 'UCID', 'device-3'),
      ('${id(24)}', '${workspace}', '${id(24)}', 'UCID', null);
  `);
  await run(files.slice(at));
  const people = await database.query("select is_named from persons order by uuid");
  expect(people.rows).toEqual([true, true, false, false].map((isNamed) => ({ is_named: isNamed })));
  await database.close();
});
