import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";

/** A refresh token, alone or beside an API key. */
export const refreshTokensBody = v.object({
  refresh_token: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
});

/** What generate and refresh answer; `expires_at` describes the refresh token. */
export const tokensDetail = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  refresh_token: v.optional(v.nullable(v.string())),
  expires_at: v.optional(v.nullable(v.string())),
});

export type RefreshTokensBody = v.InferInput<typeof refreshTokensBody>;
export type TokensDetail = v.InferOutput<typeof tokensDetail>;

/** Rotates a refresh token; the token alone is enough. */
export const refreshTokens = defineEndpoint({
  id: "tokens.refresh",
  summary: "Exchange a refresh token for a new pair",
  method: "POST",
  scope: "public",
  path: "/tokens/refresh",
  credential: "refresh-token",
  body: refreshTokensBody,
  success: 200,
  detail: tokensDetail,
  errors: [
    "REFRESH_INVALID",
    "REFRESH_REUSED",
    "REFRESH_STALE",
    "SESSION_REVOKED",
    "VALIDATION_FAILED",
    "RATE_LIMITED",
  ],
});
