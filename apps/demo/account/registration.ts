import { consentServer } from "../consent/consent-server.ts";
import { isConsentComplete } from "../consent/recorded-consent.ts";
import { type Account, claimAccount } from "./account.ts";
import type { RegistrationForm } from "./registration-form.ts";
import { isFinished, isOfAnother } from "./registration-outbox.ts";
import { registering } from "./unfinished.ts";

/** How a registration ended. */
export type Registration =
  | { readonly status: "registered"; readonly account: Account }
  | { readonly status: "consent-missing" }
  | { readonly status: "email-taken" }
  | { readonly status: "finished-as-other" }
  | { readonly status: "linked-elsewhere" };

/**
 * Opens the account of a temporary identity that has consented.
 * Every step finds what an earlier, broken attempt left and goes on from there, so repeating ends in one account.
 * A failure on the way is thrown and opens no session; the outbox then finishes what can be finished without the person.
 */
export async function register(temporaryId: string, form: RegistrationForm): Promise<Registration> {
  if (!(await isConsentComplete(temporaryId))) return { status: "consent-missing" };
  return registering(async () => {
    const claim = await claimAccount(temporaryId, form);
    if (claim.status !== "open") return claim;
    const { account } = claim;
    const outcome = await consentServer().registrations.run({
      registrationId: temporaryId,
      openAccount: async () => ({ orgUserId: account.id, email: account.email, name: account.name }),
      aliases: [temporaryId],
      // Nobody proves an address to a demo. Leave this out until yours is proven: it speaks for its owner from here on.
      keepContacts: true,
    });
    if (outcome.status === "consent-waiting") throw outcome.error;
    const { consent } = outcome;
    if (consent.status !== "consolidated" || isOfAnother(consent)) return { status: "linked-elsewhere" };
    if (consent.result.not_found.length > 0) throw new Error("The temporary identity is not known to the service.");
    if (!(await isFinished(temporaryId))) return { status: "consent-missing" };
    return { status: "registered", account };
  });
}
