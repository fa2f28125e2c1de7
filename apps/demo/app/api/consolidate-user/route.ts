import { clinicConsent } from "../../../clinic/consent.ts";
import { selectedPatient } from "../../../clinic/patient.ts";
import { warnOfBodyIdentity } from "../../../consent/body-identity.ts";
import { answer, postRoute, refuse } from "../../../http/post-route.ts";

/** Brings together what one patient decided on the web and in the app; who that is, this server knows by itself. */
export const POST = postRoute("Failed to consolidate user", async (request, body) => {
  warnOfBodyIdentity(body);
  const patient = await selectedPatient(request);
  if (patient === undefined) return refuse(401, "There is no patient before us. Load the page first.");
  const { orgUserId, name, email, mobile } = patient;
  const outcome = await clinicConsent().consolidateUser({ orgUserId, name, email, aliases: [mobile] });
  if (outcome.status !== "consolidated") return refuse(409, "This patient's number is part of another record.");
  return answer(200, { success: true, link_result: outcome.result });
});
