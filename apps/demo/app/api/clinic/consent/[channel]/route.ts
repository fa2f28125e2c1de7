import { familyCookie, patientOf } from "../../../../../clinic/patient.ts";
import { warnOfBodyIdentity } from "../../../../../consent/body-identity.ts";
import { consentServer } from "../../../../../consent/consent-server.ts";
import { answer, postRoute, refuse } from "../../../../../http/post-route.ts";

/** A token for the e-mail address on the web or the telephone number in the app, both of this browser's patient. */
export const POST = postRoute("Failed to generate token", async (request, body) => {
  warnOfBodyIdentity(body);
  const { id, setCookie, isDue } = await familyCookie(request).ensure(request);
  const { email, mobile } = patientOf(id, "meera");
  const channel = new URL(request.url).pathname.split("/").at(-1);
  const person = channel === "web" ? { email } : channel === "app" ? { mobile } : undefined;
  if (person === undefined) return refuse(404, "There is no such channel.");
  const response = answer(200, { token: (await consentServer().tokens.generate(person)).token });
  // A late answer would bring back a family in whose place a new one has begun.
  if (isDue) response.headers.append("Set-Cookie", setCookie);
  return response;
});
