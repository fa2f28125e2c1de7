import { createTemporaryIdentity, type TemporaryIdentity } from "@notice-consent/server";
import { headers } from "next/headers";

import { readEnvironment } from "../env.ts";
import { needsSecureCookies } from "../http/same-origin.ts";

/** The maker of the signed cookie under which a visitor without an account consents, for the host that was asked. */
export function temporaryIdentity(requestHeaders: Pick<Headers, "get">): TemporaryIdentity {
  return createTemporaryIdentity({
    secret: readEnvironment().cookieSecret,
    cookieName: "palash_visitor",
    secure: needsSecureCookies(requestHeaders),
  });
}

/** The temporary id of the visitor that a page is rendered for; `undefined` for one who has none. */
export async function currentTemporaryId(): Promise<string | undefined> {
  const requestHeaders = await headers();
  return temporaryIdentity(requestHeaders).read({ headers: requestHeaders });
}
