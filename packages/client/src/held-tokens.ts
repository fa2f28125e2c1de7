import type { WorkspaceAddress } from "@notice-consent/contract";
import { readClaims } from "./claims.ts";
import type { Clock } from "./clock.ts";
import { lifetimeOf, refreshMoment, remaining } from "./lifetime.ts";
import type { Lineage } from "./lineage.ts";
import { isOtherPerson, nameOf, principalDigest } from "./principal.ts";
import type { TokenPair } from "./token.ts";

/** The pair that a session holds, and what is known of its life. Decides what may be taken up and what presented. */
export interface HeldTokens {
  readonly pair: () => TokenPair;
  /** What may be presented: a superseded or refused refresh token looks like theft and never is. */
  presentable(): TokenPair;
  /** `issued`: fresh from a refresh. `given`: the host handed it over. */
  take(next: TokenPair, origin: "issued" | "given"): void;
  /** Takes up what the host holds, if it is news. `refresh-token`: the same access token with another refresh token. */
  judge(proposal: TokenPair): "adopted" | "refresh-token" | "ignored";
  /** True where only the person is known so far, and the token still has to be fetched. */
  isMissing(): boolean;
  /** True for a token that speaks of somebody else. */
  isOfAnother(accessToken: string): boolean;
  /** Remembers that this pair will never be renewed. */
  bury(pair: TokenPair): void;
  isDead(): boolean;
  /** Milliseconds of life left; `undefined` when the token does not say. */
  left(): number | undefined;
  /** Milliseconds until the pair should be renewed; `undefined` when its token does not say. */
  untilRenewal(): number | undefined;
  /** True while the pair came from a refresh, so that no host has supplied it and its age is exact. */
  readonly isRotated: () => boolean;
  clear(): void;
}

/** For how long after another tab's refresh the service may be trusted to repeat its answer; its window is 30 s. */
const pickUpTime = 20_000;

interface HeldTokensOptions {
  readonly digest: string;
  readonly base: string;
  readonly address: WorkspaceAddress;
  readonly pair: TokenPair;
  readonly clock: Clock;
  readonly random: () => number;
  readonly lineage: Lineage;
}

/** Holds a pair that the host has given. */
export function createHeldTokens({
  digest,
  base,
  address,
  clock,
  random,
  lineage,
  ...given
}: HeldTokensOptions): HeldTokens {
  let { pair } = given;
  let claims = readClaims(pair.accessToken);
  let clockOffset = 0;
  let lifetime = lifetimeOf(claims, clock, "given", clockOffset);
  let moment = refreshMoment(lifetime, random());
  let rotated = false;
  if (!isMissing()) lineage.claim(base, address, pair.accessToken, digest);

  function take(next: TokenPair, origin: "issued" | "given"): void {
    const earlier = pair;
    pair = { accessToken: next.accessToken, refreshToken: next.refreshToken ?? earlier.refreshToken };
    for (const key of ["accessToken", "refreshToken"] as const) {
      const token = earlier[key];
      if (token && token !== pair[key]) lineage.supersede(token, clock.now());
    }
    lineage.claim(base, address, pair.accessToken, digest);
    claims = readClaims(pair.accessToken);
    rotated = origin === "issued";
    if (rotated && claims?.iat !== undefined) clockOffset = claims.iat * 1000 - clock.now();
    lifetime = lifetimeOf(claims, clock, origin, clockOffset);
    moment = refreshMoment(lifetime, random());
  }

  function isSpent(refreshToken: string): boolean {
    if (lineage.isSuperseded(refreshToken) || lineage.isDead(refreshToken)) return true;
    const heard = lineage.heard(refreshToken);
    return heard !== undefined && Math.abs(clock.now() - heard) > pickUpTime;
  }

  function isMissing(): boolean {
    return pair.accessToken === "";
  }

  function nameOfLine({ refreshToken, accessToken }: TokenPair): string {
    return refreshToken || accessToken || digest;
  }

  return {
    take,
    pair: () => pair,
    presentable: () => {
      const { accessToken, refreshToken } = pair;
      return refreshToken !== undefined && isSpent(refreshToken) ? { accessToken } : pair;
    },
    judge: ({ accessToken, ...proposal }) => {
      const { refreshToken: offered } = proposal;
      const refreshToken = offered && !lineage.isSuperseded(offered) ? offered : undefined;
      if (accessToken === pair.accessToken) {
        if (refreshToken === undefined || refreshToken === pair.refreshToken) return "ignored";
        pair = { accessToken, refreshToken };
        return "refresh-token";
      }
      // A place that knows the person alone has no news of a token.
      if (accessToken === "" || lineage.isSuperseded(accessToken)) return "ignored";
      const issuedAt = readClaims(accessToken)?.iat;
      if (issuedAt !== undefined && claims?.iat !== undefined && issuedAt < claims.iat) return "ignored";
      take({ accessToken, refreshToken }, "given");
      return "adopted";
    },
    isMissing,
    isOfAnother: (accessToken) => {
      const said = readClaims(accessToken);
      if (!isMissing()) return isOtherPerson(claims, said);
      // There is no earlier token to compare with: the new one has to name the very person.
      return principalDigest(base, address, nameOf(said) ?? "") !== digest;
    },
    bury: (refused) => lineage.bury(nameOfLine(refused)),
    isDead: () => lineage.isDead(nameOfLine(pair)),
    left: () => remaining(lifetime, clock),
    untilRenewal: () => moment && moment - (clock.monotonic() - lifetime.receivedAt),
    isRotated: () => rotated,
    clear: () => {
      pair = { accessToken: "" };
      claims = undefined;
    },
  };
}
