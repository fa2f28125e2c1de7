import { createHash, randomBytes } from "node:crypto";

import type { Account } from "./account.ts";
import { database } from "./database.ts";

const hours = 12;

/** The name of the session cookie; the prefix binds it to this host where cookies are `Secure`. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-palash_session" : "palash_session";
}

/** Opens a session and answers the `Set-Cookie` value that carries it; the database holds only a hash. */
export async function openSession(account: Account, secure: boolean): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const db = await database();
  await db.query(
    "insert into session (token_hash, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
    [hash(token), account.id, hours],
  );
  return sessionCookie(token, hours * 3600, secure);
}

/** The `Set-Cookie` value that keeps a session's token, or ends it with a life of 0 seconds. */
export function sessionCookie(token: string, seconds: number, secure: boolean): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${seconds}`, ...(secure ? ["Secure"] : [])];
  return [`${sessionCookieName(secure)}=${token}`, ...attributes].join("; ");
}

/** Ends a session; a token that has none changes nothing. */
export async function closeSession(token: string): Promise<void> {
  const db = await database();
  await db.query("delete from session where token_hash = $1", [hash(token)]);
}

/** Whose live session this is. */
export async function findAccount(token: string | undefined): Promise<Account | undefined> {
  if (token === undefined || token === "") return undefined;
  const db = await database();
  const { rows } = await db.query<Account>(
    `select account.id, email, name, opened_at from session join account on account.id = account_id
     where token_hash = $1 and expires_at > now()`,
    [hash(token)],
  );
  return rows[0];
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
