import { generateTokens, refreshTokens, type GenerateTokensBody, type TokensDetail } from "@notice-consent/contract";
import type { Caller } from "./caller.ts";

/** Tokens for a person's browser. */
export interface Tokens {
  /**
   * Opens a session for a person whom your backend has identified; creates no consent user.
   * Never pass on an identifier that a browser named: take it from your session or from a signed cookie.
   * Name an e-mail or a phone only where it is proven: a consent with this token makes it the person's.
   */
  generate(person: GenerateTokensBody): Promise<TokensDetail>;
  /** Exchanges a refresh token. Rejects with `REFRESH_INVALID`, `REFRESH_REUSED` or `SESSION_REVOKED` when it has ended. */
  refresh(refreshToken: string): Promise<TokensDetail>;
}

/** The token calls over one way to the service. */
export function createTokens(call: Caller): Tokens {
  return {
    // A second session beside an answer that was lost harms nobody and ends by itself.
    generate: (person) => call(generateTokens, { body: person, repeatable: true }),
    // The service answers the same successor to a repetition within half a minute.
    refresh: (refreshToken) => call(refreshTokens, { body: { refresh_token: refreshToken }, repeatable: true }),
  };
}
