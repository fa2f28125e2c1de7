import { describe, expect, inject, it } from "vitest";

import { type Customer, logIn, newCustomer } from "./stack/customer.ts";
import { setScene } from "./stack/scene.ts";
import { newScriptedVisitor } from "./stack/scripted-visitor.ts";

const scene = setScene();

const reading = { method: "GET", path: /\/notices\// };
// Beside it the account's page reads the record.
const verdict = { method: "GET", path: /\/notices\/(?!.*include_fully_consented_data)/ };
const heading = (name: string) => scene.visitor.page.getByRole("heading", { name });
const closed = () => heading("Your account stays closed for now");
const balance = () => scene.visitor.page.getByText("Savings account", { exact: true });
const submissions = () => scene.stack.proxy.seen.filter(({ url }) => url.endsWith("/submit-consent")).length;

async function statusesOf({ accountId }: Customer): Promise<readonly string[]> {
  const grants = await scene.stack.ledger.grantsOf(accountId);
  return [...new Set(grants.map(({ status }) => status))].toSorted((one, other) => one.localeCompare(other));
}

async function expectNotLetIn(): Promise<void> {
  const { page } = scene.visitor;
  await page.goto("/dashboard");
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await balance().count()).toBe(0);
  expect(await page.content()).not.toContain("₹");
}

describe("logging in", () => {
  it("answers a wrong password and an unknown address alike, with 401 and neither token nor session [W69] [SEC-B2]", async () => {
    const customer = await newCustomer(scene.stack);
    const stranger = newScriptedVisitor(scene.stack.demoUrl, inject("provided").servicePort);
    const wrong = await stranger.post("/api/login", { email: customer.email, password: "monsoon over mumbai" });
    const unknown = await stranger.post("/api/login", { email: "nobody@example.com", password: customer.password });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual({ error: expect.any(String) });
    expect(unknown.body).toEqual(wrong.body);
    expect(stranger.cookies.size).toBe(0);

    await logIn(scene.visitor, { email: customer.email, password: "monsoon over mumbai" });
    await scene.visitor.page.getByText(String(wrong.body["error"])).waitFor();
    expect(await scene.visitor.page.getByLabel("E-mail address").inputValue()).toBe(customer.email);
    expect(await scene.visitor.notice.count()).toBe(0);
    expect(await scene.visitor.context.cookies()).toEqual([]);
  });

  it("answers with the person and tokens of their own id, whatever id the body names [W69] [SEC-B2]", async () => {
    const [customer, other] = [await newCustomer(scene.stack), await newCustomer(scene.stack)];
    const visitor = newScriptedVisitor(scene.stack.demoUrl, inject("provided").servicePort);
    const { email, password, accountId: id, name } = customer;
    const { status, body } = await visitor.post("/api/login", { email, password, org_user_id: other.accountId });
    expect(status).toBe(200);
    expect(body).toEqual({
      user: { id, email, name },
      token: expect.stringMatching(/^eyJ/),
      refresh_token: expect.any(String),
    });
    expect([...visitor.cookies.keys()]).toEqual(["palash_session"]);
  });

  it("shows no notice where the consent is still valid, and records nothing [W69]", async () => {
    const customer = await newCustomer(scene.stack);
    const before = submissions();
    await logIn(scene.visitor, customer);
    await scene.visitor.seesDashboard();
    expect(await balance().count()).toBe(1);
    expect(submissions()).toBe(before);
    expect(await scene.stack.ledger.decisionsOf(customer.temporaryId)).toHaveLength(1);
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toEqual([]);
  });

  it("asks again where the consent has run out, and lets in once it is recorded anew [W69]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    expect(await statusesOf(customer)).toEqual(["EXPIRED"]);
    await logIn(scene.visitor, customer);
    await scene.visitor.press("Accept all");
    await scene.visitor.seesDashboard();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
    expect(await statusesOf(customer)).toEqual(["ACTIVE"]);
  });

  it("asks again where the notice has a new version [W69]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.publishVersion();
    await logIn(scene.visitor, customer);
    await scene.visitor.notice.waitFor();
    await expectNotLetIn();
    await scene.visitor.page.getByText(/Our notice has changed since you decided/).waitFor();
    await scene.visitor.page.getByRole("button", { name: "Read the notice" }).click();
    await scene.visitor.press("Accept all");
    await scene.visitor.seesDashboard();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
  });

  it("keeps the account closed for who declines, says so, and opens it for who reconsiders [W69] [UI-E7]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    await logIn(scene.visitor, customer);
    await scene.visitor.press("Decline all");
    await closed().waitFor();
    await scene.visitor.page.getByText(/You declined, and we keep to that/).waitFor();
    await expectNotLetIn();
    const [declined, ...more] = await scene.stack.ledger.decisionsOf(customer.accountId);
    expect(more).toEqual([]);
    expect(JSON.parse(declined?.payload ?? "{}")).toMatchObject({ declined: true });
    expect((await scene.stack.ledger.grantsOf(customer.accountId)).every(({ selected }) => !selected)).toBe(true);

    await scene.visitor.page.getByRole("button", { name: "Read the notice" }).click();
    await scene.visitor.press("Accept all");
    await scene.visitor.seesDashboard();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(2);
  });

  it("lets in whoever granted what is required and nothing else: `required`, not `all` [W69]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    await logIn(scene.visitor, customer);
    const required = scene.visitor.notice.getByRole("checkbox", {
      name: /Opening and running|Protecting|Service messages/,
    });
    await required.first().waitFor();
    for (const purpose of await required.all()) await purpose.check();
    await scene.visitor.press("Save choices");
    await scene.visitor.seesDashboard();
    const grants = await scene.stack.ledger.grantsOf(customer.accountId);
    expect(grants.filter(({ status }) => status === "ACTIVE")).toHaveLength(3);

    await scene.visitor.context.clearCookies();
    await logIn(scene.visitor, customer);
    await scene.visitor.seesDashboard();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
  });
});

describe("the consent service fails", () => {
  it("before the token: nobody is logged in, and the same button tries again [W69] [R-F5]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.killBackend();
    await logIn(scene.visitor, customer);
    await scene.visitor.page.getByText(/you are not logged in/).waitFor();
    expect(await scene.visitor.context.cookies()).toEqual([]);
    await scene.stack.restartBackend();
    await scene.visitor.page.getByRole("button", { name: "Log in" }).click();
    await scene.visitor.seesDashboard();
  });

  it("between the token and the verdict: the notice says so, and only its retry leads on [W69] [R-F5]", async () => {
    const customer = await newCustomer(scene.stack);
    const struck = scene.stack.proxy.strikeOnce({
      ...reading,
      kind: "refused",
      run: () => scene.stack.killBackend(),
    });
    await logIn(scene.visitor, customer);
    await struck;
    const retry = scene.visitor.page.getByRole("dialog").getByRole("button", { name: "Try again" });
    await retry.waitFor();
    expect(new URL(scene.visitor.page.url()).pathname).toBe("/log-in");
    await scene.stack.restartBackend();
    await retry.click();
    await scene.visitor.seesDashboard();
    expect(await scene.stack.ledger.decisionsOf(customer.temporaryId)).toHaveLength(1);
  });

  it("behind the session: the server shows no account without a verdict, and a retry does [W69] [R-F5]", async () => {
    const customer = await newCustomer(scene.stack);
    await logIn(scene.visitor, customer);
    await scene.visitor.seesDashboard();
    await scene.stack.killBackend();
    await expectNotLetIn();
    await heading("Your account cannot be shown just now").waitFor();
    await scene.visitor.visit("/settings");
    await scene.visitor.page.getByText(/It has not changed/).waitFor();
    await scene.stack.restartBackend();
    await heading("Your choices").waitFor();
    await scene.visitor.visit("/dashboard");
    await scene.visitor.seesDashboard();
    expect(await balance().count()).toBe(1);
  });

  it("with a 409 that does not say what it means: no account is shown [W69] [R-F4] [R-F5]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    const visitor = newScriptedVisitor(scene.stack.demoUrl, inject("provided").servicePort);
    await visitor.post("/api/login", customer);
    // A read is repeated once.
    const answered = { ...verdict, kind: "answered", status: 409, body: "" } as const;
    const struck = [scene.stack.proxy.strikeOnce(answered), scene.stack.proxy.strikeOnce(answered)];
    const page = await fetch(`${scene.stack.demoUrl}/dashboard`, {
      headers: { Cookie: `palash_session=${visitor.cookies.get("palash_session")}` },
    });
    const html = await page.text();
    await Promise.all(struck);
    expect(html).toContain("cannot be shown just now");
    expect(html).not.toContain("₹");
  });
});

describe("a session", () => {
  it("leads to the log-in where there is none, or none any more [W69]", async () => {
    const { page } = scene.visitor;
    for (const path of ["/dashboard", "/settings"]) {
      await page.goto(path);
      await page.waitForURL("**/log-in");
    }
    const customer = await newCustomer(scene.stack);
    await logIn(scene.visitor, customer);
    await scene.visitor.seesDashboard();
    const before = await scene.visitor.context.cookies();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.waitForURL("**/bank");
    await scene.visitor.context.addCookies(before);
    await page.goto("/dashboard");
    await page.waitForURL("**/log-in");
    expect(await balance().count()).toBe(0);
  });

  it("whose access token runs out in mid-choice goes on with every tick, and records one decision [W69] [UI-E5]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    await logIn(scene.visitor, customer);
    const boxes = scene.visitor.notice.getByRole("checkbox", {
      name: /Opening and running|Protecting|Service messages/,
    });
    await boxes.first().waitFor();
    for (const purpose of await boxes.all()) await purpose.check();
    await scene.stack.time.expireAccessTokens(customer.accountId);
    await scene.visitor.press("Save choices");
    await scene.visitor.seesDashboard();
    expect(scene.visitor.addresses).toContain(`${scene.stack.demoUrl}/api/consent/refresh`);
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
    const grants = await scene.stack.ledger.grantsOf(customer.accountId);
    expect(grants.filter(({ status }) => status === "ACTIVE")).toHaveLength(3);
  });

  it("that ends in mid-choice records nothing and lets nobody in [W69] [R-F5]", async () => {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    await logIn(scene.visitor, customer);
    await scene.visitor.notice.waitFor();
    await scene.visitor.context.clearCookies();
    await scene.stack.time.expireAccessTokens(customer.accountId);
    await scene.visitor.press("Accept all");
    await scene.visitor.page.getByText(/Your choice was not recorded/).waitFor();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toEqual([]);
    await scene.visitor.page.goto("/dashboard");
    await scene.visitor.page.waitForURL("**/log-in");
  });
});
