import { createHash } from "node:crypto";
import { ConsentError } from "@notice-consent/contract";
import type { AccessTokens } from "../auth/access-token.ts";

/** Access tokens that can be made to end before their time. */
export interface ExpirableTokens extends AccessTokens {
  /** Ends every access token that these principals have got so far; what they get from now on counts. */
  expire(subjects: readonly string[]): void;
}

/** Access tokens that answer `TOKEN_EXPIRED` from the moment they are told to; forgotten with the process. */
export function createExpirableTokens(tokens: AccessTokens): ExpirableTokens {
  /** Per principal whose tokens were ended, the ones made since. */
  const madeSince = new Map<string, Set<string>>();
  return {
    async issue(subject) {
      const token = await tokens.issue(subject);
      madeSince.get(subject.subject)?.add(digestOf(token));
      return token;
    },
    async verify(token) {
      const principal = await tokens.verify(token);
      if (madeSince.get(principal.subject)?.has(digestOf(token)) === false) throw new ConsentError("TOKEN_EXPIRED");
      return principal;
    },
    expire(subjects) {
      for (const subject of subjects) madeSince.set(subject, new Set());
    },
  };
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
