import { cookies, headers } from "next/headers";

import { needsSecureCookies } from "../http/same-origin.ts";
import type { Account } from "./account.ts";
import { findAccount, sessionCookieName } from "./session.ts";

/** Whose live session the page or route is rendered for. */
export async function currentAccount(): Promise<Account | undefined> {
  const name = sessionCookieName(needsSecureCookies(await headers()));
  return findAccount((await cookies()).get(name)?.value);
}
