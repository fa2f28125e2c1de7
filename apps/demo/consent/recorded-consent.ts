import type { RecordedDecisions } from "@notice-consent/server";

import { readEnvironment } from "../env.ts";
import { consentServer } from "./consent-server.ts";

/** A person's decisions beside the words they were asked with, as the consent service has them. */
export type RecordedConsent = RecordedDecisions;

/** What the consent service says of a customer, and what it has on record. */
export interface ConsentStanding extends RecordedConsent {
  /** True by the service's own answer that nothing required is left to ask, and by nothing else. */
  readonly mayProceed: boolean;
}

/** Reads what the consent service holds for a person, decided or not. Throws a `ConsentError`. */
export function readRecordedConsent(orgUserId: string): Promise<RecordedConsent> {
  return consentServer().notices.record(readEnvironment().noticeUuid, {
    person: { org_user_id: orgUserId },
    language: "en",
  });
}

/** Whether everything the account cannot do without is granted. A failure is thrown, and is no consent. */
export async function isConsentComplete(orgUserId: string): Promise<boolean> {
  const question = { person: { org_user_id: orgUserId }, validateAgainst: "required" } as const;
  return (await consentServer().notices.read(readEnvironment().noticeUuid, question)).mayProceed;
}

/** The verdict and the record of one person. Throws a `ConsentError` where either cannot be read. */
export async function readStanding(orgUserId: string): Promise<ConsentStanding> {
  const { tokens, notices } = consentServer();
  const { noticeUuid } = readEnvironment();
  const { token: accessToken } = await tokens.generate({ org_user_id: orgUserId });
  const [{ mayProceed }, recorded] = await Promise.all([
    notices.read(noticeUuid, { accessToken, validateAgainst: "required", language: "en" }),
    notices.record(noticeUuid, { accessToken, language: "en" }),
  ]);
  return { ...recorded, mayProceed };
}
