import * as v from "valibot";
import type { Call } from "./endpoint.ts";
import { validateModes } from "./notice.ts";
import { consentRecord } from "./record.ts";
import { flag, text, tolerantBlock } from "./wire-text.ts";

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
  // One that is there and cannot be read is a no; one that is not there is no verdict at all.
  verdict: v.nullish(v.fallback(verdict, { validate_against: "all", may_proceed: false, outstanding: [] })),
  user_uuid: text,
  purpose_selections: tolerantBlock(consentRecord),
});

export type OutstandingItem = v.InferOutput<typeof outstandingItem>;
export type Verdict = v.InferOutput<typeof verdict>;
export type SubmissionDetail = v.InferOutput<typeof submissionDetail>;

/** What a caller has to know of `submitConsent`. */
export const submissionCall = {
  method: "POST",
  scope: "public",
  path: "/submit-consent",
  credential: "access-token",
  query: [],
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
  idempotencyKey: true,
} as const satisfies Call;
