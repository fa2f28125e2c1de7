import * as v from "valibot";
import type { Call } from "./endpoint.ts";
import { consentRecord } from "./record.ts";
import { flag, text, tolerantBlock, tolerantMap, words } from "./wire-text.ts";

const identity = v.pipe(v.string(), v.minLength(1));

const dataElement = v.object({
  uuid: identity,
  name: text,
  description: text,
  industries: text,
  enabled: flag,
  required: flag,
});

const purpose = v.object({
  uuid: identity,
  name: text,
  description: text,
  industries: text,
  product_uuids: v.fallback(v.nullish(v.array(v.string()), []), []),
  data_elements: v.nullish(v.array(dataElement), []),
  /** Extension: days until a grant of this purpose ends. */
  validity_days: tolerantBlock(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Extension: how long the data is kept, as a sentence. */
  retention: tolerantBlock(words),
  /** Extension: who else receives the data, as a sentence. */
  recipients: tolerantBlock(words),
});

/** Extension: something that is processed without consent; nothing to choose, so nothing that is ever sent. */
const information = v.object({ uuid: identity, name: text, description: text });

const product = v.object({
  uuid: identity,
  name: text,
  description: text,
  mandatory: tolerantBlock(v.boolean()),
});

const dpoInfo = v.object({
  grievance_text: text,
  grievance_anchor_text: text,
  grievance_url: text,
  grievance_email: text,
  grievance_email_connector_text: text,
  dp_board_text: text,
  dp_board_anchor_text: text,
  dp_board_url: text,
  dpo_text: text,
  dpo_anchor_text: text,
  dpo_url: text,
  dpo_email: text,
});

/** A purpose's words in another language; a product has the first two. */
type TranslatedTerms = {
  readonly name: string;
  readonly description: string;
  readonly retention?: string | null | undefined;
  readonly recipients?: string | null | undefined;
};

const translatedName = v.union([
  v.pipe(
    words,
    v.transform((name): TranslatedTerms => ({ name, description: "" })),
  ),
  v.object({
    name: text,
    description: text,
    retention: tolerantBlock(words),
    recipients: tolerantBlock(words),
  }),
]);

const translation = v.object({
  notice_text: text,
  additional_text: text,
  accept_all_button_text: text,
  confirm_button_text: text,
  decline_button_text: text,
  privacy_policy_prefix_text: text,
  privacy_policy_anchor_text: text,
  privacy_center_anchor_text: text,
  purpose_section_heading: text,
  notice_banner_heading: text,
  product_privacy_policies_label: text,
  purposes: tolerantMap(translatedName),
  products: tolerantMap(translatedName),
  data_elements: tolerantMap(words),
  information: tolerantBlock(tolerantMap(v.object({ name: text, description: text }))),
  dpo_info: tolerantBlock(
    v.object({
      grievance_text: text,
      grievance_anchor_text: text,
      grievance_email_connector_text: text,
      dp_board_text: text,
      dp_board_anchor_text: text,
      dpo_text: text,
      dpo_anchor_text: text,
    }),
  ),
});

/** Extension: what the law asks for and the original wire has no field for. */
const legal = v.object({
  controller_name: text,
  controller_address: text,
  withdrawal_url: text,
  rights_url: text,
  complaint_url: text,
});

const appearance = tolerantMap(v.union([v.string(), v.number(), v.boolean(), tolerantMap(v.string())]));

/** The words, links and purposes of a notice, as its author writes them; the server adds identity and dates. */
export const noticeContent = v.object({
  notice_text: text,
  additional_text: text,
  notice_banner_heading: text,
  purpose_section_heading: text,
  privacy_policy_prefix_text: text,
  privacy_policy_anchor_text: text,
  privacy_policy_url: text,
  privacy_center_anchor_text: text,
  privacy_center_url: text,
  accept_all_button_text: text,
  confirm_button_text: text,
  decline_button_text: text,
  logo_url: text,
  logo_position: text,
  primary_color: text,
  secondary_color: text,
  font_preference: text,
  default_language: text,
  supported_languages_and_translations: tolerantMap(translation),
  purposes: v.array(purpose),
  products: v.fallback(v.nullish(v.array(product), []), []),
  purpose_preselection: text,
  dpo_info: tolerantBlock(dpoInfo),
  legal: tolerantBlock(legal),
  information: tolerantBlock(v.array(information)),
  /** How its author wants it to look; each value is read, or dropped, where it is used. */
  appearance: tolerantBlock(appearance),
});

const noticeConfig = v.object({
  ...noticeContent.entries,
  /** Identifies the version. */
  uuid: text,
  /** Goes into the submission. */
  notice_uuid: text,
  version: v.fallback(v.nullish(v.number(), 0), 0),
  deployed_at: text,
  /** Extension: digest of the version's content, echoed by the submission. */
  content_hash: text,
});

/** What both notice reads answer; the per-person fields are absent without a token. */
export const noticeDetail = v.object({
  uuid: identity,
  name: text,
  organisation_uuid: text,
  workspace_uuid: text,
  is_minor: flag,
  purpose_selections: tolerantBlock(consentRecord),
  product_purpose_selections: tolerantBlock(v.record(v.string(), consentRecord)),
  reconsent_required: flag,
  active_config: noticeConfig,
});

export type DataElement = v.InferOutput<typeof dataElement>;
export type Purpose = v.InferOutput<typeof purpose>;
export type Information = v.InferOutput<typeof information>;
export type DpoInfo = v.InferOutput<typeof dpoInfo>;
export type Translation = v.InferOutput<typeof translation>;
export type NoticeConfig = v.InferOutput<typeof noticeConfig>;
/** A notice as it is read: blank, null and absent texts are all `""`. */
export type Notice = v.InferOutput<typeof noticeDetail>;
/** A notice's content as an author writes it: every text may be left out. */
export type NoticeContent = v.InferInput<typeof noticeContent>;
/** A notice's content with every blank filled in. */
export type FilledNoticeContent = v.InferOutput<typeof noticeContent>;

/** Which grants a check asks for: every purpose, or every blocking data element. */
export const validateModes = ["all", "required"] as const;
export type ValidateAgainst = (typeof validateModes)[number];

/** What a caller has to know of `readNotice`. */
export const noticeCall = {
  method: "GET",
  scope: "public",
  path: "/notices/{notice_uuid}",
  credential: "access-token",
  query: ["specific_uuid", "validate_against", "include_fully_consented_data"],
  detail: noticeDetail,
  errors: [
    "CONSENT_ALREADY_PROVIDED",
    "INVALID_TOKEN",
    "TOKEN_EXPIRED",
    "SESSION_REVOKED",
    "NOT_FOUND",
    "VALIDATION_FAILED",
  ],
  idempotencyKey: false,
} as const satisfies Call;

/** What a caller has to know of `readPublicNotice`. */
export const publicNoticeCall = {
  method: "GET",
  scope: "public",
  path: "/notices/get-notice/{notice_uuid}",
  credential: "none",
  query: ["specific_uuid"],
  detail: noticeDetail,
  errors: ["NOT_FOUND"],
  idempotencyKey: false,
} as const satisfies Call;
