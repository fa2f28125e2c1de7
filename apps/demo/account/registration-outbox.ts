import type { ConsolidateOutcome, OutboxEntry, RegistrationOutbox } from "@notice-consent/server";

import { database } from "./database.ts";

/** Whether what the visitor decided is somebody else's, and so no consent of the account. */
export function isOfAnother(consent: ConsolidateOutcome): boolean {
  return consent.status === "id-of-another" || consent.result.conflicts.length > 0;
}

// From now on the same visitor opens no session without the password.
const finish = "update registration set completed_at = coalesce(completed_at, now()) where temporary_id = $1";

// Without a consent there is no account, and its address is free for whoever begins anew. One that was finished stays.
const giveUp = `with given_up as (
    delete from registration where temporary_id = $1 and completed_at is null returning account_id
  )
  delete from account where id in (select account_id from given_up)`;

/** Registrations whose account is open and whose consent does not count for it yet. */
export const registrationOutbox: RegistrationOutbox = {
  async put(entry) {
    const insert = `insert into registration_outbox (temporary_id, entry) values ($1, $2)
      on conflict (temporary_id) do update set entry = excluded.entry`;
    await (await database()).query(insert, [entry.registrationId, entry]);
  },
  async remove(registrationId, consent) {
    await (
      await database()
    ).transaction(async (transaction) => {
      await transaction.query("delete from registration_outbox where temporary_id = $1", [registrationId]);
      await transaction.query(isOfAnother(consent) ? giveUp : finish, [registrationId]);
    });
  },
  async list(limit) {
    const select = "select entry from registration_outbox order by since limit $1";
    return (await (await database()).query<{ entry: OutboxEntry }>(select, [limit])).rows.map(({ entry }) => entry);
  },
};
