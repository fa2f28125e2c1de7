import { randomUUID } from "node:crypto";
import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { compactVerify, SignJWT } from "jose";
import type { DatabaseClock } from "../db/clock.ts";
import { readJsonText } from "../http/strict-json.ts";
import type { Keyring } from "./keyring.ts";
import type { SigningKeys } from "./signing-keys.ts";
import { asUuid } from "../http/uuid.ts";
import { createTokenMemory, type SignedClaims } from "./token-memory.ts";

/** The person behind a verified access token. */
export interface Principal {
  readonly address: WorkspaceAddress;
  /** Keyed hash of the identifier that the token was made for. */
  readonly subject: string;
  readonly familyUuid: string;
}

/** What an access token is made for. */
export interface AccessTokenSubject extends Principal {
  /** The consent user, once there is one. */
  readonly userUuid: string | undefined;
  /** The host's own identifier, left out where it is a contact. */
  readonly orgUserId: string | undefined;
  /** Seconds, an hour at most and unless said otherwise. */
  readonly lifetime?: number | undefined;
}

/** Makes and checks access tokens. */
export interface AccessTokens {
  issue(subject: AccessTokenSubject): Promise<string>;
  /** Throws `TOKEN_EXPIRED` for a token of ours that has ended and `INVALID_TOKEN` for everything else that is not live. */
  verify(token: string): Promise<Principal>;
}

const algorithm = "ES256";
const type = "at+jwt";
const audience = "notice-consent";
const longest = 3600;
const leeway = 60;
const largest = 8192;
const kidForm = /^[A-Za-z0-9_-]{1,32}$/;

/** Access tokens signed with ES256, judged by the database's time. */
export function createAccessTokens(keyring: Keyring, clock: DatabaseClock, issuer: string): AccessTokens {
  const memory = createTokenMemory();

  async function readSigned(token: string): Promise<SignedClaims["claims"]> {
    if (token.length > largest) throw invalid();
    const { verifying } = await keyring.current();
    const known = memory.find(token);
    if (known !== undefined && verifying.has(known.kid)) return known.claims;
    const signed = await verifySignature(token, verifying);
    memory.keep(token, signed);
    return signed.claims;
  }

  return {
    async issue({ address, subject, familyUuid, userUuid, orgUserId, lifetime = longest }) {
      const keys = await keyring.current();
      const issuedAt = Math.floor(await clock.now());
      return new SignJWT({
        organisation_uuid: address.organisationUuid,
        workspace_uuid: address.workspaceUuid,
        sid: familyUuid,
        ...(userUuid === undefined ? {} : { user_uuid: userUuid }),
        ...(orgUserId === undefined ? {} : { user_data: { org_user_id: orgUserId } }),
      })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: keys.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + Math.min(lifetime, longest))
        .sign(keys.privateKey);
    },
    async verify(token) {
      const claims = await readSigned(token);
      const now = await clock.now();
      const { iss, aud, sub, exp, iat, nbf, jti, sid, organisation_uuid, workspace_uuid } = claims;
      if (iss !== issuer || aud !== audience) throw invalid();
      if (!isTime(exp) || !isTime(iat) || exp - iat > longest) throw invalid();
      if (iat > now + leeway || (nbf !== undefined && (!isTime(nbf) || nbf > now + leeway))) throw invalid();
      if (!isText(sub) || !isText(jti)) throw invalid();
      const familyUuid = asUuid(sid);
      const organisationUuid = asUuid(organisation_uuid);
      const workspaceUuid = asUuid(workspace_uuid);
      if (familyUuid === undefined || organisationUuid === undefined || workspaceUuid === undefined) throw invalid();
      // Exactly: the leeway is for clocks that run ahead, not for tokens that have ended.
      if (exp <= now) throw new ConsentError("TOKEN_EXPIRED");
      return { address: { organisationUuid, workspaceUuid }, subject: sub, familyUuid };
    },
  };
}

async function verifySignature(token: string, verifying: SigningKeys["verifying"]): Promise<SignedClaims> {
  const parts = token.split(".");
  if (parts.length !== 3 || parts.some((part) => part === "" || !/^[A-Za-z0-9_-]+$/.test(part))) throw invalid();
  const header = readPart(parts[0]);
  // Nothing but these three: no key by address or by value, no extension that changes the meaning.
  if (Object.keys(header).some((name) => name !== "alg" && name !== "typ" && name !== "kid")) throw invalid();
  if (header["alg"] !== algorithm || header["typ"] !== type) throw invalid();
  const { kid } = header;
  const key = typeof kid === "string" && kidForm.test(kid) ? verifying.get(kid) : undefined;
  if (typeof kid !== "string" || key === undefined) throw invalid();
  try {
    await compactVerify(token, key, { algorithms: [algorithm] });
  } catch {
    throw invalid();
  }
  return { kid, claims: readPart(parts[1]) };
}

function readPart(part: string | undefined): Readonly<Record<string, unknown>> {
  const read = readJsonText(Buffer.from(part ?? "", "base64url").toString("utf8"));
  if (read.status === "refused" || typeof read.value !== "object" || read.value === null) throw invalid();
  return Object.fromEntries(Object.entries(read.value));
}

function invalid(): ConsentError {
  return new ConsentError("INVALID_TOKEN");
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= 256;
}
