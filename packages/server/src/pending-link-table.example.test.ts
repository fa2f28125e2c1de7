import { PGlite } from "@electric-sql/pglite";
import { createConsentServer, type PendingLink, type PendingLinkStore } from "@notice-consent/server";
import { createFixtureService } from "@notice-consent/testing";
import { expect, it } from "vitest";

/** What the store needs of a database; the pools of `pg` and PGlite both have it. */
interface Queryable {
  query(text: string, values: unknown[]): Promise<{ readonly rows: PendingLink[] }>;
}

const table = `create table if not exists pending_link (
  alias_id text not null,
  primary_id text not null,
  since timestamptz not null,
  primary key (alias_id, primary_id)
)`;
const columns = `primary_id as "orgUserId", alias_id as "aliasOrgUserId",
  to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since`;

/** Links that wait, in a table of yours. */
function pendingLinkTable(database: Queryable): PendingLinkStore {
  return {
    async add({ aliasOrgUserId, orgUserId, since }) {
      const insert = "insert into pending_link values ($1, $2, $3) on conflict do nothing";
      await database.query(insert, [aliasOrgUserId, orgUserId, since]);
    },
    async remove({ aliasOrgUserId, orgUserId }) {
      const values = [aliasOrgUserId, orgUserId];
      await database.query("delete from pending_link where alias_id = $1 and primary_id = $2", values);
    },
    async waitingFor(aliasOrgUserId) {
      const select = `select ${columns} from pending_link where alias_id = $1 order by primary_id`;
      return (await database.query(select, [aliasOrgUserId])).rows;
    },
    async page(limit, after) {
      const select = `select ${columns} from pending_link
        where $2::text is null or (alias_id, primary_id) > ($2, $3) order by alias_id, primary_id limit $1`;
      const values = [limit, after?.aliasOrgUserId ?? null, after?.orgUserId ?? null];
      return (await database.query(select, values)).rows;
    },
  };
}

it("keeps links that wait in a table, through restarts", async () => {
  const database = await PGlite.create();
  await database.exec(table);
  const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch } = createFixtureService();
  const open = () =>
    createConsentServer({
      apiKey,
      baseUrl,
      organisationUuid,
      workspaceUuid,
      fetch,
      pendingLinks: pendingLinkTable(database),
    });
  const aliases = Array.from({ length: 120 }, (_, index) => `device_${index}`);
  await open().consolidateUser({ orgUserId: "customer_1", aliases });
  await open().consolidateUser({ orgUserId: "customer_1", aliases });
  await open().users.create({ org_user_id: "device_7" });
  expect(await open().pendingLinks.retry()).toMatchObject({ linked: 1, stillWaiting: 119, dropped: 0 });
  expect(await open().pendingLinks.retry()).toMatchObject({ linked: 0, stillWaiting: 119 });
  await database.close();
});
