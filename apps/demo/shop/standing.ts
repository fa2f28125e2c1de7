import { isConsentError } from "@notice-consent/contract";
import type { RecordedDecisions } from "@notice-consent/server";

import { companyNotices } from "../companies/notices.ts";
import { consentServer } from "../consent/consent-server.ts";

/** What the shop may do with a customer's data, by the consent service's own answer. */
export type Standing =
  | { readonly status: "granted"; readonly decisions: RecordedDecisions }
  | { readonly status: "to-ask" }
  | { readonly status: "unreadable" };

/** Reads the verdict and the record of a customer; a failure is no consent. */
export async function readShopStanding(orgUserId: string): Promise<Standing> {
  const person = { org_user_id: orgUserId };
  try {
    const { notices } = consentServer();
    const { mayProceed } = await notices.read(companyNotices.shop, { person, validateAgainst: "required" });
    if (!mayProceed) return { status: "to-ask" };
    return { status: "granted", decisions: await notices.record(companyNotices.shop, { person, language: "en" }) };
  } catch (error) {
    console.error(`/anonymous: ${isConsentError(error) ? error.code : "unknown failure"}`);
    return { status: "unreadable" };
  }
}
