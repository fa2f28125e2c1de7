import { consentServer } from "../consent/consent-server.ts";
import { answer } from "../http/post-route.ts";
import { shopConsent } from "./consent.ts";
import type { Customer } from "./customer.ts";
import { openShopSession } from "./session.ts";

/**
 * Signs a customer in and takes along what the visitor of this browser decided. Every step may be repeated.
 * A visitor's id that is somebody else's is linked to nobody: it waits for a review, and the customer is in all the same.
 */
export async function signIn(request: Request, customer: Customer): Promise<Response> {
  const { consolidateUser, tokens } = consentServer();
  const { id, email, name } = customer;
  // An address that was typed proves nothing, so what was decided under it stays where it is.
  await consolidateUser({ orgUserId: id, email, name, linkContacts: false });
  const link = await shopConsent.linkConsentUser(request, { orgUserId: id });
  const { token, refresh_token } = await tokens.generate({ org_user_id: id, email });
  const response = answer(200, { user: { id, email, name }, token, refresh_token });
  for (const value of link.setCookies) response.headers.append("Set-Cookie", value);
  response.headers.append("Set-Cookie", await openShopSession(customer, request.headers));
  return response;
}
