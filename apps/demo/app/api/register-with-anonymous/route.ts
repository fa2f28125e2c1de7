import { limitedLogIn } from "../../../account/limited-log-in.ts";
import { checkForm } from "../../../account/registration-form.ts";
import { warnOfBodyIdentity } from "../../../consent/body-identity.ts";
import { postRoute, refuse } from "../../../http/post-route.ts";
import { shopConsent } from "../../../shop/consent.ts";
import { registerCustomer, takeBackCustomer } from "../../../shop/customer.ts";
import { currentCustomer } from "../../../shop/session.ts";
import { isOwnConsent, linkVisitor, signIn } from "../../../shop/sign-in.ts";

const signedIn = "You are logged in already. Load this page again to see your account, or log out first.";
const taken = "There is already an account with this e-mail address. Log in instead, or enter another one.";
const elsewhere = "This consent already belongs to another account. Load this page again to begin anew.";

/** Makes the account of a visitor whose consent is on record; the visitor is the one of this server's cookie. */
export const POST = postRoute("Registration failed", async (request, body) => {
  warnOfBodyIdentity(body);
  const checked = checkForm(body);
  if (checked.status === "incomplete") {
    return refuse(422, Object.values(checked.fields).join(" "), { fields: checked.fields });
  }
  // Asked with a session, the consent service answers for its customer, on whose consent no other account can stand.
  if ((await currentCustomer(request.headers)) !== undefined) return refuse(409, signedIn);
  const { mayProceed } = await shopConsent.getConsentStatus(request, { validateAgainst: "required" });
  if (!mayProceed) return refuse(403, "Your consent has to be recorded before an account can be made.");
  const { form } = checked;
  // Where the address has an account, its password opens that one: this is a log-in as well, and counts as one.
  const registered = await limitedLogIn("shop", request, form.email, () => registerCustomer(form));
  if (registered instanceof Response) return registered;
  if (registered === undefined) return refuse(409, taken, { fields: { email: taken } });
  const { customer, isNew } = registered;
  const link = await linkVisitor(request, customer);
  if (isOwnConsent(link)) return signIn(request, customer, link);
  // The consent that let the form through is not this person's, and without one there is no account.
  if (isNew) await takeBackCustomer(customer);
  const refusal = refuse(409, elsewhere);
  for (const value of link.setCookies) refusal.headers.append("Set-Cookie", value);
  return refusal;
});
