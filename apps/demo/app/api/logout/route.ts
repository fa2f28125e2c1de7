import { cookies } from "next/headers";

import { closeSession, sessionCookie, sessionCookieName } from "../../../account/session.ts";
import { temporaryIdentity } from "../../../consent/temporary-identity.ts";
import { isSameOrigin, needsSecureCookies } from "../../../http/same-origin.ts";

/** Ends the session, forgets the visitor and goes to the bank's front page; a plain form posts here, so it needs no script. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) {
    return Response.json({ error: "Requests from other sites are not answered." }, { status: 403 });
  }
  const secure = needsSecureCookies(request.headers);
  await closeSession((await cookies()).get(sessionCookieName(secure))?.value ?? "");
  const headers = new Headers({ Location: "/bank", "Cache-Control": "no-store" });
  headers.append("Set-Cookie", sessionCookie("", 0, secure));
  // The next person at this browser decides for themselves.
  headers.append("Set-Cookie", temporaryIdentity(request.headers).forget());
  return new Response(null, { status: 303, headers });
}
