import { readFileSync } from "node:fs";
import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright";
import { pageCode } from "./page-code.ts";

/** A browser and the page that is shown in it. */
export interface Stand {
  /** Opens the page with these stylesheets, in this order, and waits for the notice. */
  readonly open: (styles: readonly string[], query?: string, options?: BrowserContextOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** The published stylesheets, by file name in `src`. */
export function sheet(name: string): string {
  return readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8");
}

/** Starts a browser and builds the page. */
export async function startStand(): Promise<Stand> {
  const executablePath = await findChromium();
  const [browser, code] = await Promise.all([
    chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: chromiumArguments }),
    pageCode(),
  ]);
  return {
    open: (styles, query = "", options = {}) => open(browser, { styles, code, query, options }),
    close: () => browser.close(),
  };
}

interface Opening {
  readonly styles: readonly string[];
  readonly code: string;
  readonly query: string;
  readonly options: BrowserContextOptions;
}

async function open(browser: Browser, { styles, code, query, options }: Opening): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const head = styles.map((css) => `<style>${css}</style>`).join("");
  const html = `<!doctype html><html lang="en"><head><title>Looks</title>${head}</head><body><main><h1>Page</h1><div id="root"></div></main><script type="module" src="/page.js"></script></body></html>`;
  await page.route("**/*", (route) =>
    route.request().url().endsWith("/page.js")
      ? route.fulfill({ contentType: "text/javascript", body: code })
      : route.fulfill({ contentType: "text/html", body: html }),
  );
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`http://localhost/?${query}`);
  if (options.javaScriptEnabled !== false) {
    const notice = page.locator("[role=dialog], section[data-state]").first();
    await notice.waitFor().catch((error: unknown) => {
      throw new Error(`The notice does not appear. ${faults.join(" ")}`, { cause: error });
    });
  }
  return page;
}

/** The states of a notice that look different, and what leads to them. */
export const states = [
  "asking",
  "refused save",
  "checking",
  "failed",
  "uncertain",
  "recorded",
  "review",
  "inline",
] as const;

/** Opens the page in one of {@link states}. */
export async function openIn(
  stand: Stand,
  state: (typeof states)[number],
  styles: readonly string[],
  query = "",
  options: BrowserContextOptions = {},
): Promise<Page> {
  const go = (more: string) => stand.open(styles, `${query}&${more}`, options);
  switch (state) {
    case "asking": {
      const page = await go("");
      await page.getByRole("button", { name: "Decline all" }).waitFor();
      return page;
    }
    case "refused save": {
      const page = await go("");
      await page.getByRole("button", { name: "Save choices" }).click();
      await page.getByRole("heading", { name: "Not ready to save yet" }).waitFor();
      return page;
    }
    case "checking": {
      const page = await go("state=checking");
      await page.getByRole("heading", { name: "Loading the notice" }).waitFor();
      return page;
    }
    case "failed": {
      const page = await go("state=failed");
      await page.getByRole("button", { name: "Try again" }).waitFor();
      return page;
    }
    case "uncertain": {
      const page = await go("state=uncertain");
      await page.getByRole("button", { name: "Accept all" }).click();
      await page.getByRole("button", { name: "Try again" }).waitFor();
      return page;
    }
    case "recorded": {
      const page = await go("");
      await page.getByRole("button", { name: "Accept all" }).click();
      await page.getByRole("heading", { name: "Your choice is recorded" }).waitFor();
      return page;
    }
    case "review": {
      const page = await go("scenario=already-valid");
      await page.getByRole("heading", { name: "What you agreed to" }).waitFor();
      return page;
    }
    case "inline": {
      const page = await go("inline");
      await page.getByRole("button", { name: "Decline all" }).waitFor();
      return page;
    }
    default:
      return state satisfies never;
  }
}
