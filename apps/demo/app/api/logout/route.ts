import { cookies } from "next/headers";

import { closeSession, sessionCookie, sessionCookieName } from "../../../account/session.ts";
import { isSameOrigin, needsSecureCookies } from "../../../http/same-origin.ts";

/** Ends the session and goes to the bank's front page; a plain form posts here, so it needs no script. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) {
    return Response.json({ error: "Requests from other sites are not answered." }, { status: 403 });
  }
  const secure = needsSecureCookies(request.headers);
  await closeSession((await cookies()).get(sessionCookieName(secure))?.value ?? "");
  const headers = { Location: "/bank", "Cache-Control": "no-store", "Set-Cookie": sessionCookie("", 0, secure) };
  return new Response(null, { status: 303, headers });
}
