import { createTransport } from "@notice-consent/client";
import { type ConsentRecord, isConsentError, type Notice, readNotice } from "@notice-consent/contract";

import { readEnvironment } from "../env.ts";
import { consentServer } from "./consent-server.ts";

/** A person's decisions beside the words they were asked with, as the consent service has them. */
export interface RecordedConsent {
  readonly notice: Notice;
  readonly record: ConsentRecord;
}

/** Reads what the consent service holds for a person, decided or not. Throws a `ConsentError`. */
export async function readRecordedConsent(orgUserId: string): Promise<RecordedConsent> {
  const notice = await read(orgUserId, true);
  return { notice, record: notice.purpose_selections ?? {} };
}

/**
 * Whether everything the account cannot do without is granted: the consent service's own answer that nothing is
 * left to ask. Any other answer than these two is thrown, so no failure can look like a consent.
 */
export async function isConsentComplete(orgUserId: string): Promise<boolean> {
  try {
    await read(orgUserId, false);
    return false;
  } catch (error) {
    if (isConsentError(error) && error.code === "CONSENT_ALREADY_PROVIDED") return true;
    throw error;
  }
}

async function read(orgUserId: string, decidedToo: boolean): Promise<Notice> {
  const { baseUrl, organisationUuid, workspaceUuid, noticeUuid } = readEnvironment();
  const { token } = await consentServer().tokens.generate({ org_user_id: orgUserId });
  return createTransport({ baseUrl }).call(readNotice, {
    address: { organisationUuid, workspaceUuid },
    params: { notice_uuid: noticeUuid },
    query: { validate_against: "required", include_fully_consented_data: decidedToo ? "true" : undefined },
    credential: { kind: "access-token", token },
    language: "en",
  });
}
