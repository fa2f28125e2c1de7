import { isSameOrigin } from "../../../../http/same-origin.ts";
import { closeShopSession } from "../../../../shop/session.ts";

/** Ends the session; a plain form posts here, so it needs no script. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request))
    return Response.json({ error: "Requests from other sites are not answered." }, { status: 403 });
  const headers = {
    Location: "/anonymous",
    "Cache-Control": "no-store",
    "Set-Cookie": await closeShopSession(request.headers),
  };
  return new Response(null, { status: 303, headers });
}
