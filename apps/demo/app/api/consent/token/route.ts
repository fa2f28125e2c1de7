import { currentAccount } from "../../../../account/current-account.ts";
import { warnOfBodyIdentity } from "../../../../consent/body-identity.ts";
import { consentServer } from "../../../../consent/consent-server.ts";
import { answer, postRoute, refuse } from "../../../../http/post-route.ts";

/** A token for whoever is logged in, with which they read and change what they decided. */
export const POST = postRoute("Failed to generate token", async (_request, body) => {
  warnOfBodyIdentity(body);
  const account = await currentAccount();
  if (account === undefined) return refuse(401, "You are not logged in any more.");
  const { token } = await consentServer().tokens.generate({ org_user_id: account.id });
  return answer(200, { token });
});
