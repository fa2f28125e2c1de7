import type { Browser, BrowserContextOptions, Locator } from "playwright";
import { expect } from "vitest";

import { type Details, newVisitor, type Visitor } from "./visitor.ts";

/** Somebody on the shop's pages, with a browser of their own. */
export interface ShopVisitor extends Pick<Visitor, "page" | "context" | "complaints" | "visit" | "leave"> {
  /** The notice within the page. */
  readonly notice: Locator;
  readonly newAccount: Locator;
  readonly knownAccount: Locator;
  decide(button: "Accept all" | "Save choices" | "Decline all"): Promise<void>;
  register(details: Details): Promise<void>;
  logIn(details: Pick<Details, "email" | "password">): Promise<void>;
  logOut(): Promise<void>;
  seesAccount(): Promise<void>;
  /** The signed cookie with the visitor's id, as the browser has it. */
  cookie(): Promise<string>;
  /** Puts a cookie back that this or another browser had, once the page has brought its own, which would replace it. */
  restore(cookie: string): Promise<void>;
}

/** The visitor's id in a cookie of the shop. */
export function idIn(cookie: string): string {
  return cookie.split(".")[0] ?? "";
}

/** Lets somebody new onto the shop's page. */
export async function newShopVisitor(
  browser: Browser,
  demoUrl: string,
  look: Pick<BrowserContextOptions, "colorScheme" | "viewport"> = {},
): Promise<ShopVisitor> {
  const visitor = await newVisitor(browser, demoUrl, look);
  const { page, context } = visitor;
  const notice = page.getByRole("region", { name: "Your account with Chaak Studio" });
  const newAccount = page.getByRole("region", { name: "New here" });
  const knownAccount = page.getByRole("region", { name: "I have an account" });
  const findCookie = async () => (await context.cookies()).find(({ name }) => name === "chaak_visitor");
  return {
    ...visitor,
    notice,
    newAccount,
    knownAccount,
    decide: (button) => notice.getByRole("button", { name: button }).click(),
    register: async ({ name, email, password }) => {
      await newAccount.getByLabel("Full name").fill(name);
      await newAccount.getByLabel("E-mail address").fill(email);
      await newAccount.getByLabel("Password").fill(password);
      await newAccount.getByRole("button", { name: "Create account" }).click();
    },
    logIn: async ({ email, password }) => {
      await knownAccount.getByLabel("E-mail address").fill(email);
      await knownAccount.getByLabel("Password").fill(password);
      await knownAccount.getByRole("button", { name: "Log in" }).click();
    },
    logOut: async () => {
      await page.getByRole("button", { name: "Log out" }).click();
      await knownAccount.waitFor();
    },
    seesAccount: () => page.getByRole("heading", { name: "Good to see you" }).waitFor(),
    cookie: async () => {
      const found = await findCookie();
      if (found === undefined) throw new Error("The shop's visitor has no cookie.");
      return found.value;
    },
    restore: async (value) => {
      await expect.poll(findCookie, { timeout: 40_000 }).toBeDefined();
      await context.addCookies([{ name: "chaak_visitor", value, url: demoUrl, httpOnly: true }]);
    },
  };
}
