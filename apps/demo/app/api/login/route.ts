import { limitedLogIn } from "../../../account/limited-log-in.ts";
import { findByPassword } from "../../../account/log-in.ts";
import { openSession } from "../../../account/session.ts";
import { consentServer } from "../../../consent/consent-server.ts";
import { answer, postRoute, refuse } from "../../../http/post-route.ts";
import { needsSecureCookies } from "../../../http/same-origin.ts";

/** Says who somebody is. What they may see, their consent decides: the account's pages ask the consent service. */
export const POST = postRoute("Login failed", async (request, body) => {
  const { password } = body;
  if (typeof body["email"] !== "string" || typeof password !== "string") {
    return refuse(400, "An e-mail address and a password are needed.");
  }
  const credentials = { email: body["email"].trim().toLowerCase(), password: password.slice(0, 200) };
  const account = await limitedLogIn("bank", request, credentials.email, () => findByPassword(credentials));
  if (account instanceof Response) return account;
  if (account === undefined) return refuse(401, "The e-mail address or the password is not right.");
  const { token, refresh_token } = await consentServer().tokens.generate({ org_user_id: account.id });
  const { id, name } = account;
  const response = answer(200, { user: { id, email: account.email, name }, token, refresh_token });
  response.headers.append("Set-Cookie", await openSession(account, needsSecureCookies(request.headers)));
  return response;
});
