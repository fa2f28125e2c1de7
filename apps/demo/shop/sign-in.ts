import type { LinkVisitorOutcome } from "@notice-consent/server";

import { consentServer } from "../consent/consent-server.ts";
import { answer } from "../http/post-route.ts";
import { shopConsent } from "./consent.ts";
import type { Customer } from "./customer.ts";
import { openShopSession } from "./session.ts";

/** Takes along what the visitor of this browser decided. May be repeated. */
export function linkVisitor(request: Request, customer: Customer): Promise<LinkVisitorOutcome> {
  return shopConsent.linkConsentUser(request, { orgUserId: customer.id });
}

/** Whether the customer stands on what the visitor decided. False where that is somebody else's, or nobody's. */
export function isOwnConsent(link: LinkVisitorOutcome): boolean {
  if (link.status !== "linked") return false;
  const { linked, already_linked, conflicts } = link.result;
  return linked.length + already_linked.length > 0 && conflicts.length === 0;
}

/** Signs a customer in, once the visitor is linked or waits for a review. Every step may be repeated. */
export async function signIn(request: Request, customer: Customer, link: LinkVisitorOutcome): Promise<Response> {
  const { consolidateUser, tokens } = consentServer();
  const { id, email, name } = customer;
  // An address that was typed proves nothing, so what was decided under it stays where it is.
  await consolidateUser({ orgUserId: id, email, name, linkContacts: false });
  const { token, refresh_token } = await tokens.generate({ org_user_id: id, email });
  const response = answer(200, { user: { id, email, name }, token, refresh_token });
  for (const value of link.setCookies) response.headers.append("Set-Cookie", value);
  response.headers.append("Set-Cookie", await openShopSession(customer, request.headers));
  return response;
}
