import { randomUUID } from "node:crypto";

import type { Credentials } from "../account/log-in.ts";
import { hashPassword, isPassword } from "../account/password.ts";
import type { RegistrationForm } from "../account/registration-form.ts";
import { companyTables } from "../companies/tables.ts";

/** A customer of the shop; `id` is the `org_user_id` under which the consent service knows the person. */
export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** What a registration came to. */
export interface Registered {
  readonly customer: Customer;
  /** False where a repetition found what was made before. */
  readonly isNew: boolean;
}

interface Row extends Customer {
  readonly password_hash: string;
}

/**
 * Makes the customer of an e-mail address. A repetition with the same password finds the customer it made before,
 * so that a registration whose answer was lost can be sent again; `undefined` where the address is somebody else's.
 */
export async function registerCustomer({ email, name, password }: RegistrationForm): Promise<Registered | undefined> {
  const db = await companyTables();
  const made = await db.query<Customer>(
    `insert into shop_customer (id, email, name, password_hash) values ($1, $2, $3, $4)
     on conflict (email) do nothing returning id, email, name`,
    [`shopper_${randomUUID()}`, email, name, await hashPassword(password)],
  );
  const [customer] = made.rows;
  if (customer !== undefined) return { customer, isNew: true };
  const found = await findCustomer({ email, password });
  return found && { customer: found, isNew: false };
}

/** Takes back a customer who was made a moment ago, unless somebody is in already. */
export async function takeBackCustomer({ id }: Customer): Promise<void> {
  const remove =
    "delete from shop_customer where id = $1 and not exists (select from shop_session where customer_id = shop_customer.id)";
  await (await companyTables()).query(remove, [id]);
}

/** The customer of an e-mail address and its password; `undefined` for any other pair, whatever is wrong with it. */
export async function findCustomer({ email, password }: Credentials): Promise<Customer | undefined> {
  const db = await companyTables();
  const { rows } = await db.query<Row>("select id, email, name, password_hash from shop_customer where email = $1", [
    email,
  ]);
  const [found] = rows;
  // An address that nobody has takes as long as a wrong password.
  const matches = await isPassword(password, found?.password_hash ?? (await nobodysHash()));
  return found !== undefined && matches ? { id: found.id, email: found.email, name: found.name } : undefined;
}

let nobodys: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword("nobody has this password");
  return nobodys;
}
