import { consentServer } from "../consent/consent-server.ts";
import { isConsentComplete } from "../consent/recorded-consent.ts";
import { type Account, claimAccount, finishRegistration } from "./account.ts";
import type { RegistrationForm } from "./registration-form.ts";

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
 * A failure on the way is thrown and opens no session.
 */
export async function register(temporaryId: string, form: RegistrationForm): Promise<Registration> {
  if (!(await isConsentComplete(temporaryId))) return { status: "consent-missing" };
  const claim = await claimAccount(temporaryId, form);
  if (claim.status !== "open") return claim;
  const { account } = claim;
  await ensureConsentUser(account);
  const link = await consentServer().users.link({ primary_org_user_id: account.id, alias_org_user_ids: [temporaryId] });
  if (link.status !== "linked") throw new Error(`The temporary identity could not be linked: ${link.status}.`);
  if (link.result.conflicts.length > 0) return { status: "linked-elsewhere" };
  if (link.result.not_found.length > 0) throw new Error("The temporary identity is not known to the consent service.");
  await finishRegistration(temporaryId);
  return { status: "registered", account };
}

async function ensureConsentUser(account: Account): Promise<void> {
  const { users } = consentServer();
  const wanted = { primary_email: account.email, name: account.name };
  const created = await users.create({ org_user_id: account.id, ...wanted });
  if (created.status === "created") return;
  if (created.type === "ORG_USER_ID_EXISTS") {
    const { user } = created;
    const isCurrent = user.primary_email === account.email && user.name === account.name;
    if (isCurrent) return;
    const updated = await users.update(user.uuid, wanted);
    if (updated.status === "not-found") throw new Error("The consent user is gone.");
    return;
  }
  // Someone else holds the address in the consent service. It proves nothing about this person: go on without it.
  const bare = await users.create({ org_user_id: account.id, name: account.name });
  if (bare.status === "conflict" && bare.type !== "ORG_USER_ID_EXISTS") {
    throw new Error(`The consent user could not be created: ${bare.type}.`);
  }
}
