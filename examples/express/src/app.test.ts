import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningShop, startShop, type Visitor } from "./shop.test-data.ts";

let shop: RunningShop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

const password = "correct horse battery staple";
let accounts = 0;
const someone = () => ({ email: `asha${++accounts}@example.org`, password, name: "Asha Rao" });

async function consentingVisitor(step = "temp-token"): Promise<Visitor> {
  const visitor = shop.visitor();
  const { body } = await visitor.post(`/api/consent/${step}`);
  await shop.decide(body["token"]);
  return visitor;
}

async function register(visitor: Visitor, details = someone()) {
  const { status, body } = await visitor.post("/api/register", details);
  const user = body["user"];
  const id = typeof user === "object" && user !== null && "id" in user ? String(user.id) : "";
  return { status, body, id, details };
}

describe("signing up", () => {
  it("links what the visitor of the cookie decided, and lets the account in [W68, I-N6]", async () => {
    const visitor = await consentingVisitor();
    const temporaryId = visitor.id;
    const { status, body, id, details } = await register(visitor);
    expect([status, body]).toMatchObject([200, { user: { email: details.email }, token: expect.any(String) }]);
    const decisions = await shop.decisionsOf(id);
    expect(decisions?.length).toBeGreaterThan(0);
    expect(decisions?.every(({ by, selected }) => by === temporaryId && selected)).toBe(true);
    expect(await visitor.get("/api/dashboard")).toMatchObject({ status: 200, body: { user: { id } } });
    expect(visitor.id).not.toBe(temporaryId);
  });

  it("leaves the page a session that goes on: its next refresh is the account's [W68]", async () => {
    const visitor = await consentingVisitor();
    const { id } = await register(visitor);
    const { status, body } = await visitor.post("/api/consent/refresh");
    expect(status).toBe(200);
    await shop.decide(body["token"], "nothing");
    expect((await shop.decisionsOf(id))?.every(({ by, selected }) => by === id && !selected)).toBe(true);
  });

  it("opens no account on the consent of one that was opened with the same cookie before [SEC-B2, R-F12]", async () => {
    const visitor = await consentingVisitor();
    const kept = new Map(visitor.cookies);
    const first = await register(visitor);
    // The answer was lost, or another tab sends what it knew.
    const late = shop.visitor();
    for (const [name, value] of kept) late.cookies.set(name, value);
    const details = someone();
    expect(await register(late, details)).toMatchObject({ status: 403, id: "" });
    expect(await shop.visitor().post("/api/login", details)).toMatchObject({ status: 401 });
    expect(late.id).not.toBe(kept.get("nc_anon")?.split(".")[0]);
    const again = shop.visitor();
    for (const [name, value] of kept) again.cookies.set(name, value);
    expect(await register(again, first.details)).toMatchObject({ status: 200, id: first.id });

    await shop.decide((await late.post("/api/consent/temp-token")).body["token"]);
    expect(await register(late, details)).toMatchObject({ status: 200 });
  });

  it("leaves an account that was there as it was when a borrowed consent is shown for it [R-F12]", async () => {
    const { details, id } = await register(await consentingVisitor());
    const visitor = await consentingVisitor();
    const kept = new Map(visitor.cookies);
    await register(visitor);
    const late = shop.visitor();
    for (const [name, value] of kept) late.cookies.set(name, value);
    expect(await register(late, details)).toMatchObject({ status: 403, id: "" });
    expect(await shop.visitor().post("/api/login", details)).toMatchObject({ status: 200, body: { user: { id } } });
  });

  it("opens no account before consent, nor after a refusal [R-F12]", async () => {
    const visitor = shop.visitor();
    expect(await register(visitor)).toMatchObject({ status: 403 });
    const { body } = await visitor.post("/api/consent/temp-token");
    expect(await register(visitor)).toMatchObject({ status: 403 });
    await shop.decide(body["token"], "nothing");
    const details = someone();
    expect(await register(visitor, details)).toMatchObject({ status: 403 });
    expect(await shop.visitor().post("/api/login", details)).toMatchObject({ status: 401 });
  });

  it("opens no account on the consent of whoever is signed in [SEC-B2, R-F12]", async () => {
    const visitor = await consentingVisitor();
    await register(visitor);
    const details = someone();
    expect(await register(visitor, details)).toMatchObject({ status: 409, id: "" });
    expect(await shop.visitor().post("/api/login", details)).toMatchObject({ status: 401 });
  });

  it("ends in one account when the same details are sent twice, and in none of them for another password", async () => {
    const details = someone();
    const first = await register(await consentingVisitor(), details);
    const again = await register(await consentingVisitor(), details);
    expect([again.status, again.id]).toEqual([200, first.id]);
    const other = await register(await consentingVisitor(), { ...details, password: "a guess" });
    expect([other.status, other.id]).toEqual([409, ""]);
  });

  it("takes the visitor of the cookie where a body names somebody else [SEC-B2, I-N4]", async () => {
    const victim = await consentingVisitor();
    const thief = shop.visitor();
    const { body } = await thief.post("/api/consent/temp-token", { temp_id: victim.id });
    await shop.decide(body["token"]);
    expect(await shop.decisionsOf(thief.id)).toHaveLength((await shop.decisionsOf(victim.id))?.length ?? -1);
    const stolen = { ...someone(), temp_id: victim.id, anonymous_id: victim.id };
    const own = thief.id;
    const { id } = await register(thief, stolen);
    expect((await shop.decisionsOf(id))?.every(({ by }) => by === own)).toBe(true);
    expect((await shop.decisionsOf(victim.id))?.every(({ by }) => by === victim.id)).toBe(true);
  });
});

describe("logging in", () => {
  it("gives a wrong password and an unknown address the same answer, without a token [W69]", async () => {
    const { details } = await register(await consentingVisitor());
    const wrong = { ...details, password: "wrong" };
    for (const attempt of [wrong, someone()]) {
      const answer = await shop.visitor().post("/api/login", attempt);
      expect(answer).toEqual({ status: 401, body: { error: "Invalid credentials" } });
    }
  });

  it("shows the account again without asking, and not at all once consent was taken back [W69]", async () => {
    const { details } = await register(await consentingVisitor());
    const visitor = shop.visitor();
    const { status, body } = await visitor.post("/api/login", details);
    expect([status, (await visitor.get("/api/dashboard")).status]).toEqual([200, 200]);
    await shop.decide(body["token"], "nothing");
    expect((await visitor.get("/api/dashboard")).status).toBe(403);
  });

  it("brings along what an anonymous visitor decided [W70]", async () => {
    const { id, details } = await register(await consentingVisitor());
    const visitor = await consentingVisitor("anonymous-token");
    const anonymousId = visitor.id;
    await visitor.post("/api/login", details);
    expect((await shop.decisionsOf(id))?.every(({ by }) => by === anonymousId)).toBe(true);
  });

  it("leaves an anonymous id that is somebody else's where it is, and logs in all the same [W70, I-N6]", async () => {
    const first = await consentingVisitor("anonymous-token");
    const kept = new Map(first.cookies);
    const owner = await register(first);
    const { details, id } = await register(await consentingVisitor());
    const browser = shop.visitor();
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await browser.post("/api/login", details)).toMatchObject({ status: 200, body: { user: { id } } });
    const foreign = kept.get("nc_anon")?.split(".")[0];
    expect((await shop.decisionsOf(owner.id))?.every(({ by }) => by === foreign)).toBe(true);
    expect((await shop.decisionsOf(id))?.some(({ by }) => by === foreign)).toBe(false);
  });
});

describe("logging out", () => {
  it("ends the session, after which somebody else may sign up at this browser", async () => {
    const visitor = await consentingVisitor();
    await register(visitor);
    const kept = new Map(visitor.cookies);
    expect(await visitor.post("/api/logout")).toMatchObject({ status: 200 });
    expect((await visitor.get("/api/dashboard")).status).toBe(401);
    const thief = shop.visitor();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect((await thief.get("/api/dashboard")).status).toBe(401);
    expect(await register(visitor)).toMatchObject({ status: 403 });
    await shop.decide((await visitor.post("/api/consent/temp-token")).body["token"]);
    expect(await register(visitor)).toMatchObject({ status: 200 });
  });
});

describe("several channels", () => {
  it("brings e-mail and phone together for the shop's own systems, and for nobody else [W71]", async () => {
    const [email, phone] = ["channels@example.org", "+919800000011"];
    for (const contact of [{ email }, { mobile: phone }]) await shop.decideAs(contact);
    const customer = { user_id: "customer_123", email, phone };
    const anybody = shop.visitor();
    expect((await anybody.post("/api/consolidate-user", customer)).status).toBe(401);
    expect(await shop.decisionsOf("customer_123")).toBeUndefined();
    const headers = { authorization: `Bearer ${shop.internalKey}` };
    const first = await anybody.post("/api/consolidate-user", customer, headers);
    expect(first).toMatchObject({
      status: 200,
      body: { success: true, link_result: { linked: [email, phone], not_found: [], conflicts: [] } },
    });
    const again = await anybody.post("/api/consolidate-user", customer, headers);
    expect(again.body).toMatchObject({ link_result: { linked: [], already_linked: [email, phone] } });
    expect((await shop.decisionsOf("customer_123"))?.length).toBeGreaterThan(0);
  });
});

describe("when the consent service is away", () => {
  it("lets nobody in and tells nothing of it [R-F12]", async () => {
    const away = await startShop();
    const visitor = away.visitor();
    const { body } = await visitor.post("/api/consent/temp-token");
    await away.decide(body["token"]);
    const details = someone();
    await register(visitor, details);
    await away.closeService();
    const asked = await visitor.get("/api/dashboard");
    expect(asked).toEqual({
      status: 503,
      body: { error: "The consent service does not answer. Try again shortly." },
    });
    await away.close();
  });
});
