import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { validateModes } from "./notice.ts";
import { submissionCall } from "./submission-call.ts";
import { isStorable } from "./wire-text.ts";

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

export type SubmittedPurpose = v.InferOutput<typeof submittedPurpose>;
export type SubmitConsentBody = v.InferInput<typeof submitConsentBody>;
export type ParsedSubmission = v.InferOutput<typeof submitConsentBody>;

/** Records one decision of one person; the first one creates the consent user. */
export const submitConsent = defineEndpoint({
  id: "consent.submit",
  summary: "Record a decision: grants and refusals, exactly as shown",
  ...submissionCall,
  body: submitConsentBody,
  success: 201,
  bodyLimit: 256 * 1024,
});
