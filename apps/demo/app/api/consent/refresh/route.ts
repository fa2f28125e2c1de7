import { isConsentError } from "@notice-consent/contract";

import { currentAccount } from "../../../../account/current-account.ts";
import { consentServer } from "../../../../consent/consent-server.ts";
import { temporaryIdentity } from "../../../../consent/temporary-identity.ts";
import { answer, postRoute, refuse } from "../../../../http/post-route.ts";

/**
 * New tokens when the page's access token has run out: its refresh token is rotated, and without one
 * whoever is logged in, else the identity of the visitor's cookie, is given fresh tokens. Makes no new identity.
 */
export const POST = postRoute("Failed to refresh the token", async (request, body) => {
  const refreshToken = body["refresh_token"];
  if (typeof refreshToken === "string" && refreshToken !== "") {
    return rotate(refreshToken);
  }
  const id = (await currentAccount())?.id ?? (await temporaryIdentity(request.headers).read(request));
  if (id === undefined) {
    return refuse(401, "There is no session to continue. Load the page again.", { error_code: "REFRESH_INVALID" });
  }
  const { token } = await consentServer().tokens.generate({ org_user_id: id });
  return answer(200, { token });
});

async function rotate(refreshToken: string): Promise<Response> {
  try {
    const { token, refresh_token } = await consentServer().tokens.refresh(refreshToken);
    return answer(200, { token, refresh_token });
  } catch (error) {
    // The page needs the code: it says whether the session has ended or only this attempt.
    if (!isConsentError(error) || error.status === 0) throw error;
    return refuse(error.status, "The session could not be renewed.", { error_code: error.code });
  }
}
