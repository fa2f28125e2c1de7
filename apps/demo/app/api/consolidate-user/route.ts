import { clinicConsent } from "../../../clinic/consent.ts";
import { patientOfPage } from "../../../clinic/patient.ts";
import { warnOfBodyIdentity } from "../../../consent/body-identity.ts";
import { answer, postRoute, refuse } from "../../../http/post-route.ts";

/** Brings together what one patient decided on the web and in the app; of whom a page may name only one of its own family. */
export const POST = postRoute("Failed to consolidate user", async (request, body) => {
  warnOfBodyIdentity(body);
  const patient = await patientOfPage(request, body["member"]);
  if (patient === undefined) return refuse(401, "There is no patient before us. Load the page first.");
  const { orgUserId, name, email, mobile } = patient;
  const outcome = await clinicConsent().consolidateUser({ orgUserId, name, email, aliases: [mobile] });
  if (outcome.status !== "consolidated") return refuse(409, "This patient's number is part of another record.");
  return answer(200, { success: true, link_result: outcome.result });
});
