import { randomUUID } from "node:crypto";
import { ConsentError } from "@notice-consent/contract";
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { DatabaseClock } from "../db/clock.ts";
import type { Keyring } from "./keyring.ts";

/** Makes and checks the bearer tokens of an organisation's own back end. */
export interface SessionTokens {
  /** For the holder of a key, by the key's public part. */
  issue(key: string): Promise<string>;
  /** The key's public part; throws `UNAUTHORIZED` for everything that is no live token of ours. */
  verify(token: string): Promise<string>;
}

const algorithm = "ES256";
const type = "session+jwt";
const audience = "notice-consent-users-api";
const lifetime = 3600;
const leeway = 60;
const largest = 8192;

/** Session tokens signed with ES256, judged by the database's time; no access token of a person passes for one. */
export function createSessionTokens(keyring: Keyring, clock: DatabaseClock, issuer: string): SessionTokens {
  async function readSigned(token: string, now: number): Promise<JWTPayload> {
    // Outside of what makes a token invalid: a database that does not answer says nothing of it.
    const { verifying } = await keyring.current();
    try {
      const { kid = "", ...header } = decodeProtectedHeader(token);
      const key = verifying.get(kid);
      // Nothing but these three: no key by address or by value, no extension that changes the meaning.
      if (key === undefined || Object.keys(header).sort().join() !== "alg,typ") throw unauthorized();
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        typ: type,
        issuer,
        audience,
        requiredClaims: ["sub", "exp", "iat", "jti"],
        currentDate: new Date(now * 1000),
        clockTolerance: leeway,
      });
      return payload;
    } catch {
      throw unauthorized();
    }
  }

  return {
    async issue(key) {
      const keys = await keyring.current();
      const issuedAt = Math.floor(await clock.now());
      return new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ: type, kid: keys.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(key)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetime)
        .sign(keys.privateKey);
    },
    async verify(token) {
      if (token.length > largest) throw unauthorized();
      const now = await clock.now();
      const { sub, exp = 0, iat = 0 } = await readSigned(token, now);
      // Exactly: the leeway is for clocks that run ahead, not for tokens that have ended.
      const isLive = exp > now && iat <= now + leeway && exp - iat <= lifetime;
      if (sub === undefined || !isLive) throw unauthorized();
      return sub;
    },
  };
}

function unauthorized(): ConsentError {
  return new ConsentError("UNAUTHORIZED", { message: "The session token is missing, unknown or has ended." });
}
