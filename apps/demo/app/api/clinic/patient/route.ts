import { familyCookie, familyMembers, selectPatient } from "../../../../clinic/patient.ts";
import { answer, postRoute, refuse } from "../../../../http/post-route.ts";

/** Whom of this browser's family the clinic has before it; without one, a new family begins. */
export const POST = postRoute("The patient was not chosen", async (request, body) => {
  const cookie = familyCookie(request);
  const member = familyMembers.find((known) => known === body["member"]);
  if (body["member"] !== undefined && member === undefined) return refuse(422, "There is no such patient.");
  const { id, setCookie, isDue } =
    member === undefined ? { ...(await cookie.renew()), isDue: true } : await cookie.ensure(request);
  await selectPatient(id, member ?? "meera");
  const response = answer(200, { success: true });
  if (isDue) response.headers.append("Set-Cookie", setCookie);
  return response;
});
