import { readClaims } from "@notice-consent/client";
import { beforeEach, describe, expect, inject, it } from "vitest";

import { freePortFrom } from "../processes/free-port.ts";
import { startNext } from "../processes/next-server.ts";
import { setStage } from "./stack/scene.ts";
import { newScriptedVisitor, type ScriptedVisitor } from "./stack/scripted-visitor.ts";
import { someDetails } from "./stack/visitor.ts";

const stage = setStage();
const enter = () => newScriptedVisitor(stage.stack.demoUrl, inject("provided").servicePort);
const routes = ["/api/consent/temp-token", "/api/consent/token", "/api/consent/refresh", "/api/register", "/api/login"];

let visitor: ScriptedVisitor;

beforeEach(() => {
  visitor = enter();
});

const subjectOf = (token: string) => readClaims(token)?.sub;

describe("who a visitor is", () => {
  it("comes from the signed cookie, and an id in the body changes nothing [SEC-B2] [I-N4]", async () => {
    const first = subjectOf(await visitor.token());
    expect(first).toBeDefined();
    const victim = enter();
    await victim.token();
    for (const name of ["temp_id", "anonymous_id", "org_user_id"]) {
      expect(subjectOf(await visitor.token({ [name]: victim.temporaryId() }))).toBe(first);
    }
    const token = await visitor.token({ temp_id: victim.temporaryId() });
    await visitor.decide(token, "everything");
    expect(await stage.stack.ledger.decisionsOf(visitor.temporaryId())).toHaveLength(1);
    expect(await stage.stack.ledger.decisionsOf(victim.temporaryId())).toEqual([]);
  });

  it("is set once, so that a late answer brings back no visitor who was forgotten [SEC-B2]", async () => {
    const first = await visitor.post("/api/consent/temp-token", {});
    const second = await visitor.post("/api/consent/temp-token", {});
    expect([first, second].map(({ headers }) => headers.getSetCookie().length)).toEqual([1, 0]);
  });

  it("is forgotten at log-out, so that the next person at this browser is somebody new [SEC-B2]", async () => {
    const { headers } = await fetch(`${stage.stack.demoUrl}/api/logout`, { method: "POST", redirect: "manual" });
    const ended = headers.getSetCookie().filter((line) => line.includes("Max-Age=0"));
    expect(ended.map((line) => line.split("=")[0])).toEqual(["palash_session", "palash_visitor"]);
  });

  it("is a family at the clinic, whose cookie is set once as well [SEC-B2]", async () => {
    const cookies: number[] = [];
    for (const step of ["consent/web", "consent/app", "patient"]) {
      const { headers } = await visitor.post(`/api/clinic/${step}`, {
        ...(step === "patient" && { member: "kamala" }),
      });
      cookies.push(headers.getSetCookie().length);
    }
    const lines = await fetch(`${stage.stack.demoUrl}/api/clinic/crm`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: `neem_family=${visitor.cookies.get("neem_family")}` },
      body: "{}",
    });
    expect((await lines.text()).trim().split("\n").length).toBeGreaterThan(3);
    cookies.push(lines.headers.getSetCookie().length);
    cookies.push((await visitor.post("/api/clinic/patient", {})).headers.getSetCookie().length);
    expect(cookies).toEqual([1, 0, 0, 0, 1]);
  });

  it("cannot be claimed with a cookie of one's own making [SEC-B2]", async () => {
    const victim = enter();
    const known = subjectOf(await victim.token());
    const [id, end, signature = ""] = (victim.cookies.get("palash_visitor") ?? "").split(".");
    const forged = [`${id}.${end}.${signature.slice(0, -2)}AA`, `${id}.${end}`, id ?? ""];
    for (const value of forged) {
      const thief = enter();
      thief.cookies.set("palash_visitor", value);
      expect(subjectOf(await thief.token())).not.toBe(known);
    }
  });

  it("decides what is linked: another visitor's id in the registration is ignored [SEC-B2] [R-F10]", async () => {
    const victim = enter();
    await victim.decide(await victim.token(), "everything");
    await visitor.token();
    const details = someDetails();
    const refused = await visitor.post("/api/register", { ...details, temp_id: victim.temporaryId() });
    expect(refused.status).toBe(403);

    await visitor.decide(await visitor.token(), "everything");
    const id = visitor.temporaryId();
    const registered = await visitor.post("/api/register", { ...details, temp_id: victim.temporaryId() });
    expect(registered.status).toBe(200);
    const [account] = await stage.stack.ledger.personsWith(details.email);
    expect(await stage.stack.ledger.primaryOf(id)).toBe(account);
    expect(await stage.stack.ledger.primaryOf(victim.temporaryId())).toBe(victim.temporaryId());
  });
});

describe("POST /api/register", () => {
  it("answers the account and tokens of the new identity, and signs the person in [W68]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    const details = someDetails();
    const { status, body } = await visitor.post("/api/register", details);
    const [id] = await stage.stack.ledger.personsWith(details.email);
    expect(status).toBe(200);
    expect(body).toEqual({
      user: { id, email: details.email, name: details.name },
      token: expect.stringMatching(/^eyJ/),
      refresh_token: expect.any(String),
    });
    expect([...visitor.cookies.keys()]).toEqual(["palash_session"]);
  });

  it.each(["nothing", "one optional purpose"] as const)(
    "opens nothing for a visitor who granted %s [R-F5] [UI-E9]",
    async (share) => {
      await visitor.decide(await visitor.token(), share);
      const details = someDetails();
      const { status, body } = await visitor.post("/api/register", details);
      expect(status).toBe(403);
      expect(body).toEqual({ error: expect.any(String) });
      expect(await stage.stack.ledger.personsWith(details.email)).toEqual([]);
      expect([...visitor.cookies.keys()]).toEqual(["palash_visitor"]);
    },
  );

  it("opens nothing for a visitor without an identity or without a decision [R-F5]", async () => {
    const details = someDetails();
    expect((await visitor.post("/api/register", details)).status).toBe(403);
    await visitor.token();
    expect((await visitor.post("/api/register", details)).status).toBe(403);
    expect(await stage.stack.ledger.personsWith(details.email)).toEqual([]);
  });

  it("opens nothing on the consent of whoever is logged in: the visitor has to have one [SEC-B2] [R-F5]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    expect((await visitor.post("/api/register", someDetails())).status).toBe(200);
    await visitor.token();
    const details = someDetails();
    expect((await visitor.post("/api/register", details)).status).toBe(403);
    expect(await stage.stack.ledger.personsWith(details.email)).toEqual([]);
  });

  it("opens nothing while it cannot know what was granted [R-F5]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    const details = someDetails();
    await stage.stack.killBackend();
    const { status, body } = await visitor.post("/api/register", details);
    expect({ status, body }).toEqual({ status: 500, body: { error: "Registration failed" } });
    expect(visitor.cookies.has("palash_session")).toBe(false);
    await stage.stack.restartBackend();
    expect(await stage.stack.ledger.personsWith(details.email)).toEqual([]);
  });

  it("opens nothing on a 409 that does not say what it means [R-F4] [R-F5]", async () => {
    await visitor.token();
    const details = someDetails();
    // A read is repeated once.
    const answered = { method: "GET", path: /\/notices\//, kind: "answered", status: 409, body: "" } as const;
    const struck = [stage.stack.proxy.strikeOnce(answered), stage.stack.proxy.strikeOnce(answered)];
    expect((await visitor.post("/api/register", details)).status).toBe(500);
    await Promise.all(struck);
    expect(await stage.stack.ledger.personsWith(details.email)).toEqual([]);
  });

  it("makes one account of requests at the same time [R-F12]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    const details = someDetails();
    const cookies = new Map(visitor.cookies);
    const twins = [0, 1, 2].map(() => {
      const twin = enter();
      for (const [name, value] of cookies) twin.cookies.set(name, value);
      return twin.post("/api/register", details);
    });
    const answers = await Promise.all(twins);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const accounts = await stage.stack.ledger.personsWith(details.email);
    expect(accounts).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body["user"]))).size).toBe(1);
  });

  it("gives a finished account to a repetition only with its password [R-F12] [SEC-B2]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    const details = someDetails();
    const cookies = new Map(visitor.cookies);
    expect((await visitor.post("/api/register", details)).status).toBe(200);
    const again = enter();
    for (const [name, value] of cookies) again.cookies.set(name, value);
    expect((await again.post("/api/register", { ...details, password: "something else" })).status).toBe(409);
    expect((await again.post("/api/register", someDetails())).status).toBe(409);
    expect(again.cookies.has("palash_session")).toBe(false);
    expect((await again.post("/api/register", details)).status).toBe(200);
    expect(await stage.stack.ledger.personsWith(details.email)).toHaveLength(1);
  });

  it("says for each field what to correct [W68]", async () => {
    await visitor.decide(await visitor.token(), "everything");
    const { status, body } = await visitor.post("/api/register", { email: "asha@", password: 7 });
    expect(status).toBe(422);
    expect(Object.keys(Object(body["fields"])).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "email",
      "name",
      "password",
    ]);
    expect(body["error"]).toEqual(expect.any(String));
  });
});

describe("POST /api/consent/refresh", () => {
  it("renews the tokens of the cookie's identity, and makes none of its own [SEC-B2]", async () => {
    const none = await visitor.post("/api/consent/refresh", {});
    expect(none.status).toBe(401);
    expect(none.body["error_code"]).toBe("REFRESH_INVALID");
    expect(visitor.cookies.size).toBe(0);
    const token = await visitor.token();
    const renewed = await visitor.post("/api/consent/refresh", {});
    expect(renewed.status).toBe(200);
    expect(subjectOf(String(renewed.body["token"]))).toBe(subjectOf(token));
  });

  it("rotates a refresh token, and passes on the code of one that has ended", async () => {
    const opened = await visitor.post("/api/consent/temp-token", {});
    const rotated = await visitor.post("/api/consent/refresh", { refresh_token: opened.body["refresh_token"] });
    expect(rotated.status).toBe(200);
    expect(rotated.body["refresh_token"]).not.toBe(opened.body["refresh_token"]);
    const refused = await visitor.post("/api/consent/refresh", { refresh_token: "made up" });
    expect(refused.status).toBe(401);
    expect(refused.body["error_code"]).toBe("REFRESH_INVALID");
  });
});

describe.each(routes)("%s", (route) => {
  it.each([
    ["of another site", { "Sec-Fetch-Site": "cross-site" }],
    ["of another origin of this host", { "Sec-Fetch-Site": "same-site" }],
    ["typed into the address bar", { "Sec-Fetch-Site": "none" }],
    ["from another origin, by an old browser", { Origin: "https://elsewhere.example" }],
    ["from a lookalike of this host", { Origin: "http://127.0.0.1.elsewhere.example" }],
    ["from a frame without an origin", { Origin: "null" }],
    ["from something that is no origin", { Origin: "127.0.0.1" }],
  ])("refuses requests %s, and does nothing [I-N5]", async (_name, headers) => {
    const { status, headers: answered, body } = await visitor.post(route, {}, headers);
    expect(status).toBe(403);
    expect(body).toEqual({ error: expect.any(String) });
    expect(answered.get("cache-control")).toBe("no-store");
    expect(visitor.cookies.size).toBe(0);
  });

  it("takes POST alone, and keeps every answer out of caches [I-N5]", async () => {
    const { demoUrl } = stage.stack;
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await fetch(`${demoUrl}${route}`, { method });
      expect({ method, status: response.status }).toEqual({ method, status: 405 });
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
    expect((await visitor.post(route, {})).headers.get("cache-control")).toBe("no-store");
  });

  it("takes small JSON objects alone [I-N5]", async () => {
    const send = (body: string, type = "application/json") =>
      fetch(`${stage.stack.demoUrl}${route}`, { method: "POST", body, headers: { "Content-Type": type } });
    expect((await send("{}", "text/plain")).status).toBe(415);
    expect((await send("[]")).status).toBe(400);
    expect((await send("{")).status).toBe(400);
    expect((await send(JSON.stringify({ name: "a".repeat(20_000) }))).status).toBe(413);
  });
});

describe("a demo without its environment", () => {
  it("starts, and answers its first request with every missing name and no value [I-N1]", async () => {
    const { distDir } = inject("provided");
    const names = [
      "CMS_API_KEY",
      "REDACTO_BASE_URL",
      "ORG_UUID",
      "WORKSPACE_UUID",
      "COOKIE_SECRET",
      "NEXT_PUBLIC_NOTICE_UUID",
      "NEXT_PUBLIC_REDACTO_BASE_URL",
    ];
    const port = await freePortFrom(inject("provided").servicePort + 1);
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    const next = startNext("start", port, { ...empty, DEMO_DIST_DIR: distDir });
    try {
      await expect
        .poll(() =>
          fetch(next.url).then(
            (answer) => answer.status,
            () => 0,
          ),
        )
        .toBe(200);
      const { status, body } = await newScriptedVisitor(next.url, 0).post("/api/consent/temp-token", {});
      expect(status).toBe(500);
      for (const name of names) expect(body["error"]).toContain(name);
    } finally {
      await next.stop();
    }
  });
});
