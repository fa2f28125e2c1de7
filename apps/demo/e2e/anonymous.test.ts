import { describe, expect, it } from "vitest";

import { expectAccessible } from "./stack/accessible.ts";
import { setScene } from "./stack/scene.ts";
import { idIn, newShopVisitor, type ShopVisitor } from "./stack/shop-visitor.ts";
import { type Details, someDetails } from "./stack/visitor.ts";

const scene = setScene();

async function enterShop(): Promise<ShopVisitor> {
  const visitor = await newShopVisitor(scene.browser, scene.stack.demoUrl);
  await visitor.visit("/anonymous");
  return visitor;
}

interface Registered extends Details {
  readonly accountId: string;
  /** Of the visitor that the account was made from. */
  readonly cookie: string;
}

/** Accepts everything and makes an account, in a browser that is closed afterwards. */
async function somebodyRegistered(): Promise<Registered> {
  const visitor = await enterShop();
  const details = someDetails();
  await visitor.decide("Accept all");
  await visitor.newAccount.getByLabel("Full name").waitFor();
  const cookie = await visitor.cookie();
  await visitor.register(details);
  await visitor.seesAccount();
  await visitor.leave();
  const [accountId = ""] = await scene.stack.ledger.personsWith(details.email);
  expect(accountId).toMatch(/^shopper_/);
  return { ...details, accountId, cookie };
}

describe("a visitor of the shop without an account", () => {
  it("sees the form once a consent is recorded, and keeps it through the registration [W70] [I-N6]", async () => {
    const { ledger } = scene.stack;
    const visitor = await enterShop();
    const details = someDetails();
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    expect(await visitor.newAccount.getByRole("textbox").count()).toBe(0);

    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    const cookie = await visitor.cookie();
    const anonymousId = idIn(cookie);
    expect(anonymousId).toMatch(/^anon_/);
    expect(await ledger.decisionsOf(anonymousId)).toHaveLength(1);
    expect(await visitor.page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ""]);

    await visitor.register(details);
    await visitor.seesAccount();
    await visitor.page.getByRole("heading", { name: "Your choices came along" }).waitFor();
    expect(await visitor.page.getByText("Granted").count()).toBe(2);
    const accounts = await ledger.personsWith(details.email);
    expect(accounts).toHaveLength(1);
    expect(await ledger.primaryOf(anonymousId)).toBe(accounts[0]);
    expect(await ledger.decisionsOf(anonymousId)).toHaveLength(1);
    expect((await ledger.grantsOf(accounts[0] ?? "")).every(({ selected }) => selected)).toBe(true);
    expect(idIn(await visitor.cookie())).not.toBe(anonymousId);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("who declines gets no form, in the page or past it, and the refusal is recorded [W70]", async () => {
    const visitor = await enterShop();
    const details = someDetails();
    await visitor.decide("Decline all");
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor({ state: "detached" });
    const anonymousId = idIn(await visitor.cookie());
    expect(await scene.stack.ledger.decisionsOf(anonymousId)).toHaveLength(1);
    expect((await scene.stack.ledger.grantsOf(anonymousId)).some(({ selected }) => selected)).toBe(false);
    expect(await visitor.newAccount.getByRole("textbox").count()).toBe(0);
    const answer = await visitor.page.request.post("/api/register-with-anonymous", { data: details });
    expect(answer.status()).toBe(403);
    expect(await scene.stack.ledger.personsWith(details.email)).toEqual([]);
    await visitor.leave();
  });

  it("who logs in instead takes the choice along to the account that is there [W70] [I-N6]", async () => {
    const { ledger } = scene.stack;
    const known = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    const anonymousId = idIn(await visitor.cookie());
    await visitor.logIn(known);
    await visitor.seesAccount();
    await visitor.page.getByRole("heading", { name: "Your choices came along" }).waitFor();
    expect(await ledger.primaryOf(anonymousId)).toBe(known.accountId);
    expect(await ledger.personsWith(known.email)).toEqual([known.accountId]);
    expect(idIn(await visitor.cookie())).not.toBe(anonymousId);
    await visitor.leave();
  });

  it("whose id is linked already is simply in, and nothing is recorded twice [I-N6] [R-F10]", async () => {
    const { ledger } = scene.stack;
    const known = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.restore(known.cookie);
    await visitor.logIn(known);
    await visitor.seesAccount();
    await visitor.page.getByRole("heading", { name: "Your choices came along" }).waitFor();
    expect(await visitor.page.getByRole("note").count()).toBe(0);
    expect(await ledger.primaryOf(idIn(known.cookie))).toBe(known.accountId);
    expect(await ledger.decisionsOf(idIn(known.cookie))).toHaveLength(1);
    await visitor.leave();
  });

  it("whose id belongs to somebody else logs in all the same, is asked, and is told of the review [I-N6] [R-F10] [SEC-B2]", async () => {
    const { ledger, time } = scene.stack;
    const first = await somebodyRegistered();
    const second = await somebodyRegistered();
    await time.expireConsent(second.accountId);
    const visitor = await enterShop();
    await visitor.restore(first.cookie);
    await visitor.logIn(second);
    await visitor.seesAccount();
    await visitor.page.getByRole("note").filter({ hasText: "belongs to another account" }).waitFor();
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    expect(await ledger.primaryOf(idIn(first.cookie))).toBe(first.accountId);
    expect(await ledger.decisionsOf(second.accountId)).toEqual([]);
    expect(idIn(await visitor.cookie())).not.toBe(idIn(first.cookie));

    await visitor.decide("Accept all");
    await visitor.page.getByRole("heading", { name: "Your choices came along" }).waitFor();
    expect(await ledger.decisionsOf(second.accountId)).toHaveLength(1);
    await visitor.leave();
  });

  it("whose id belongs to somebody else opens no account on that consent, and begins anew with the same details [I-N6] [R-F5] [R-F10]", async () => {
    const { ledger } = scene.stack;
    const first = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    const second = someDetails();
    await visitor.restore(first.cookie);
    await visitor.register(second);
    await visitor.page.getByText("This consent already belongs to another account.").waitFor();
    expect((await visitor.context.cookies()).map(({ name }) => name)).not.toContain("chaak_session");
    expect(idIn(await visitor.cookie())).not.toBe(idIn(first.cookie));
    expect(await ledger.personsWith(second.email)).toEqual([]);
    expect(await ledger.primaryOf(idIn(first.cookie))).toBe(first.accountId);
    expect((await visitor.page.request.post("/api/shop/login", { data: second })).status()).toBe(401);

    await visitor.visit("/anonymous");
    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    const anonymousId = idIn(await visitor.cookie());
    await visitor.register(second);
    await visitor.seesAccount();
    const [secondId] = await ledger.personsWith(second.email);
    expect(await ledger.primaryOf(anonymousId)).toBe(secondId);
    await visitor.leave();
  });

  it("who has decided nothing logs in without a link, and keeps the id [I-N6]", async () => {
    const { ledger } = scene.stack;
    const known = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    const cookie = await visitor.cookie();
    await visitor.logIn(known);
    await visitor.seesAccount();
    expect(await ledger.primaryOf(idIn(cookie))).toBeUndefined();
    expect(idIn(await visitor.cookie())).toBe(idIn(cookie));
    await visitor.leave();
  });

  it("gets no token and no session for a wrong password", async () => {
    const known = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.logIn({ ...known, password: "not this one at all" });
    await visitor.page.getByText("The e-mail address or the password is not right.").waitFor();
    const answer = await visitor.page.request.post("/api/shop/login", { data: { ...known, password: "nor this one" } });
    expect([answer.status(), Object.keys(await answer.json())]).toEqual([401, ["error"]]);
    expect((await visitor.context.cookies()).map(({ name }) => name)).not.toContain("chaak_session");
    await visitor.leave();
  });

  it("finds the way through by keyboard alone [I-N7]", async () => {
    const visitor = await enterShop();
    const { page } = visitor;
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    await tabTo(visitor, "Accept all");
    await page.keyboard.press("Enter");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    await tabTo(visitor, "Full name");
    const { name, email, password } = someDetails();
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await visitor.seesAccount();
    expect(await scene.stack.ledger.personsWith(email)).toHaveLength(1);
    await visitor.leave();
  });
});

describe("the samples' routes of the shop", () => {
  it("answer as documented for the cookie's visitor, whatever id a body names [SEC-B2] [W70] [I-N4]", async () => {
    const { ledger } = scene.stack;
    const first = await somebodyRegistered();
    const visitor = await enterShop();
    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    const ownId = idIn(await visitor.cookie());
    const { request } = visitor.page;
    const stolen = { anonymous_id: idIn(first.cookie) };

    const tokens = await (await request.post("/api/consent/anonymous-token", { data: stolen })).json();
    expect(Object.keys(tokens)).toEqual(expect.arrayContaining(["token", "refresh_token"]));
    expect(idIn(await visitor.cookie())).toBe(ownId);

    const details = someDetails();
    const answer = await request.post("/api/register-with-anonymous", { data: { ...details, ...stolen } });
    expect(answer.status()).toBe(200);
    const body = await answer.json();
    expect(Object.keys(body).toSorted()).toEqual(["refresh_token", "token", "user"]);
    expect(body.user).toEqual({ id: expect.stringMatching(/^shopper_/), email: details.email, name: details.name });
    expect(await ledger.primaryOf(ownId)).toBe(body.user.id);
    expect(await ledger.primaryOf(idIn(first.cookie))).toBe(first.accountId);
    await visitor.leave();
  });

  it("open no account on the consent of whoever is logged in [SEC-B2] [R-F5]", async () => {
    const visitor = await enterShop();
    await visitor.decide("Accept all");
    await visitor.newAccount.getByLabel("Full name").waitFor();
    await visitor.register(someDetails());
    await visitor.seesAccount();
    const other = someDetails();
    const answer = await visitor.page.request.post("/api/register-with-anonymous", { data: other });
    expect([answer.status(), Object.keys(await answer.json())]).toEqual([409, ["error"]]);
    expect(await scene.stack.ledger.personsWith(other.email)).toEqual([]);
    await visitor.leave();
  });
});

describe.each(["light", "dark"] as const)("the shop's page in the %s scheme", (colorScheme) => {
  it.each([390, 768, 1280])("has no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const look = { colorScheme, viewport: { width, height: 900 } };
    const visitor = await newShopVisitor(scene.browser, scene.stack.demoUrl, look);
    await visitor.visit("/anonymous");
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    await expectAccessible(visitor.page, "the notice in the page");
    await visitor.decide("Accept all");
    await visitor.newAccount.getByRole("button", { name: "Create account" }).click();
    await visitor.page.getByText("Enter your full name.").waitFor();
    await expectAccessible(visitor.page, "the form with faults");
    await visitor.register(someDetails());
    await visitor.seesAccount();
    await expectAccessible(visitor.page, "the account");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

/** Presses Tab until the control with this name has the focus. */
async function tabTo({ page }: ShopVisitor, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
      return label?.textContent?.trim();
    });
    if (focused === name) return;
  }
  throw new Error(`Tab does not lead to ${name}.`);
}
