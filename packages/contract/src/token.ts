import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { tokensDetail } from "./token-refresh-call.ts";
import { isStorable } from "./wire-text.ts";

const identifier = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(256),
  v.check(isStorable, "Unreadable characters"),
);
/** One identifier of a person, 1 to 256 characters, or none. */
export const optionalIdentifier = v.optional(v.nullable(identifier));

/** Identifiers of one person, strictest first: `org_user_id`, then `email`, then `mobile` names the principal. */
export const generateTokensBody = v.pipe(
  v.object({
    org_user_id: optionalIdentifier,
    email: optionalIdentifier,
    mobile: optionalIdentifier,
    /** Life of the refresh family in days. */
    expires_in_days: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)))),
    /** Extension: ends the other sessions of the person. */
    revoke_others: v.optional(v.nullable(v.boolean())),
  }),
  v.check(
    (body) => Boolean(body.org_user_id ?? body.email ?? body.mobile),
    "One of org_user_id, email and mobile is required.",
  ),
);

export type GenerateTokensBody = v.InferInput<typeof generateTokensBody>;

/** Opens a token family for a person; creates no consent user. */
export const generateTokens = defineEndpoint({
  id: "tokens.generate",
  summary: "Issue an access and a refresh token for a person named by the host's backend",
  method: "POST",
  scope: "public",
  path: "/tokens/generate",
  credential: "api-key",
  body: generateTokensBody,
  success: 200,
  detail: tokensDetail,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "VALIDATION_FAILED", "RATE_LIMITED"],
});
