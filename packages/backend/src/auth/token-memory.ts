import { createHash } from "node:crypto";

/** What a token says whose signature was found to be good, and which key made it. */
export interface SignedClaims {
  readonly kid: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Remembers the tokens whose signatures were checked, so that each is checked once by a process. */
export interface TokenMemory {
  find(token: string): SignedClaims | undefined;
  keep(token: string, signed: SignedClaims): void;
}

/** About 10 MB. */
const mostTokens = 10_000;

/**
 * A memory of the last tokens, the oldest forgotten first; it holds digests, not the tokens.
 * Only good signatures enter it, so strangers cannot fill it. That a key still counts and that a token
 * has not ended is for the caller to ask each time.
 */
export function createTokenMemory(most = mostTokens): TokenMemory {
  const known = new Map<string, SignedClaims>();
  return {
    find: (token) => known.get(digest(token)),
    keep(token, signed) {
      for (const oldest of known.keys()) {
        if (known.size < most) break;
        known.delete(oldest);
      }
      known.set(digest(token), signed);
    },
  };
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
