import type { Claims } from "./claims.ts";
import type { Clock } from "./clock.ts";

/** How long one access token lasts, counted on the monotonic clock from the moment it was received. */
export interface Lifetime {
  readonly receivedAt: number;
  /** Milliseconds it had left when it was received; `undefined` for a token without readable times. */
  readonly lastsFor: number | undefined;
  /** Milliseconds between issue and expiry. */
  readonly whole: number;
}

const minute = 60_000;

/** Below this many milliseconds of life a token is renewed before it is used. */
export const shortestUse = 30_000;

/**
 * The life of a token that has just been issued or handed over. A fresh one lasts `exp − iat` whatever the device's
 * clock says; the age of one that the host hands over is judged by the corrected wall clock.
 */
export function lifetimeOf(
  claims: Claims | undefined,
  clock: Clock,
  origin: "issued" | "given",
  offset: number,
): Lifetime {
  const receivedAt = clock.monotonic();
  if (claims?.exp === undefined) return { receivedAt, lastsFor: undefined, whole: 0 };
  const end = claims.exp * 1000;
  const start = claims.iat === undefined ? undefined : claims.iat * 1000;
  const whole = start === undefined ? end - (clock.now() + offset) : end - start;
  const left = end - (clock.now() + offset);
  return { receivedAt, whole, lastsFor: origin === "issued" ? Math.max(whole, 0) : Math.min(left, whole) };
}

/** Milliseconds left; `undefined` when the token does not say. */
export function remaining({ receivedAt, lastsFor }: Lifetime, clock: Clock): number | undefined {
  return lastsFor === undefined ? undefined : lastsFor - (clock.monotonic() - receivedAt);
}

/**
 * Milliseconds from receipt to the proactive refresh: a random point in the first four fifths of the last
 * min(5 min, 20 %) of the life. `random` is in [0, 1).
 */
export function refreshMoment({ whole, lastsFor }: Lifetime, random: number): number | undefined {
  if (lastsFor === undefined) return undefined;
  const window = Math.min(5 * minute, 0.2 * whole);
  return lastsFor - window + random * 0.8 * window;
}
