import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { validateModes } from "./notice.ts";
import { consentRecord } from "./record.ts";
import { flag, isStorable, text, tolerantBlock } from "./wire-text.ts";

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase());
const label = v.pipe(v.string(), v.maxLength(256), v.check(isStorable, "Unreadable characters"));
const optional = <Entry extends v.GenericSchema>(entry: Entry) => v.optional(v.nullable(entry));

const submittedElement = v.object({ uuid, selected: v.boolean() });

const submittedPurpose = v.object({
  purpose_uuid: uuid,
  product_uuid: optional(uuid),
  selected: v.boolean(),
  data_elements: optional(v.pipe(v.array(submittedElement), v.maxLength(2000))),
});

/** The act of the person that a submission reports. */
export const acts = ["accept-all", "save", "decline"] as const;
export type Act = (typeof acts)[number];

/** The full explicit decision: every row of the screen, refusals included. */
export const submitConsentBody = v.object({
  notice_uuid: uuid,
  purposes: v.pipe(v.array(submittedPurpose), v.maxLength(500)),
  /** Always false; never grants anything. */
  select_all_mandatory: optional(v.boolean()),
  source: optional(label),
  declined: optional(v.boolean()),
  /** BCP-47 tag of the language read. */
  language: optional(label),
  meta_data: optional(v.object({ specific_uuid: optional(label), minor_age: optional(v.number()) })),
  guardian_verification_reference: optional(label),
  self_declared_adult: optional(v.boolean()),
  /** Extension: `active_config.uuid` of the version that was shown. */
  notice_version_uuid: optional(uuid),
  /** Extension: `active_config.content_hash` of the version that was shown. */
  notice_content_hash: optional(label),
  /** Extension: the rule by which the answer judges the result; `all` when absent. */
  validate_against: optional(v.picklist(validateModes)),
  /** Extension: which act the person took. */
  act: optional(v.picklist(acts)),
  /** Extension: name and version of the component that asked. */
  component_version: optional(label),
  /** Extension: when the person acted by their own clock, ISO 8601. */
  decided_at: optional(label),
});

/** What a recorded submission amounts to. `withdrawn`: a grant of a blocking element was taken back. */
export const outcomes = ["accepted", "partially-accepted", "declined", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** Something still missing under a rule. */
export const outstandingItem = v.object({
  purpose_uuid: text,
  /** Blocking elements without a grant; empty when the purpose itself is what is missing. */
  data_element_uuids: v.fallback(v.array(v.string()), []),
});

/** The server's judgement after the submission, by the rule named in it. */
export const verdict = v.object({
  validate_against: v.picklist(validateModes),
  may_proceed: flag,
  outstanding: v.fallback(v.array(outstandingItem), []),
});

/** Extension: the body of a 2xx. The original service sends none, so clients must not need it. */
export const submissionDetail = v.object({
  event_uuid: text,
  recorded_at: text,
  outcome: tolerantBlock(v.picklist(outcomes)),
  verdict: tolerantBlock(verdict),
  user_uuid: text,
  purpose_selections: tolerantBlock(consentRecord),
});

export type SubmittedPurpose = v.InferOutput<typeof submittedPurpose>;
export type SubmitConsentBody = v.InferInput<typeof submitConsentBody>;
export type ParsedSubmission = v.InferOutput<typeof submitConsentBody>;
export type OutstandingItem = v.InferOutput<typeof outstandingItem>;
export type Verdict = v.InferOutput<typeof verdict>;
export type SubmissionDetail = v.InferOutput<typeof submissionDetail>;

/** Records one decision of one person; the first one creates the consent user. */
export const submitConsent = defineEndpoint({
  id: "consent.submit",
  summary: "Record a decision: grants and refusals, exactly as shown",
  method: "POST",
  scope: "public",
  path: "/submit-consent",
  credential: "access-token",
  body: submitConsentBody,
  success: 201,
  detail: submissionDetail,
  errors: [
    "INVALID_TOKEN",
    "TOKEN_EXPIRED",
    "SESSION_REVOKED",
    "NOT_FOUND",
    "INVALID_PURPOSE",
    "NOTICE_VERSION_CHANGED",
    "IDEMPOTENCY_MISMATCH",
    "IDEMPOTENCY_IN_PROGRESS",
    "VALIDATION_FAILED",
    "PAYLOAD_TOO_LARGE",
  ],
  bodyLimit: 256 * 1024,
  idempotencyKey: true,
});
