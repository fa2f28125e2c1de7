import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright";

/** Opens the browser of one test file, with further switches of Chromium's. */
export async function openBrowser(...switches: readonly string[]): Promise<Browser> {
  const executablePath = await findChromium();
  return chromium.launch({
    args: [...chromiumArguments, ...switches],
    ...(executablePath !== undefined && { executablePath }),
  });
}

/** What a person types into the registration form. */
export interface Details {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

let visitors = 0;

/** Details that no earlier visitor of this run has used. */
export function someDetails(): Details {
  visitors += 1;
  const email = `asha.${process.pid}.${Date.now()}.${visitors}@example.com`;
  return { name: "Asha Menon", email, password: "monsoon over malabar" };
}

/** A person with a browser of their own, on the demo's pages. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly notice: Locator;
  /** Errors of the console, which is where React reports too, without those that only repeat a status. */
  readonly complaints: readonly string[];
  /** Addresses of every request and page so far. */
  readonly addresses: readonly string[];
  visit(path: string): Promise<void>;
  /** Presses a button of the notice. */
  press(button: "Accept all" | "Save choices" | "Decline all"): Promise<void>;
  /** Settles when the form stands on the page. */
  seesForm(): Promise<void>;
  fillIn(details: Details): Promise<void>;
  create(): Promise<void>;
  seesDashboard(): Promise<void>;
  /** The temporary identity that the server's cookie holds; fails where there is none. */
  temporaryId(): Promise<string>;
  /** The same person in another tab of the same browser. */
  openTab(): Promise<Visitor>;
  leave(): Promise<void>;
}

/** Lets a new visitor in, with an empty browser. */
export async function newVisitor(
  browser: Browser,
  demoUrl: string,
  look: Pick<BrowserContextOptions, "colorScheme" | "viewport" | "locale"> = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: demoUrl, reducedMotion: "reduce", ...look });
  context.setDefaultTimeout(40_000);
  return openTab({ context, complaints: [], addresses: [] });
}

interface Belongings {
  readonly context: BrowserContext;
  readonly complaints: string[];
  readonly addresses: string[];
}

async function openTab(belongings: Belongings): Promise<Visitor> {
  const { context, complaints, addresses } = belongings;
  const page = await context.newPage();
  page.on("console", (message) => {
    const repeatsStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !repeatsStatus) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => addresses.push(request.url()));
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  const notice = page.getByRole("dialog", { name: "Consent for your savings account" });
  return {
    page,
    context,
    notice,
    complaints,
    addresses,
    visit: async (path) => {
      await page.goto(path);
    },
    press: (button) => notice.getByRole("button", { name: button }).click(),
    seesForm: () => page.getByRole("heading", { name: "Your details" }).waitFor(),
    fillIn: async ({ name, email, password }) => {
      await page.getByLabel("Full name").fill(name);
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("textbox", { name: "Password" }).fill(password);
    },
    create: () => page.getByRole("button", { name: "Create account" }).click(),
    seesDashboard: () => page.getByRole("heading", { name: "Your account is open" }).waitFor(),
    temporaryId: async () => {
      const cookies = await context.cookies();
      const [id] = cookies.find(({ name }) => name.endsWith("palash_visitor"))?.value.split(".") ?? [];
      if (id === undefined) throw new Error("The visitor has no temporary identity.");
      return id;
    },
    openTab: () => openTab(belongings),
    leave: () => context.close(),
  };
}
