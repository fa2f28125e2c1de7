import type { PendingLink, PendingLinkStore } from "@notice-consent/server";

import { companyTables } from "../companies/tables.ts";

const columns = `primary_id as "orgUserId", alias_id as "aliasOrgUserId",
  to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since`;

/** Identifiers of patients under which nobody has decided yet, in the clinic's own table. */
export const waitingLinks: PendingLinkStore = {
  async add({ aliasOrgUserId, orgUserId, since }) {
    const insert =
      "insert into clinic_waiting (alias_id, primary_id, since) values ($1, $2, $3) on conflict do nothing";
    await (await companyTables()).query(insert, [aliasOrgUserId, orgUserId, since]);
  },
  async remove({ aliasOrgUserId, orgUserId }) {
    const values = [aliasOrgUserId, orgUserId];
    await (await companyTables()).query("delete from clinic_waiting where alias_id = $1 and primary_id = $2", values);
  },
  async waitingFor(aliasOrgUserId) {
    const select = `select ${columns} from clinic_waiting where alias_id = $1 order by primary_id`;
    return (await (await companyTables()).query<PendingLink>(select, [aliasOrgUserId])).rows;
  },
  async page(limit, after) {
    const select = `select ${columns} from clinic_waiting
      where $2::text is null or (alias_id, primary_id) > ($2, $3) order by alias_id, primary_id limit $1`;
    const values = [limit, after?.aliasOrgUserId ?? null, after?.orgUserId ?? null];
    return (await (await companyTables()).query<PendingLink>(select, values)).rows;
  },
};
