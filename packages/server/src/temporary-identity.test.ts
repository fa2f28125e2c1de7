import { isConsentError } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { createTemporaryIdentity } from "./temporary-identity.ts";

const secret = "a secret of at least 32 characters, kept";
const identity = createTemporaryIdentity({ secret });

function requestWith(cookie: string | undefined): { headers: Headers } {
  return { headers: new Headers(cookie === undefined ? {} : { cookie }) };
}

async function freshCookie(of = identity): Promise<{ id: string; pair: string; setCookie: string }> {
  const { id, setCookie } = await of.ensure(requestWith(undefined));
  return { id, setCookie, pair: setCookie.split(";")[0] ?? "" };
}

describe("a temporary identity", () => {
  it("is made by the server, with its prefix and a random uuid [SEC-B2]", async () => {
    const [first, second] = [await freshCookie(), await freshCookie()];
    expect(first.id).toMatch(/^temp_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.id).not.toBe(second.id);
  });

  it("is read back from its own cookie, among others", async () => {
    const { id, pair } = await freshCookie();
    expect(await identity.read(requestWith(pair))).toBe(id);
    expect(await identity.read(requestWith(`theme=dark; ${pair}; lang=hi`))).toBe(id);
    expect((await identity.ensure(requestWith(pair))).id).toBe(id);
  });

  it("lives in a cookie that scripts, other sites and other hosts cannot set or read [SEC-B2]", async () => {
    const { setCookie } = await freshCookie();
    expect(setCookie).toMatch(/^__Host-nc_temp=[^;]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(setCookie).not.toContain("Domain");
  });

  it("drops the prefix and Secure together, for plain http in development", async () => {
    const { setCookie } = await freshCookie(createTemporaryIdentity({ secret, secure: false }));
    expect(setCookie).toMatch(/^nc_temp=[^;]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("is forgotten by a cookie of the same name and attributes that ends at once", () => {
    expect(identity.forget()).toBe("__Host-nc_temp=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
  });

  it("ends when its time is over, whatever the browser keeps", async () => {
    let now = 1_000_000;
    const timed = createTemporaryIdentity({ secret, maxAgeSeconds: 60, now: () => now });
    const { pair, id } = await freshCookie(timed);
    now += 59_000;
    expect(await timed.read(requestWith(pair))).toBe(id);
    now += 1_000;
    expect(await timed.read(requestWith(pair))).toBeUndefined();
  });
});

describe("an answer that comes late", () => {
  it("sets no cookie anew before half of its life is over, so that it brings back no id that was linked [SEC-B2]", async () => {
    let now = 1_000_000;
    const timed = createTemporaryIdentity({ secret, maxAgeSeconds: 60, now: () => now });
    expect(await timed.ensure(requestWith(undefined))).toMatchObject({ isDue: true });
    const { pair, id } = await freshCookie(timed);
    now += 29_000;
    expect(await timed.ensure(requestWith(pair))).toMatchObject({ id, isDue: false });
    now += 2_000;
    expect(await timed.ensure(requestWith(pair))).toMatchObject({ id, isDue: true });
  });
});

describe("a forged cookie", () => {
  it("reads as none when any single character is changed [SEC-B2]", async () => {
    const { pair } = await freshCookie();
    const start = pair.indexOf("=") + 1;
    for (let index = start; index < pair.length; index++) {
      for (const other of ["A", "b", "0", "_", "."].filter((character) => character !== pair[index])) {
        const forged = pair.slice(0, index) + other + pair.slice(index + 1);
        expect(await identity.read(requestWith(forged))).toBeUndefined();
      }
    }
  });

  it("reads as none in the three other spellings of the same signature bytes", async () => {
    const { pair } = await freshCookie();
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(pair.at(-1) ?? "");
    for (const spare of [1, 2, 3]) {
      const respelt = pair.slice(0, -1) + alphabet.charAt(last + spare);
      expect(await identity.read(requestWith(respelt))).toBeUndefined();
    }
  });

  it("reads as none at every shorter length, and with anything added", async () => {
    const { pair } = await freshCookie();
    for (let length = 0; length < pair.length; length++) {
      expect(await identity.read(requestWith(pair.slice(0, length)))).toBeUndefined();
    }
    for (const more of ["A", ".", "=", ".temp_x"])
      expect(await identity.read(requestWith(pair + more))).toBeUndefined();
  });

  it("reads as none under another secret, another cookie name and another prefix", async () => {
    const strangers = [
      createTemporaryIdentity({ secret: secret.toUpperCase() }),
      createTemporaryIdentity({ secret, prefix: "anon_" }),
    ];
    for (const stranger of strangers) {
      const { pair } = await freshCookie(stranger);
      expect(await identity.read(requestWith(pair))).toBeUndefined();
    }
    const { pair } = await freshCookie(createTemporaryIdentity({ secret, cookieName: "other" }));
    expect(await identity.read(requestWith(pair.replace("other", "nc_temp")))).toBeUndefined();
  });

  it.each([
    ["an id without a signature", "temp_2c1f0f0e-1111-4111-8111-111111111111"],
    ["a signature without an id", ".99999999999.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0"],
    ["nothing at all", ""],
    ["what is no base64url", "temp_2c1f0f0e-1111-4111-8111-111111111111.99999999999.%%%"],
    ["somebody's own id", "user_1.99999999999.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0"],
  ])("reads as none when it is %s", async (_, value) => {
    expect(await identity.read(requestWith(`__Host-nc_temp=${value}`))).toBeUndefined();
  });

  it("beside a true one of another visitor makes both read as none", async () => {
    const [mine, planted] = [await freshCookie(), await freshCookie()];
    expect(await identity.read(requestWith(`${mine.pair}; ${planted.pair}`))).toBeUndefined();
    expect(await identity.read(requestWith(`${mine.pair}; __Host-nc_temp=forged`))).toBe(mine.id);
  });

  it("is replaced by a new identity, never continued", async () => {
    const { id } = await freshCookie();
    const { id: next } = await identity.ensure(requestWith(`__Host-nc_temp=${id}.99999999999.forged`));
    expect(next).not.toBe(id);
  });
});

it.each([
  ["a short secret", { secret: "short" }],
  ["a cookie name with a space", { secret, cookieName: "nc temp" }],
  ["a prefix that could end a cookie", { secret, prefix: "temp;" }],
  ["a life of nothing", { secret, maxAgeSeconds: 0 }],
])("refuses %s, without repeating the secret", (_, options) => {
  const failure = (() => {
    try {
      return createTemporaryIdentity(options);
    } catch (error) {
      return error;
    }
  })();
  expect(isConsentError(failure) && failure.code).toBe("CONFIGURATION");
  expect(String(failure)).not.toContain(options.secret);
});
