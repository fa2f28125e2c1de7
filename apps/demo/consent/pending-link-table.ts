import type { PendingLink, PendingLinkStore } from "@notice-consent/server";

import { database } from "../account/database.ts";

const columns = `primary_id as "orgUserId", alias_id as "aliasOrgUserId",
  to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since`;

/** Links that wait for a consent, in the company's own database. */
export const pendingLinkTable: PendingLinkStore = {
  async add({ aliasOrgUserId, orgUserId, since }) {
    const insert = "insert into pending_link (alias_id, primary_id, since) values ($1, $2, $3) on conflict do nothing";
    await (await database()).query(insert, [aliasOrgUserId, orgUserId, since]);
  },
  async remove({ aliasOrgUserId, orgUserId }) {
    const values = [aliasOrgUserId, orgUserId];
    await (await database()).query("delete from pending_link where alias_id = $1 and primary_id = $2", values);
  },
  async waitingFor(aliasOrgUserId) {
    const select = `select ${columns} from pending_link where alias_id = $1 order by primary_id`;
    return (await (await database()).query<PendingLink>(select, [aliasOrgUserId])).rows;
  },
  async page(limit, after) {
    const select = `select ${columns} from pending_link
      where $2::text is null or (alias_id, primary_id) > ($2, $3) order by alias_id, primary_id limit $1`;
    const values = [limit, after?.aliasOrgUserId ?? null, after?.orgUserId ?? null];
    return (await (await database()).query<PendingLink>(select, values)).rows;
  },
};
