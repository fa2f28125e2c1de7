import { createHash, randomBytes } from "node:crypto";

/** How long and how often a successor may be repeated. */
export interface RotationPolicy {
  /** Seconds after its first use in which a token is still answered kindly; 0 to 60. */
  readonly graceSeconds: number;
  readonly replayLimit: number;
}

/** What a presented refresh token is, by the database's clock, under the lock of its family. */
export interface PresentedToken {
  readonly familyRevoked: boolean;
  readonly familyExpired: boolean;
  /** Nothing for the active token. */
  readonly usedSecondsAgo: number | null;
  readonly isParentOfActive: boolean;
  readonly replays: number;
}

/** The answer's tier: `rotate` and `repeat` give tokens, `reused` ends the family first. */
export type Tier = "revoked" | "rotate" | "repeat" | "stale" | "reused" | "invalid";

/** The default of decision and specification: 30 s, and more replays than tabs may share one token. */
export const defaultRotationPolicy: RotationPolicy = { graceSeconds: 30, replayLimit: 32 };

/** Decides what a presented token gets; the first rule that applies wins. */
export function judgeRefreshToken(token: PresentedToken, policy: RotationPolicy): Tier {
  if (token.familyRevoked) return "revoked";
  if (token.usedSecondsAgo === null) return token.familyExpired ? "invalid" : "rotate";
  const isRecent = policy.graceSeconds > 0 && token.usedSecondsAgo <= policy.graceSeconds;
  if (!isRecent) return "reused";
  if (token.familyExpired) return "invalid";
  return token.isParentOfActive && token.replays < policy.replayLimit ? "repeat" : "stale";
}

/** A new refresh token: 32 random bytes behind a prefix that secret scanners can find. */
export function createRefreshToken(): string {
  return `ncr_${randomBytes(32).toString("base64url")}`;
}

/** What a refresh token is stored as. */
export function hashRefreshToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
