import {
  decide,
  decideDecline,
  type Act,
  type ConsentRecord,
  type Draft,
  type Notice,
  type SubmitConsentBody,
  type ValidateAgainst,
} from "@notice-consent/contract";
import { uuid } from "./uuid.ts";

/** What a person decided, fixed at the moment of the act. */
export interface Decision {
  /** The idempotency key: one per act, the same on every repeat. */
  readonly key: string;
  readonly act: Act;
  /** The notice as it was shown. */
  readonly notice: Notice;
  /** BCP-47 tag of the language read. */
  readonly language: string;
  readonly validateAgainst: ValidateAgainst;
  readonly body: SubmitConsentBody;
}

/** What an act is made from. */
export interface Choice {
  readonly act: Act;
  readonly notice: Notice;
  readonly draft: Draft;
  readonly language: string;
  readonly validateAgainst: ValidateAgainst;
  readonly applicationId?: string | undefined;
  /** ISO 8601, by the person's clock. */
  readonly decidedAt: string;
}

const componentVersion = "notice-consent/0.0.0";

/**
 * The decision that an act amounts to, with a key of its own. Says exactly what the screen shows; a
 * decline never grants what is not granted already.
 */
export function createDecision(choice: Choice): Decision {
  const { act, notice, draft, language, validateAgainst, applicationId, decidedAt } = choice;
  const config = notice.active_config;
  const declined = act === "decline";
  return {
    key: uuid(),
    act,
    notice,
    language,
    validateAgainst,
    body: {
      notice_uuid: config.notice_uuid || notice.uuid,
      purposes: declined ? decideDecline(notice, draft, notice.purpose_selections ?? {}) : decide(notice, draft),
      select_all_mandatory: false,
      source: "WEB",
      declined,
      language,
      ...(applicationId && { meta_data: { specific_uuid: applicationId } }),
      ...(config.uuid && { notice_version_uuid: config.uuid }),
      ...(config.content_hash && { notice_content_hash: config.content_hash }),
      validate_against: validateAgainst,
      act,
      component_version: componentVersion,
      decided_at: decidedAt,
    },
  };
}

/** True when two acts say the same; only then may the second one use the first one's key. */
export function isSameDecision(one: Decision, other: Decision): boolean {
  return sayingOf(one) === sayingOf(other);
}

/** The record that the decision starts from. */
export function recordBefore({ notice }: Decision): ConsentRecord {
  return notice.purpose_selections ?? {};
}

/** Spelled out member by member, so that two that say the same are spelled alike. */
function sayingOf({ body, act }: Decision): string {
  const purposes = body.purposes.map(({ purpose_uuid, selected, data_elements }) => [
    purpose_uuid,
    selected,
    data_elements?.map((element) => [element.uuid, element.selected]) ?? [],
  ]);
  const { notice_uuid, notice_version_uuid, language, validate_against, declined, meta_data } = body;
  return JSON.stringify([
    act,
    purposes,
    notice_uuid,
    notice_version_uuid,
    language,
    validate_against,
    declined,
    meta_data?.specific_uuid,
  ]);
}
