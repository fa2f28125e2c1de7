import { checkForm } from "../../../account/registration-form.ts";
import { register } from "../../../account/registration.ts";
import { openSession } from "../../../account/session.ts";
import { warnOfBodyIdentity } from "../../../consent/body-identity.ts";
import { consentServer } from "../../../consent/consent-server.ts";
import { temporaryIdentity } from "../../../consent/temporary-identity.ts";
import { answer, postRoute, refuse } from "../../../http/post-route.ts";
import { needsSecureCookies } from "../../../http/same-origin.ts";

const consentFirst =
  "Your consent has to be recorded before the account can be opened. Load this page again to read the notice.";

/** Opens an account for a visitor whose consent is on record, and signs the person in. */
export const POST = postRoute("Registration failed", async (request, body) => {
  warnOfBodyIdentity(body);
  const checked = checkForm(body);
  if (checked.status === "incomplete") {
    return refuse(422, Object.values(checked.fields).join(" "), { fields: checked.fields });
  }
  const visitor = temporaryIdentity(request.headers);
  const temporaryId = await visitor.read(request);
  if (temporaryId === undefined) return refuse(403, consentFirst);
  const registration = await register(temporaryId, checked.form);
  switch (registration.status) {
    case "consent-missing":
      return refuse(403, consentFirst);
    case "email-taken":
      return refuseEmail("There is already an account with this e-mail address. Enter another one.");
    case "finished-as-other":
      return refuseEmail("This sign-up is already finished. Enter the e-mail address and password you chose then.");
    case "linked-elsewhere": {
      const elsewhere = "This consent already belongs to another account. Load this page again to begin anew.";
      const refusal = refuse(409, elsewhere);
      // Without the cookie whoever begins anew is somebody new, who is asked.
      refusal.headers.append("Set-Cookie", visitor.forget());
      return refusal;
    }
    case "registered": {
      const { id, email, name } = registration.account;
      const { token, refresh_token } = await consentServer().tokens.generate({ org_user_id: id, email });
      const response = answer(200, { user: { id, email, name }, token, refresh_token });
      response.headers.append(
        "Set-Cookie",
        await openSession(registration.account, needsSecureCookies(request.headers)),
      );
      response.headers.append("Set-Cookie", visitor.forget());
      return response;
    }
    default:
      return registration satisfies never;
  }
});

function refuseEmail(sentence: string): Response {
  return refuse(409, sentence, { fields: { email: sentence } });
}
