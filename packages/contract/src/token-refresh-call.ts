import * as v from "valibot";
import type { Call } from "./endpoint.ts";

/** What generate and refresh answer; `expires_at` describes the refresh token. */
export const tokensDetail = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  refresh_token: v.nullish(v.string()),
  expires_at: v.nullish(v.string()),
});

export type TokensDetail = v.InferOutput<typeof tokensDetail>;

/** What a caller has to know of `refreshTokens`. */
export const refreshCall = {
  method: "POST",
  scope: "public",
  path: "/tokens/refresh",
  credential: "refresh-token",
  query: [],
  detail: tokensDetail,
  errors: [
    "REFRESH_INVALID",
    "REFRESH_REUSED",
    "REFRESH_STALE",
    "SESSION_REVOKED",
    "VALIDATION_FAILED",
    "RATE_LIMITED",
  ],
  idempotencyKey: false,
} as const satisfies Call;
