import type { OutboxEntry, RegistrationOutbox } from "@notice-consent/server";

import { database } from "./database.ts";

/** Registrations whose account is open and whose consent does not count for it yet. */
export const registrationOutbox: RegistrationOutbox = {
  async put(entry) {
    const insert = `insert into registration_outbox (temporary_id, entry) values ($1, $2)
      on conflict (temporary_id) do update set entry = excluded.entry`;
    await (await database()).query(insert, [entry.registrationId, entry]);
  },
  // What leaves the outbox is done: from now on the same visitor opens no session without the password.
  async remove(registrationId) {
    await (
      await database()
    ).transaction(async (transaction) => {
      await transaction.query("delete from registration_outbox where temporary_id = $1", [registrationId]);
      const finish = "update registration set completed_at = coalesce(completed_at, now()) where temporary_id = $1";
      await transaction.query(finish, [registrationId]);
    });
  },
  async list(limit) {
    const select = "select entry from registration_outbox order by since limit $1";
    return (await (await database()).query<{ entry: OutboxEntry }>(select, [limit])).rows.map(({ entry }) => entry);
  },
};
