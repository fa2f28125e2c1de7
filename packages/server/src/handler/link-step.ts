import type { LinkResult } from "@notice-consent/contract";
import type { ConsentServer } from "../consent-server.ts";
import type { ConsolidateOutcome } from "../consolidate.ts";
import { answer, refuse } from "./answer.ts";
import type { Person } from "./person.ts";
import type { StepOutcome, Visit } from "./visit.ts";

/** How linking this browser's visitor to a signed-in person ends. Conflicts are data: the person is signed in anyway. */
export type LinkVisitorOutcome =
  /** Put every one of `setCookies` on your answer: the browser's next visitor is somebody new. */
  | { readonly status: "linked"; readonly result: LinkResult; readonly setCookies: readonly string[] }
  /** The browser has no visitor's id, or none that is ours. */
  | { readonly status: "nothing-to-link"; readonly setCookies: readonly string[] }
  /** The person's id is an alias, and the service does not say whose; the visitor is linked to nobody. */
  | { readonly status: "id-of-another"; readonly setCookies: readonly string[] };

/** Links the id of the cookie, and no other, to a person. Safe to repeat. */
export async function linkVisitor({ consent, cookies, request }: Visit, person: Person): Promise<LinkVisitorOutcome> {
  // The visitor's refresh token would end the session that begins now: the next `refresh` speaks for the person.
  const { status: held } = await cookies.refresh.read(request, { kind: "signed-in", person });
  const forgotten = held === "foreign" ? [cookies.refresh.forget()] : [];
  const id = await cookies.visitor.read(request);
  if (id === undefined) return { status: "nothing-to-link", setCookies: forgotten };
  // Contacts are left out: that an account states an address does not make its decisions this person's.
  const outcome = await linkTo(person.orgUserId, id, consent);
  // Nobody's by now, and it must not become that of whoever signs in next: `onConflict` hears of it.
  const renewed = async (): Promise<string> => (await cookies.visitor.renew()).setCookie;
  if (outcome.status === "id-of-another") {
    return { status: "id-of-another", setCookies: [await renewed(), ...forgotten] };
  }
  const { result } = outcome;
  // An id that nobody decided under stays this browser's. One that is somebody's must not: the next visitor at this
  // machine would decide for that person.
  const visitor = result.not_found.includes(id) ? [] : [await renewed()];
  return { status: "linked", result, setCookies: [...visitor, ...forgotten] };
}

/** Links to the account, or where that is itself linked, such as to a CRM's id, to the user it counts for. */
async function linkTo(orgUserId: string, id: string, consent: ConsentServer): Promise<ConsolidateOutcome> {
  let outcome = await consent.consolidateUser({ orgUserId, aliases: [id] });
  // A former id leads to its user, and that one to its primary; more there is not.
  for (let hop = 0; hop < 2; hop++) {
    if (outcome.status !== "id-of-another" || outcome.otherOrgUserId === undefined) return outcome;
    outcome = await consent.consolidateUser({ orgUserId: outcome.otherOrgUserId, aliases: [id] });
  }
  return outcome;
}

/** `POST link`: of the cookie's visitor to the signed-in person. */
export async function linkStep(visit: Visit): Promise<StepOutcome> {
  const person = await visit.person();
  if (person === null) {
    const response = refuse(401, "UNAUTHORIZED", "Sign in first: there is nobody to link this visitor to.");
    return { status: "refused", reason: "not-signed-in", response };
  }
  const outcome = await linkVisitor(visit, person);
  return { status: "answered", as: "signed-in", response: responseOf(outcome) };
}

function responseOf(outcome: LinkVisitorOutcome): Response {
  const nothing = { linked: [], already_linked: [], not_found: [], conflicts: [] };
  switch (outcome.status) {
    case "linked": {
      const { linked, already_linked, not_found, conflicts } = outcome.result;
      // Whose it is concerns the review, not this browser.
      const own = conflicts.map(({ org_user_id }) => ({ org_user_id }));
      const body = { status: "linked", linked, already_linked, not_found, conflicts: own };
      return answer(200, body, outcome.setCookies);
    }
    case "nothing-to-link":
      return answer(200, { status: "nothing-to-link", ...nothing }, outcome.setCookies);
    case "id-of-another":
      return withCookies(
        refuse(409, "PRIMARY_IS_ALIAS", "This account is linked to another one already."),
        outcome.setCookies,
      );
    default:
      return outcome satisfies never;
  }
}

function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const value of setCookies) response.headers.append("Set-Cookie", value);
  return response;
}
