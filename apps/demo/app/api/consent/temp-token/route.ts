import { consentServer } from "../../../../consent/consent-server.ts";
import { warnOfBodyIdentity } from "../../../../consent/body-identity.ts";
import { temporaryIdentity } from "../../../../consent/temporary-identity.ts";
import { answer, postRoute } from "../../../../http/post-route.ts";

/** Tokens for the visitor's temporary identity, which this server makes and keeps in a cookie. */
export const POST = postRoute("Failed to generate token", async (request, body) => {
  warnOfBodyIdentity(body);
  const { id, setCookie, isDue } = await temporaryIdentity(request.headers).ensure(request);
  const { token, refresh_token } = await consentServer().tokens.generate({ org_user_id: id });
  const response = answer(200, { token, refresh_token });
  // A late answer would bring back an id that was linked and forgotten meanwhile.
  if (isDue) response.headers.append("Set-Cookie", setCookie);
  return response;
});
