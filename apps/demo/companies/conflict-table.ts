import type { ConflictStore, IdentityConflict } from "@notice-consent/server";

import { companyTables } from "./tables.ts";

/** What linking could not decide, kept for a person to look at. */
export const conflictTable: ConflictStore = {
  async add(conflict) {
    const insert = "insert into conflict_review (conflict) values ($1) on conflict do nothing";
    await (await companyTables()).query(insert, [conflict]);
  },
  async remove(conflict) {
    await (await companyTables()).query("delete from conflict_review where conflict = $1", [conflict]);
  },
  async list() {
    const select = "select conflict from conflict_review order by since";
    return (await (await companyTables()).query<{ conflict: IdentityConflict }>(select)).rows.map(
      ({ conflict }) => conflict,
    );
  },
};

/** Those of one person. */
export async function conflictsOf(orgUserId: string): Promise<readonly IdentityConflict[]> {
  return (await conflictTable.list()).filter((conflict) => conflict.orgUserId === orgUserId);
}
