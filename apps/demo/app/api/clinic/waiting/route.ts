import { clinicConsent } from "../../../../clinic/consent.ts";
import { patientOfPage } from "../../../../clinic/patient.ts";
import { waitingLinks } from "../../../../clinic/waiting-links.ts";
import { answer, postRoute, refuse } from "../../../../http/post-route.ts";

/** Tries what waits for a consent once more, as a webhook would, and says what still waits for this patient. */
export const POST = postRoute("The waiting links were not tried", async (request, body) => {
  const patient = await patientOfPage(request, body["member"]);
  if (patient === undefined) return refuse(401, "There is no patient before us. Load the page first.");
  await clinicConsent().pendingLinks.retry();
  const { email, mobile, orgUserId } = patient;
  const contacts = email === undefined ? [mobile] : [email, mobile];
  const waiting = (await Promise.all(contacts.map((contact) => waitingLinks.waitingFor(contact)))).flat();
  const own = waiting.filter((link) => link.orgUserId === orgUserId);
  return answer(200, { waiting: own.map(({ aliasOrgUserId }) => aliasOrgUserId) });
});
