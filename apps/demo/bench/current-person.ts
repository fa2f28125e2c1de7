import { findAccount, sessionCookieName } from "../account/session.ts";
import { temporaryIdentity } from "../consent/temporary-identity.ts";
import { needsSecureCookies } from "../http/same-origin.ts";

/** Whom the bench speaks of. */
export interface CurrentPerson {
  /** The id that the consent service knows the person by. */
  readonly orgUserId: string;
  readonly isSignedIn: boolean;
}

/** Who sits before the browser that sends this: the customer who is signed in, else the visitor; nobody before both. */
export async function currentPerson(headers: Pick<Headers, "get">): Promise<CurrentPerson | undefined> {
  const account = await findAccount(cookieIn(headers, sessionCookieName(needsSecureCookies(headers))));
  if (account !== undefined) return { orgUserId: account.id, isSignedIn: true };
  const orgUserId = await temporaryIdentity(headers).read({ headers });
  return orgUserId === undefined ? undefined : { orgUserId, isSignedIn: false };
}

/** The names of all cookies that came along. */
export function cookieNames(headers: Pick<Headers, "get">): readonly string[] {
  return (headers.get("cookie") ?? "").split(";").flatMap((pair) => pair.split("=")[0]?.trim() || []);
}

function cookieIn(headers: Pick<Headers, "get">, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
