import { createHash, randomBytes } from "node:crypto";

import { companyTables } from "../companies/tables.ts";
import { needsSecureCookies } from "../http/same-origin.ts";
import type { Customer } from "./customer.ts";

const hours = 12;

/** Opens a session and answers the `Set-Cookie` value that carries it; the database holds only a hash. */
export async function openShopSession(customer: Customer, headers: Pick<Headers, "get">): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await (
    await companyTables()
  ).query(
    "insert into shop_session (token_hash, customer_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
    [hash(token), customer.id, hours],
  );
  return cookie(token, hours * 3600, headers);
}

/** Ends the session of a request and answers the `Set-Cookie` value that takes it away. */
export async function closeShopSession(headers: Pick<Headers, "get">): Promise<string> {
  await (await companyTables()).query("delete from shop_session where token_hash = $1", [hash(tokenIn(headers))]);
  return cookie("", 0, headers);
}

/** Whose live session a request or a page comes with. */
export async function currentCustomer(headers: Pick<Headers, "get">): Promise<Customer | undefined> {
  const token = tokenIn(headers);
  if (token === "") return undefined;
  const { rows } = await (
    await companyTables()
  ).query<Customer>(
    `select id, email, name from shop_session join shop_customer on id = customer_id
     where token_hash = $1 and expires_at > now()`,
    [hash(token)],
  );
  return rows[0];
}

function cookieName(headers: Pick<Headers, "get">): string {
  return needsSecureCookies(headers) ? "__Host-chaak_session" : "chaak_session";
}

function cookie(token: string, seconds: number, headers: Pick<Headers, "get">): string {
  const secure = needsSecureCookies(headers) ? ["Secure"] : [];
  return [
    `${cookieName(headers)}=${token}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
    `Max-Age=${seconds}`,
    ...secure,
  ].join("; ");
}

function tokenIn(headers: Pick<Headers, "get">): string {
  const start = `${cookieName(headers)}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) ?? "";
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
