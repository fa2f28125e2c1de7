import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { optionalIdentifier } from "./token.ts";

/** A refresh token of the session to end; or, with an API key, a person whose sessions all end. */
export const revokeTokensBody = v.pipe(
  v.object({
    refresh_token: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(8192)))),
    org_user_id: optionalIdentifier,
    email: optionalIdentifier,
    mobile: optionalIdentifier,
  }),
  v.check(
    (body) => Boolean(body.refresh_token) !== Boolean(body.org_user_id ?? body.email ?? body.mobile),
    "Either refresh_token, or one of org_user_id, email and mobile, is required.",
  ),
);

/** How many sessions ended; none is no error, so that the call may be repeated. */
export const revokedTokens = v.object({ revoked: v.number() });

export type RevokeTokensBody = v.InferInput<typeof revokeTokensBody>;
export type RevokedTokens = v.InferOutput<typeof revokedTokens>;

/** Extension: ends the session of a refresh token, or every session of a person. */
export const revokeTokens = defineEndpoint({
  id: "tokens.revoke",
  summary: "End the session of a refresh token or, with an API key, every session of a person",
  method: "POST",
  scope: "public",
  path: "/tokens/revoke",
  credential: "refresh-token",
  body: revokeTokensBody,
  success: 200,
  detail: revokedTokens,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "VALIDATION_FAILED"],
});
