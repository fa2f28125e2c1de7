import { readClaims } from "@notice-consent/client";
import { generateTokens, readNotice, refreshTokens } from "@notice-consent/contract";
import type { FixtureService } from "@notice-consent/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createConsentServer } from "../consent-server.ts";
import type { ConsentEvent } from "./event.ts";
import { Browser, decide, hosts, openService, type Host, type HostOptions } from "./host.test-data.ts";

const subjectOf = (token: unknown) => readClaims(String(token))?.sub;

describe.each(hosts)("the consent routes on %s", (_name, openHost) => {
  const opened: Host[] = [];
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const host of opened.splice(0)) await host.close();
  });

  async function open(overrides: HostOptions = {}): Promise<{ service: FixtureService; host: Host; browser: Browser }> {
    const { service, options } = openService();
    const host = await openHost({ ...options, ...overrides });
    opened.push(host);
    return { service, host, browser: new Browser(host) };
  }

  describe("POST token", () => {
    it("gives a visitor an id that the server makes, in a signed cookie that no script reads [I-N9, SEC-B2]", async () => {
      const { browser, service } = await open();
      const { status, body, headers } = await browser.post("token");
      expect([status, Object.keys(body)]).toEqual([200, ["token"]]);
      const [visitor, refresh] = headers.getSetCookie();
      expect(visitor).toMatch(
        /^__Host-nc_anon=anon_[0-9a-f-]{36}\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
      expect(refresh).toMatch(/^__Host-nc_rt=[^;]+; Max-Age=86[34]\d\d; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
      expect(service.requests.to(generateTokens).map((sent) => sent.body)).toEqual([
        { org_user_id: browser.visitorId() },
      ]);
    });

    it("keeps a visitor's id over requests, and takes a forged cookie for none [SEC-B2]", async () => {
      const { browser, host } = await open();
      const first = subjectOf((await browser.post("token")).body["token"]);
      expect(subjectOf((await browser.post("token")).body["token"])).toBe(first);
      const thief = new Browser(host);
      thief.cookies.set("__Host-nc_anon", (browser.cookies.get("__Host-nc_anon") ?? "").slice(0, -2));
      expect(subjectOf((await thief.post("token")).body["token"])).not.toBe(first);
    });

    it("is for the signed-in person or the cookie's visitor, whoever the body names [I-N4, SEC-B2, W85, W-F8]", async () => {
      const events: ConsentEvent[] = [];
      const { browser, service, host } = await open({ onEvent: (event) => events.push(event) });
      const victim = new Browser(host);
      await victim.post("token");
      await browser.post("token");
      service.requests.clear();
      for (const name of ["temp_id", "anonymous_id", "org_user_id", "user_id", "email", "mobile"]) {
        const id = victim.visitorId();
        await browser.post("token", { [name]: id });
        browser.session = "user_1";
        await browser.post("token", { [name]: id });
        browser.session = undefined;
      }
      const asked = service.requests.to(generateTokens).map((sent) => sent.body);
      expect(asked).toEqual(
        Array.from({ length: 6 }, () => [{ org_user_id: browser.visitorId() }, { org_user_id: "user_1" }]).flat(),
      );
      expect(events.filter(({ type }) => type === "identifier-ignored")).toHaveLength(12);
      expect(JSON.stringify(events)).not.toContain(victim.visitorId());
    });

    it("warns of an identifier in a body in development alone [SEC-B2]", async () => {
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      const development = await open({ environment: { NODE_ENV: "development" } });
      await development.browser.post("token", { temp_id: "temp_canary" });
      expect(warn.mock.calls).toEqual([[expect.stringMatching(/^temp_id in a body is ignored/)]]);
      const production = await open();
      await production.browser.post("token", { temp_id: "temp_canary" });
      expect(warn).toHaveBeenCalledTimes(1);
    });

    it("passes on what identify knows of a person", async () => {
      const person = { orgUserId: "user_1", email: "asha@example.org", mobile: "+911" };
      const { browser, service } = await open({ identify: () => person });
      expect((await browser.post("token")).headers.getSetCookie()).toHaveLength(1);
      expect(service.requests.to(generateTokens)[0]?.body).toEqual({
        org_user_id: "user_1",
        email: "asha@example.org",
        mobile: "+911",
      });
    });

    it("hands the refresh token to the page where the host says so, and answers to the samples' names [W68, W70]", async () => {
      const { browser } = await open({ exposeRefreshToken: true });
      for (const name of ["temp-token", "anonymous-token", "token"]) {
        const { body } = await browser.post(name);
        expect(body).toMatchObject({ token: expect.any(String), refresh_token: expect.any(String) });
      }
      expect([...browser.cookies.keys()]).toEqual(["__Host-nc_anon"]);
    });

    it.each([
      ["throws", () => Promise.reject(new Error("session store down"))],
      ["answers a person without an id", () => ({ orgUserId: " " })],
      // A host in JavaScript may well answer it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      ["answers nothing", () => undefined as unknown as null],
    ])("is refused with 503, never anonymous, when identify %s", async (_case, identify) => {
      const events: ConsentEvent[] = [];
      const { browser, service, host } = await open({ identify, onEvent: (event) => events.push(event) });
      for (const step of ["token", "refresh", "link"]) {
        const { status, headers, text } = await browser.post(step);
        expect([status, headers.getSetCookie()]).toEqual([503, []]);
        expect(text).not.toContain("session store down");
      }
      expect((await browser.get("status")).status).toBe(503);
      await expect(host.status(browser.headers())).rejects.toThrow();
      expect(service.requests.all).toEqual([]);
      expect(new Set(events.map((event) => event.type === "failed" && event.code))).toEqual(
        new Set(["IDENTIFY_FAILED"]),
      );
    });
  });

  describe("POST refresh", () => {
    it("rotates the token of the cookie, and never shows it", async () => {
      const { browser, service } = await open();
      await browser.post("token");
      const before = browser.cookies.get("__Host-nc_rt");
      const { status, body } = await browser.post("refresh", {});
      expect([status, Object.keys(body)]).toEqual([200, ["token"]]);
      expect(browser.cookies.get("__Host-nc_rt")).not.toBe(before);
      expect(service.requests.to(refreshTokens)).toHaveLength(1);
      expect(service.requests.to(generateTokens)).toHaveLength(1);
    });

    it("gives whom the server knows a session where there is none yet or the old one has run out", async () => {
      const { browser, service } = await open();
      const first = subjectOf((await browser.post("refresh")).body["token"]);
      service.next(refreshTokens, { status: 401, code: "REFRESH_INVALID" });
      service.next(refreshTokens, { status: 409, code: "REFRESH_STALE" });
      for (let time = 0; time < 2; time++) {
        const again = await browser.post("refresh");
        expect([again.status, subjectOf(again.body["token"])]).toEqual([200, first]);
      }
      expect(service.requests.to(generateTokens)).toHaveLength(3);
    });

    it.each(["REFRESH_REUSED", "SESSION_REVOKED"])("says so when the service ends the session: %s", async (code) => {
      const { browser, service } = await open();
      await browser.post("token");
      service.next(refreshTokens, { status: 401, code });
      const { status, body } = await browser.post("refresh");
      expect([status, body["error_code"]]).toEqual([401, code]);
      expect(browser.cookies.has("__Host-nc_rt")).toBe(false);
    });

    it("never renews the session of whoever was here before", async () => {
      const { browser, service } = await open();
      browser.session = "user_1";
      await browser.post("token");
      browser.session = "user_2";
      const { status, body } = await browser.post("refresh");
      expect([status, body["error_code"]]).toEqual([401, "SESSION_REVOKED"]);
      expect(service.requests.to(refreshTokens)).toEqual([]);
      expect(subjectOf((await browser.post("refresh")).body["token"])).toBe(
        subjectOf(service.issue({ orgUserId: "user_2" }).accessToken),
      );
    });

    it("takes a refresh token from a page only where pages hold them", async () => {
      const strict = await open();
      const stolen = strict.service.issue({ orgUserId: "user_9" }).refreshToken;
      await strict.browser.post("token");
      await strict.browser.post("refresh", { refresh_token: stolen });
      const [sent] = strict.service.requests.to(refreshTokens);
      expect(sent?.status).toBe(200);
      expect(subjectOf((await strict.browser.post("refresh")).body["token"])).toBe(
        subjectOf(strict.service.issue({ orgUserId: strict.browser.visitorId() }).accessToken),
      );

      const exposed = await open({ exposeRefreshToken: true });
      const { body } = await exposed.browser.post("token");
      const renewed = await exposed.browser.post("refresh", { refresh_token: body["refresh_token"] });
      expect(renewed.body).toMatchObject({ token: expect.any(String), refresh_token: expect.any(String) });
      const unknown = await exposed.browser.post("refresh", { refresh_token: "unknown" });
      expect([unknown.status, unknown.body["error_code"]]).toEqual([401, "REFRESH_INVALID"]);
    });

    it("keeps the session through a failure of the service", async () => {
      const { browser, service } = await open();
      await browser.post("token");
      const before = browser.cookies.get("__Host-nc_rt");
      service.offline = true;
      expect((await browser.post("refresh")).status).toBe(503);
      service.offline = false;
      expect(browser.cookies.get("__Host-nc_rt")).toBe(before);
      expect((await browser.post("refresh")).status).toBe(200);
    });
  });

  describe("GET status", () => {
    it("says that somebody may proceed when the service has said so, and not before [W69, R-F5]", async () => {
      const { browser, service } = await open();
      expect((await browser.get("status")).body).toMatchObject({ status: "ask", may_proceed: false });
      expect([service.requests.all, browser.visitorId()]).toEqual([[], undefined]);
      const { body } = await browser.post("token");
      expect((await browser.get("status?validate_against=required")).body).toMatchObject({ may_proceed: false });
      await decide(service, body["token"]);
      expect((await browser.get("status?validate_against=required")).body).toEqual({
        notice_uuid: service.notices[0]?.uuid,
        validate_against: "required",
        status: "already-valid",
        may_proceed: true,
      });
    });

    it.each<[string, (service: FixtureService) => void]>([
      ["is away", (service) => void (service.offline = true)],
      ["fails", (service) => twice(() => service.next(readNotice, { status: 500 }))],
      ["answers something else", (service) => twice(() => service.next(readNotice, "not-json"))],
    ])("is no consent when the service %s [R-F5]", async (_case, harm) => {
      const { browser, service } = await open();
      await decide(service, (await browser.post("token")).body["token"]);
      harm(service);
      const { status, body } = await browser.get("status");
      expect([status, body["may_proceed"]]).toEqual([503, undefined]);
    });

    it("refuses a rule and a notice that do not exist", async () => {
      const { browser } = await open();
      await browser.post("token");
      expect((await browser.get("status?validate_against=some")).status).toBe(422);
      for (const id of [
        crypto.randomUUID(),
        "..",
        ".",
        "%2E%2E",
        "a%2Fb",
        "%E0%A4%A",
        "%00",
        "%20",
        "%ED%A0%80",
        "x".repeat(3000),
      ]) {
        const { status, body } = await browser.get(`status?notice_uuid=${id}`);
        expect([id, status, body["error_code"]]).toEqual([id, 404, "NOT_FOUND"]);
      }
    });
  });

  describe("POST link", () => {
    it("joins the cookie's visitor to whoever signs in; the cookie becomes another's [I-N6, W70, R-F10]", async () => {
      const { browser, service } = await open();
      const id = (await decideAs(browser, service)) ?? "";
      const before = new Map(browser.cookies);
      browser.session = "user_1";
      expect((await browser.post("link")).body).toEqual({
        status: "linked",
        linked: [id],
        already_linked: [],
        not_found: [],
        conflicts: [],
      });
      expect(browser.visitorId()).toMatch(/^anon_/);
      expect(browser.visitorId()).not.toBe(id);
      expect(service.events("user_1")).toHaveLength(1);
      expect((await browser.get("status")).body).toMatchObject({ may_proceed: true });

      // The answer was lost, so the browser still has the old cookie.
      browser.cookies.clear();
      for (const [name, value] of before) browser.cookies.set(name, value);
      expect((await browser.post("link")).body).toMatchObject({ linked: [], already_linked: [id] });
    });

    it("tells that nobody decided under the id yet, and keeps it then [I-N6]", async () => {
      const { browser } = await open();
      await browser.post("token");
      const id = browser.visitorId();
      browser.session = "user_1";
      expect((await browser.post("link")).body).toMatchObject({ linked: [], not_found: [id] });
      expect(browser.visitorId()).toBe(id);
    });

    it("tells of an id that is somebody else's, without whose, and lets nobody decide for them again [I-N6]", async () => {
      const conflicts: unknown[] = [];
      const { browser, service } = await open({ onConflict: (conflict) => void conflicts.push(conflict) });
      const id = await decideAs(browser, service);
      const kept = new Map(browser.cookies);
      browser.session = "user_1";
      await browser.post("link");
      browser.cookies.clear();
      for (const [name, value] of kept) browser.cookies.set(name, value);
      browser.session = "user_2";
      const { status, body, text } = await browser.post("link");
      expect([status, body["conflicts"]]).toEqual([200, [{ org_user_id: id }]]);
      expect(text).not.toContain("user_1");
      expect(conflicts).toEqual([
        { kind: "alias-of-another", orgUserId: "user_2", aliasOrgUserId: id, otherOrgUserId: "user_1" },
      ]);
      expect(browser.visitorId()).not.toBe(id);
      expect(service.events("user_2")).toEqual([]);
    });

    it("keeps a visitor whom it could link to nobody from whoever signs in next, and tells of it [R-F10]", async () => {
      const conflicts: unknown[] = [];
      const { browser, service } = await open({ onConflict: (conflict) => void conflicts.push(conflict) });
      // The service of this test does not say whose an alias is.
      const consent = createConsentServer(service);
      await consent.users.create({ org_user_id: "user_1" });
      await consent.consolidateUser({ orgUserId: "crm_1", aliases: ["user_1"] });
      const id = await decideAs(browser, service);
      browser.session = "user_1";
      const { status, body } = await browser.post("link");
      expect([status, body["error_code"]]).toEqual([409, "PRIMARY_IS_ALIAS"]);
      expect(conflicts).toEqual([{ kind: "id-of-another", orgUserId: "user_1", aliasOrgUserId: id }]);
      expect(browser.visitorId()).not.toBe(id);
      expect(browser.cookies.has("__Host-nc_rt")).toBe(false);
      browser.session = "user_2";
      expect((await browser.post("link")).body).toMatchObject({ linked: [], not_found: [browser.visitorId()] });
      expect(service.events("user_2")).toEqual([]);
    });

    it("is not undone by an answer to an earlier request that comes late [SEC-B2, I-N6]", async () => {
      const { browser, service, host } = await open();
      const id = (await decideAs(browser, service)) ?? "";
      const late = new Browser(host);
      for (const [name, value] of browser.cookies) late.cookies.set(name, value);
      const answers = [await late.post("token"), await late.post("refresh")];
      browser.session = "user_1";
      expect((await browser.post("link")).body).toMatchObject({ linked: [id] });
      const set = answers.flatMap(({ headers }) => headers.getSetCookie());
      expect(set.filter((line) => line.includes(id))).toEqual([]);
    });

    it("takes no id from a body, and nobody without a session [SEC-B2]", async () => {
      const { browser, service, host } = await open();
      const victim = new Browser(host);
      const id = await decideAs(victim, service);
      expect((await browser.post("link", { anonymous_id: id })).status).toBe(401);
      browser.session = "user_1";
      expect((await browser.post("link", { anonymous_id: id })).body).toMatchObject({
        status: "nothing-to-link",
        linked: [],
      });
      expect(service.events("user_1")).toEqual([]);
    });

    it("is there for the host's own code too, with cookies to pass on", async () => {
      const { browser, host, service } = await open();
      const id = await decideAs(browser, service);
      expect(await host.status(browser.headers())).toMatchObject({ mayProceed: true });
      expect(await host.link(browser.headers(), { orgUserId: "user_1" })).toMatchObject({
        status: "linked",
        result: { linked: [id] },
        setCookies: [
          expect.stringMatching(/^__Host-nc_anon=anon_/),
          expect.stringMatching(/^__Host-nc_rt=; Max-Age=0;/),
        ],
      });
    });

    it("leaves no refresh token of the visitor behind, which would end the new session [R-F10]", async () => {
      const { browser, service } = await open();
      await decideAs(browser, service);
      browser.session = "user_1";
      await browser.post("link");
      const { status, body } = await browser.post("refresh");
      expect([status, subjectOf(body["token"])]).toEqual([
        200,
        subjectOf(service.issue({ orgUserId: "user_1" }).accessToken),
      ]);
      const kept = browser.cookies.get("__Host-nc_rt");
      await browser.post("link");
      expect(browser.cookies.get("__Host-nc_rt")).toBe(kept);
    });

    it("forgets the visitor's refresh token where there is nothing to link, and where nobody is linked", async () => {
      const { browser, service } = await open();
      await browser.post("token");
      browser.cookies.delete("__Host-nc_anon");
      browser.session = "user_1";
      expect((await browser.post("link")).body).toMatchObject({ status: "nothing-to-link" });
      expect(browser.cookies.has("__Host-nc_rt")).toBe(false);

      browser.session = undefined;
      await browser.post("token");
      browser.session = "user_1";
      service.offline = true;
      expect((await browser.post("link")).status).toBe(503);
      service.offline = false;
      expect((await browser.post("link")).body).toMatchObject({ not_found: [browser.visitorId()] });
      expect(browser.cookies.has("__Host-nc_rt")).toBe(false);
    });
  });

  describe("every route", () => {
    it.each([
      ["GET", "token", "POST"],
      ["GET", "refresh", "POST"],
      ["GET", "link", "POST"],
      ["POST", "status", "GET"],
    ])("answers %s %s with 405 and what it takes [I-N5]", async (method, step, allowed) => {
      const { browser } = await open();
      const { status, headers } = await browser.send(method, step);
      expect([status, headers.get("allow"), headers.get("cache-control")]).toEqual([405, allowed, "no-store"]);
    });

    it("refuses what other origins send, before anything is done [I-N5]", async () => {
      const { host, service } = await open();
      const own = { host: new URL(host.origin).host };
      const strangers: readonly Readonly<Record<string, string>>[] = [
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { "sec-fetch-site": "none" },
        { "sec-fetch-site": "cross-site", origin: host.origin },
        { origin: "https://evil.example" },
        { origin: "null" },
        { origin: "" },
        { origin: `${host.origin}.evil.example` },
        { origin: `${host.origin}:444` },
        { origin: "https://user@evil.example" },
        { origin: "not an origin" },
      ];
      for (const headers of strangers) {
        for (const step of ["token", "refresh", "link"]) {
          const response = await host.send(step, { method: "POST", headers: { ...own, ...headers } });
          const { status } = response;
          expect({ headers, status, cache: response.headers.get("cache-control") }).toEqual({
            headers,
            status: 403,
            cache: "no-store",
          });
        }
      }
      const cross = await host.send("status", { headers: { ...own, "sec-fetch-site": "cross-site" } });
      expect(cross.status).toBe(403);
      expect(service.requests.all).toEqual([]);
      for (const headers of [{ "sec-fetch-site": "same-origin" }, { origin: host.origin }, {}]) {
        expect((await host.send("token", { method: "POST", headers: { ...own, ...headers } })).status).toBe(200);
      }
    });

    it("is answered with no-store, whatever it comes to [I-N5]", async () => {
      const { browser, service } = await open();
      const answers = [await browser.post("token"), await browser.post("refresh"), await browser.get("status")];
      browser.session = "user_1";
      answers.push(await browser.post("link"));
      service.offline = true;
      answers.push(await browser.post("token"), await browser.get("status"), await browser.get("nowhere"));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 503, 503, 404]);
      for (const { headers } of answers) expect(headers.get("cache-control")).toBe("no-store");
    });

    it("refuses a body that is too large or is no JSON object", async () => {
      const { browser, host, service } = await open();
      expect((await browser.post("token", { filler: "x".repeat(17_000) })).status).toBe(413);
      for (const [type, body] of [
        ["text/plain", '{"a":1}'],
        ["application/x-www-form-urlencoded", "a=1"],
      ] as const) {
        const response = await host.send("token", { method: "POST", headers: { "content-type": type }, body });
        expect([type, response.status]).toEqual([type, 400]);
      }
      expect((await browser.post("token", [])).status).toBe(400);
      expect(service.requests.all).toEqual([]);
    });

    it("passes on nothing that the service says of a failure, and no key", async () => {
      const { service, options } = openService();
      const logged = vi.spyOn(console, "error").mockImplementation(() => {});
      const echo: typeof fetch = async (_input, init) =>
        Response.json({ message: `canary ${JSON.stringify([...new Headers(init?.headers)])}` }, { status: 401 });
      const host = await openHost({ ...options, onEvent: undefined, fetch: echo });
      opened.push(host);
      const { status, text } = await new Browser(host).post("token");
      expect(status).toBe(500);
      for (const shown of [text, JSON.stringify(logged.mock.calls)]) {
        expect(shown).not.toContain("canary");
        expect(shown).not.toContain(service.apiKey);
      }
      expect(logged.mock.calls).toEqual([["consent token: UNAUTHORIZED"]]);
    });

    it("is limited as the host says", async () => {
      const seen: (string | null)[] = [];
      const rateLimit = (address: string | null): number => seen.push(address) - 1;
      const { browser } = await open({ rateLimit });
      expect((await browser.post("token", undefined, { "x-test-address": "a" })).status).toBe(200);
      const { status, headers } = await browser.post("token", undefined, { "x-test-address": "b" });
      expect([status, headers.get("retry-after"), seen]).toEqual([429, "1", ["a", "b"]]);
    });

    it("names every missing setting in one answer, at the first request and not before [I-N1]", async () => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      const host = await openHost({ environment: { CMS_API_KEY: "key", COOKIE_SECRET: "too short" } });
      opened.push(host);
      const { status, body } = await new Browser(host).post("token");
      expect([status, body["error_code"]]).toEqual([500, "CONFIGURATION"]);
      for (const name of ["REDACTO_BASE_URL", "ORG_UUID", "WORKSPACE_UUID", "COOKIE_SECRET"]) {
        expect(body["error"]).toContain(name);
      }
      expect(body["error"]).not.toContain("CMS_API_KEY");
      expect(body["error"]).not.toContain("too short,");
    });
  });
});

/** What goes wrong once is mended by the repetition. */
function twice(harm: () => void): void {
  harm();
  harm();
}

async function decideAs(browser: Browser, service: FixtureService): Promise<string | undefined> {
  await decide(service, (await browser.post("token")).body["token"]);
  return browser.visitorId();
}
