import type { Account } from "./account.ts";
import { database } from "./database.ts";
import { hashPassword, isPassword } from "./password.ts";

/** An e-mail address and a password as typed; the address trimmed and in lower case. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The finished account of an e-mail address and its password; `undefined` for any other pair, whatever is wrong with it. */
export async function findByPassword({ email, password }: Credentials): Promise<Account | undefined> {
  const db = await database();
  const { rows } = await db.query<Account & { password_hash: string }>(
    `select account.id, email, name, opened_at, password_hash
     from account join registration on account.id = account_id
     where email = $1 and completed_at is not null`,
    [email],
  );
  const [found] = rows;
  // An address that nobody has takes as long as a wrong password.
  const matches = await isPassword(password, found?.password_hash ?? (await nobodysHash()));
  return found !== undefined && matches
    ? { id: found.id, email: found.email, name: found.name, opened_at: found.opened_at }
    : undefined;
}

let nobodys: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword("nobody has this password");
  return nobodys;
}
