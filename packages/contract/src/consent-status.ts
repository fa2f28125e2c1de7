import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { flag, text } from "./wire-text.ts";

const statusElement = v.object({ uuid: v.string(), name: text, selected: flag });

const statusPurpose = v.object({
  uuid: v.string(),
  name: text,
  selected: flag,
  /** `INACTIVE` where nothing was decided, or consent is asked for anew. */
  status: text,
  /** When the grant ends, ISO 8601 UTC; absent for one without an end. */
  expiry_datetime: v.optional(v.nullable(v.string())),
  data_elements: v.fallback(v.array(statusElement), []),
});

const statusEntries = {
  /** The rule `all` holds: every purpose has an active grant. */
  consented: flag,
  /** The rule `required` holds: every blocking data element is covered by an active grant. */
  all_mandatory_active: flag,
  purposes: v.fallback(v.array(statusPurpose), []),
};

/** What holds of a person's consent to a notice now. */
export const consentStatus = v.object({
  ...statusEntries,
  /** The same per product, for a notice that has several. */
  by_product: v.optional(v.nullable(v.array(v.object({ product_uuid: v.string(), ...statusEntries })))),
});

export const checkConsentBody = v.object({});

export type ConsentStatus = v.InferOutput<typeof consentStatus>;

/** Tells what holds of a person's consent to a notice; a failure is neither a consent nor a reason to submit. */
export const checkConsent = defineEndpoint({
  id: "consent.check",
  summary: "Tell what holds of the person's consent to a notice",
  method: "POST",
  scope: "public",
  path: "/notices/{notice_uuid}/check-consent",
  credential: "access-token",
  body: checkConsentBody,
  success: 200,
  detail: consentStatus,
  errors: ["INVALID_TOKEN", "TOKEN_EXPIRED", "SESSION_REVOKED", "NOT_FOUND"],
});
