import { randomUUID } from "node:crypto";

import type { Transaction } from "@electric-sql/pglite";

import { database } from "./database.ts";
import { isPassword, hashPassword } from "./password.ts";
import type { RegistrationForm } from "./registration-form.ts";

/** A customer of the bank; `id` is the `org_user_id` under which the consent service knows the person. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly opened_at: Date;
}

/** What {@link claimAccount} found. */
export type AccountClaim =
  | { readonly status: "open"; readonly account: Account }
  | { readonly status: "email-taken" }
  | { readonly status: "finished-as-other" };

interface Row extends Account {
  readonly password_hash: string;
}

interface Claimed extends Row {
  readonly completed_at: Date | null;
}

/**
 * The one account that a temporary identity may open, made at its first call and found again at every later one.
 * Until the registration is finished a later form replaces the earlier one; afterwards it only opens the account
 * again for the same e-mail and password.
 */
export async function claimAccount(temporaryId: string, form: RegistrationForm): Promise<AccountClaim> {
  const hash = await hashPassword(form.password);
  const db = await database();
  return db.transaction(async (transaction) => {
    const claimed = await findClaimed(transaction, temporaryId);
    if (claimed?.completed_at instanceof Date) {
      const same = claimed.email === form.email && (await isPassword(form.password, claimed.password_hash));
      return same ? { status: "open", account: claimed } : { status: "finished-as-other" };
    }
    const id = claimed?.id ?? `user_${randomUUID()}`;
    const holder = await transaction.query<{ id: string }>("select id from account where email = $1", [form.email]);
    if (holder.rows.some((row) => row.id !== id)) return { status: "email-taken" };
    const [account] = (
      await transaction.query<Account>(
        `insert into account (id, email, name, password_hash) values ($1, $2, $3, $4)
         on conflict (id) do update set email = $2, name = $3, password_hash = $4
         returning id, email, name, opened_at`,
        [id, form.email, form.name, hash],
      )
    ).rows;
    if (account === undefined) throw new Error("The account was neither made nor found.");
    await transaction.query(
      "insert into registration (temporary_id, account_id) values ($1, $2) on conflict do nothing",
      [temporaryId, id],
    );
    return { status: "open", account };
  });
}

async function findClaimed(transaction: Transaction, temporaryId: string): Promise<Claimed | undefined> {
  const { rows } = await transaction.query<Claimed>(
    `select account.id, email, name, opened_at, password_hash, completed_at
     from registration join account on account.id = account_id where temporary_id = $1`,
    [temporaryId],
  );
  return rows[0];
}
