import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { refreshCall } from "./token-refresh-call.ts";

/** A refresh token, alone or beside an API key. */
export const refreshTokensBody = v.object({
  refresh_token: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
});

export type RefreshTokensBody = v.InferInput<typeof refreshTokensBody>;

/** Rotates a refresh token; the token alone is enough. */
export const refreshTokens = defineEndpoint({
  id: "tokens.refresh",
  summary: "Exchange a refresh token for a new pair",
  ...refreshCall,
  body: refreshTokensBody,
  success: 200,
});
