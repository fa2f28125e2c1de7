import type { ConsolidateOutcome, OutboxEntry, RegistrationOutbox } from "@notice-consent/server";

import { isConsentComplete } from "../consent/recorded-consent.ts";
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

/** Whether the account may be. Somebody may have refused since the form was sent; unreadable, it is thrown and the entry stays. */
async function isItsConsent(consent: ConsolidateOutcome): Promise<boolean> {
  if (consent.status !== "consolidated" || isOfAnother(consent)) return false;
  return isConsentComplete(consent.user.org_user_id);
}

/** Whether a registration came to an account; one that was given up has none. */
export async function isFinished(temporaryId: string): Promise<boolean> {
  const select = "select from registration where temporary_id = $1 and completed_at is not null";
  return (await (await database()).query(select, [temporaryId])).rows.length > 0;
}

/** Registrations whose account is open and whose consent does not count for it yet. */
export const registrationOutbox: RegistrationOutbox = {
  async put(entry) {
    const insert = `insert into registration_outbox (temporary_id, entry) values ($1, $2)
      on conflict (temporary_id) do update set entry = excluded.entry`;
    await (await database()).query(insert, [entry.registrationId, entry]);
  },
  async remove(registrationId, consent) {
    const end = (await isItsConsent(consent)) ? finish : giveUp;
    await (
      await database()
    ).transaction(async (transaction) => {
      await transaction.query("delete from registration_outbox where temporary_id = $1", [registrationId]);
      await transaction.query(end, [registrationId]);
    });
  },
  async list(limit) {
    const select = "select entry from registration_outbox order by since limit $1";
    return (await (await database()).query<{ entry: OutboxEntry }>(select, [limit])).rows.map(({ entry }) => entry);
  },
};
