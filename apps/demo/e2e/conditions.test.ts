import { languages } from "@notice-consent/contract";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "./stack/accessible.ts";
import { logIn, newCustomer } from "./stack/customer.ts";
import { tabTo } from "./stack/keyboard.ts";
import { setScene } from "./stack/scene.ts";
import { newShopVisitor } from "./stack/shop-visitor.ts";
import { newVisitor, openBrowser, someDetails } from "./stack/visitor.ts";

const scene = setScene();

/** Holds the page's scripts back until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

describe("where scripts come late", () => {
  it("what was typed before stays, is in no address, and leads to the notice and the account [W69]", async () => {
    const { stack, visitor } = scene;
    const { page } = visitor;
    const customer = await newCustomer(stack);
    await stack.time.expireConsent(customer.accountId);
    const letScriptsCome = await holdScripts(page);
    await page.goto("/log-in", { waitUntil: "commit" });
    await page.getByLabel("E-mail address").fill(customer.email);
    await page.getByLabel("Password").fill(customer.password);
    await page.getByLabel("Password").press("Enter");
    letScriptsCome();
    await page.getByRole("button", { name: "Log in" }).click();
    await visitor.press("Accept all");
    await visitor.seesDashboard();
    expect(await stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
    expect(visitor.addresses.map(decodeURIComponent).join("\n")).not.toMatch(/@|monsoon/);
  });

  it("the shop's forms send nothing by themselves, and keep what was typed before [W70]", async () => {
    const { browser, stack, visitor } = scene;
    const customer = someDetails();
    const before = await newShopVisitor(browser, stack.demoUrl);
    await before.visit("/anonymous");
    await before.decide("Accept all");
    await before.register(customer);
    await before.seesAccount();
    await before.leave();

    const { page } = visitor;
    const posted: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posted.push(new URL(request.url()).pathname));
    const letScriptsCome = await holdScripts(page);
    await page.goto("/anonymous", { waitUntil: "commit" });
    const door = page.getByRole("region", { name: "I have an account" });
    await door.getByLabel("E-mail address").fill(customer.email);
    await door.getByLabel("Password").fill(customer.password);
    await door.getByLabel("Password").press("Enter");
    letScriptsCome();
    await door.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: "Good to see you" }).waitFor();
    expect(posted).toContain("/api/shop/login");
    expect(posted).not.toContain("/anonymous");
    expect(visitor.addresses.map(decodeURIComponent).join("\n")).not.toMatch(/@|monsoon/);
  });
});

describe("where cookies of third parties are blocked", () => {
  it("sign-up and log-in work, and the consent service neither gets nor sets a cookie [W68] [W69]", async () => {
    const { stack } = scene;
    const browser = await openBrowser("--test-third-party-cookie-phaseout");
    // By this name of the machine, the service at 127.0.0.1 is another site.
    const visitor = await newVisitor(browser, stack.demoUrl.replace("127.0.0.1", "localhost"));
    const cookies: (string | undefined)[] = [];
    visitor.page.on("response", (response) => {
      if (!response.url().includes("/consent/public/")) return;
      cookies.push(response.request().headers()["cookie"], response.headers()["set-cookie"]);
    });
    try {
      await visitor.visit("/sign-up");
      await visitor.press("Accept all");
      await visitor.seesForm();
      const temporaryId = await visitor.temporaryId();
      const details = someDetails();
      await visitor.fillIn(details);
      await visitor.create();
      await visitor.seesDashboard();
      const [accountId] = await stack.ledger.personsWith(details.email);
      expect(accountId).toBeDefined();
      expect(await stack.ledger.primaryOf(temporaryId)).toBe(accountId);
      await visitor.page.getByRole("button", { name: "Log out" }).click();
      await visitor.page.waitForURL("**/bank");
      await logIn(visitor, details);
      await visitor.seesDashboard();
      expect(cookies.length).toBeGreaterThan(0);
      expect(new Set(cookies)).toEqual(new Set([undefined]));
      expect(visitor.complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

describe("without a pointer", () => {
  it("a customer logs in, consents anew, withdraws, and logs out [I-N7]", async () => {
    const { stack, visitor } = scene;
    const { page } = visitor;
    const customer = await newCustomer(stack);
    await stack.time.expireConsent(customer.accountId);
    await visitor.visit("/log-in");
    await tabTo(page, /^E-mail address$/);
    await page.keyboard.type(customer.email);
    await tabTo(page, /^Password$/);
    await page.keyboard.type(customer.password);
    await page.keyboard.press("Enter");
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    await tabTo(page, /^Accept all$/);
    await page.keyboard.press("Enter");
    await visitor.seesDashboard();

    await tabTo(page, /^Change your choices$/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Change or withdraw", disabled: false }).waitFor();
    await tabTo(page, /^Change or withdraw$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Decline all" }).waitFor();
    await tabTo(page, /^Decline all$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Your withdrawal is recorded").waitFor();
    await tabTo(page, /^Continue$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Change or withdraw");
    expect(await stack.ledger.decisionsOf(customer.accountId)).toHaveLength(2);
    await tabTo(page, /^Log out$/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/bank");
  });
});

describe.each(["light", "dark"] as const)("the customer's pages in the %s scheme", (colorScheme) => {
  it.each([320, 1280])("have no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const { stack } = scene;
    const customer = await newCustomer(stack);
    const visitor = await newVisitor(scene.browser, stack.demoUrl, { colorScheme, viewport: { width, height: 800 } });
    const { page } = visitor;
    await logIn(visitor, { ...customer, password: "something else" });
    await page.getByText("The e-mail address or the password is not right.").waitFor();
    await expectAccessible(page, "the log-in with a wrong password");

    await stack.time.expireConsent(customer.accountId);
    await logIn(visitor, customer);
    await visitor.notice.getByRole("button", { name: "Accept all" }).waitFor();
    await expectAccessible(page, "the notice, asked again");
    await visitor.press("Decline all");
    await page.getByRole("heading", { name: "Your account stays closed for now" }).waitFor();
    await expectAccessible(page, "the closed account");
    await page.getByRole("button", { name: "Read the notice" }).click();
    await visitor.press("Accept all");
    await visitor.seesDashboard();

    await visitor.visit("/settings");
    await page.getByRole("button", { name: "Change or withdraw", disabled: false }).waitFor();
    await expectAccessible(page, "the settings");
    await page.getByRole("button", { name: "Change or withdraw" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save choices" }).waitFor();
    await expectAccessible(page, "the choices, to be changed");
    await page.getByRole("dialog").getByRole("button", { name: "Decline all" }).click();
    await page.getByRole("dialog").getByText("Your withdrawal is recorded").waitFor();
    await expectAccessible(page, "a withdrawal");

    await stack.killBackend();
    await visitor.visit("/dashboard");
    await expectAccessible(page, "the account without a service");
    await visitor.visit("/settings");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await expectAccessible(page, "the settings without a service");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

describe("hydration", () => {
  const isDeep = process.env["DEEP"] === "1";
  const tags = languages.map(({ tag }) => tag).filter((tag) => isDeep || ["en", "ta", "ur"].includes(tag));
  const looks = tags.flatMap((locale) => (["light", "dark"] as const).map((colorScheme) => ({ locale, colorScheme })));

  it.each(isDeep ? looks : looks.filter((_, index) => index % 2 === (index >> 1) % 2))(
    "finds no difference on any page, for a browser in $locale and $colorScheme [I-N8]",
    async (look) => {
      const { stack } = scene;
      const customer = await newCustomer(stack);
      const visitor = await newVisitor(scene.browser, stack.demoUrl, look);
      await visitor.visit("/sign-up");
      // Its title is in that language.
      await visitor.page.getByRole("dialog").waitFor();
      await logIn(visitor, customer);
      await visitor.seesDashboard();
      await visitor.visit("/settings");
      await visitor.page.getByRole("button", { name: "Change or withdraw", disabled: false }).waitFor();
      await stack.time.expireConsent(customer.accountId);
      await visitor.visit("/dashboard");
      await visitor.page.getByRole("button", { name: "Read the notice" }).waitFor();
      await visitor.visit("/consent-required");
      await visitor.page.getByRole("heading", { level: 1 }).waitFor();
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    },
  );
});
