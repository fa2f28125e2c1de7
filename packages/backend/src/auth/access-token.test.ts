import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, field, type TestBackend } from "../test-backend.test-data.ts";
import { createSigningKeys, type SigningKeys } from "./signing-keys.ts";

type Part = Record<string, unknown>;

let backend: TestBackend;
let keys: SigningKeys;
let header: Part;
let claims: Part;
let good: string;
beforeAll(async () => {
  backend = await createTestBackend();
  keys = createSigningKeys(backend.keys);
  good = await backend.tokenFor({ org_user_id: "token-holder" });
  const [first = "", second = ""] = good.split(".");
  header = decode(first);
  claims = decode(second);
});
afterAll(() => backend.close());

const now = () => Math.floor(Date.now() / 1000);
const encode = (part: unknown): string =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const decode = (part: string): Part => JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Part;
const without = (part: Part, ...names: string[]): Part =>
  Object.fromEntries(Object.entries(part).filter(([name]) => !names.includes(name)));

/** A token signed with our own key, or with another one, whatever it says. */
function forge(head: unknown, payload: unknown, key: KeyObject = keys.privateKey): string {
  const text = `${encode(head)}.${encode(payload)}`;
  return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

function forgeHmac(head: unknown, payload: unknown, secret: string): string {
  const text = `${encode(head)}.${encode(payload)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const strangeKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const publicPem = () => {
  const key = keys.verifying.get(keys.kid);
  return key?.export({ type: "spki", format: "pem" }).toString() ?? "";
};

const forgeries: Readonly<Record<string, () => string>> = {
  "no token at all": () => "undefined",
  "alg none, no signature": () => `${encode({ ...header, alg: "none" })}.${encode(claims)}.`,
  "alg none, another signature": () => `${encode({ ...header, alg: "none" })}.${encode(claims)}.${good.split(".")[2]}`,
  "alg None in another case": () => forge({ ...header, alg: "NONE" }, claims),
  "HMAC with the public key": () => forgeHmac({ ...header, alg: "HS256" }, claims, publicPem()),
  "HMAC with the published key set": () =>
    forgeHmac({ ...header, alg: "HS256" }, claims, JSON.stringify(keys.published[0])),
  "another algorithm named": () => forge({ ...header, alg: "ES384" }, claims),
  "an algorithm that is a list": () => forge({ ...header, alg: ["ES256"] }, claims),
  "a stranger's key under our kid": () => forge(header, claims, strangeKey().privateKey),
  "a stranger's key brought along": () => {
    const { privateKey, publicKey } = strangeKey();
    return forge({ ...header, jwk: publicKey.export({ format: "jwk" }) }, claims, privateKey);
  },
  "a key address": () => forge({ ...header, jku: "http://127.0.0.1:9/jwks.json" }, claims),
  "a certificate address": () => forge({ ...header, x5u: "http://127.0.0.1:9/cert.pem" }, claims),
  "a critical extension": () => forge({ ...header, crit: ["exp"] }, claims),
  "no kid": () => forge(without(header, "kid"), claims),
  "an unknown kid": () => forge({ ...header, kid: "unknown-key" }, claims),
  "a kid that is a path": () => forge({ ...header, kid: "../../../../dev/null" }, claims),
  "a kid that is SQL": () => forge({ ...header, kid: "' or 1=1 --" }, claims),
  "a kid with NUL": () => forge({ ...header, kid: `${keys.kid}\0` }, claims),
  "a kid that every object has": () => forge({ ...header, kid: "constructor" }, claims),
  "a kid of 7 KB": () => forge({ ...header, kid: "k".repeat(7000) }, claims),
  "no typ": () => forge(without(header, "typ"), claims),
  "another typ": () => forge({ ...header, typ: "JWT" }, claims),
  "a changed payload": () => good.replace(/\.[^.]+\./, `.${encode({ ...claims, sub: "someone-else" })}.`),
  "a changed signature": () => `${good.slice(0, -20)}${"A".repeat(20)}`,
  "no signature": () => good.replace(/[^.]+$/, ""),
  "two parts": () => good.split(".").slice(0, 2).join("."),
  "four parts": () => `${good}.${encode({})}`,
  "trailing data": () => `${good}=`,
  "another issuer": () => forge(header, { ...claims, iss: "someone" }),
  "no issuer": () => forge(header, without(claims, "iss")),
  "another audience": () => forge(header, { ...claims, aud: "another-service" }),
  "an audience list": () => forge(header, { ...claims, aud: ["notice-consent", "another"] }),
  "no sub": () => forge(header, without(claims, "sub")),
  "no exp": () => forge(header, without(claims, "exp")),
  "no iat": () => forge(header, without(claims, "iat")),
  "no jti": () => forge(header, without(claims, "jti")),
  "no sid": () => forge(header, without(claims, "sid")),
  "a sid that is no uuid": () => forge(header, { ...claims, sid: "' or 1=1 --" }),
  "exp as text": () => forge(header, { ...claims, exp: String(claims["exp"]) }),
  "a huge exp": () => forge(header, { ...claims, exp: 9_007_199_254_740_991 }),
  "a life of a year": () => forge(header, { ...claims, exp: now() + 31_536_000 }),
  "iat two minutes ahead": () => forge(header, { ...claims, iat: now() + 120, exp: now() + 3600 }),
  "nbf two minutes ahead": () => forge(header, { ...claims, nbf: now() + 120 }),
  "a repeated claim": () => forge(header, `{"sub":"someone-else",${JSON.stringify(claims).slice(1)}`),
  "a payload that is no object": () => forge(header, "[]"),
  "a payload that is no JSON": () => forge(header, "claims"),
  "64 KiB": () => forge(header, { ...claims, filler: "x".repeat(65_536) }),
  "a refresh token": () => "ncr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
};

describe("an access token", () => {
  it("is made as the tests take it apart, so that each forgery differs in one thing only", async () => {
    expect((await backend.read(forge(header, claims))).status).toBe(200);
    expect(Object.keys(header).sort()).toEqual(["alg", "kid", "typ"]);
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
  });

  it.each(Object.keys(forgeries))("is refused with %s [SEC-B3, SEC-B4]", async (name) => {
    const received = await backend.read(forgeries[name]?.() ?? "");
    expect(received.status).toBe(401);
    expect(received.body).toMatchObject({ detail: { error_code: "INVALID_TOKEN" } });
  });

  it("ends exactly at its exp, and its end is told apart from a forgery [SEC-B5]", async () => {
    const ended = await backend.read(forge(header, { ...claims, iat: now() - 100, exp: now() - 1 }));
    expect(ended.status).toBe(401);
    expect(ended.body).toMatchObject({ detail: { error_code: "TOKEN_EXPIRED" } });
    const stranger = forge(header, { ...claims, iat: now() - 100, exp: now() - 1 }, strangeKey().privateKey);
    expect((await backend.read(stranger)).body).toMatchObject({ detail: { error_code: "INVALID_TOKEN" } });
    expect((await backend.read(forge(header, { ...claims, iat: now() - 100, exp: now() + 2 }))).status).toBe(200);
  });

  it("may have been issued up to a minute ahead of the database's clock [R-G7]", async () => {
    expect(
      (await backend.read(forge(header, { ...claims, iat: now() + 50, nbf: now() + 50, exp: now() + 600 }))).status,
    ).toBe(200);
  });
});

describe("the published key set", () => {
  it("verifies the tokens and holds no private part [W6]", async () => {
    const { body, text } = await backend.send("GET", "/consent/.well-known/jwks.json");
    expect(body).toEqual({
      keys: [expect.objectContaining({ kid: header["kid"], alg: "ES256", crv: "P-256" }) as object],
    });
    expect(text).not.toContain('"d"');
    const secret = createPrivateKey({ key: keys.privateKey.export({ format: "jwk" }), format: "jwk" });
    expect(text).not.toContain(field(secret.export({ format: "jwk" }), "d"));
  });

  it("is the same for every process that has the same secret", () => {
    expect(createSigningKeys(backend.keys).published).toEqual(keys.published);
  });
});
