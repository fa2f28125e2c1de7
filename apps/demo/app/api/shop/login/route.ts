import { limitedLogIn } from "../../../../account/limited-log-in.ts";
import { warnOfBodyIdentity } from "../../../../consent/body-identity.ts";
import { postRoute, refuse } from "../../../../http/post-route.ts";
import { findCustomer } from "../../../../shop/customer.ts";
import { linkVisitor, signIn } from "../../../../shop/sign-in.ts";

/** Logs a customer in; what they chose as a visitor of this browser comes along. */
export const POST = postRoute("Login failed", async (request, body) => {
  warnOfBodyIdentity(body);
  const { password } = body;
  if (typeof body["email"] !== "string" || typeof password !== "string") {
    return refuse(400, "An e-mail address and a password are needed.");
  }
  const credentials = { email: body["email"].trim().toLowerCase(), password: password.slice(0, 200) };
  const customer = await limitedLogIn("shop", request, credentials.email, () => findCustomer(credentials));
  if (customer instanceof Response) return customer;
  if (customer === undefined) return refuse(401, "The e-mail address or the password is not right.");
  // A visitor's id that is somebody else's is linked to nobody: it waits for a review, and the customer is in all the same.
  return signIn(request, customer, await linkVisitor(request, customer));
});
