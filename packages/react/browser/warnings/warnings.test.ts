import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { chromium, type Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareAddress, newBarePage } from "../stand/bare-page.ts";
import type { PageSource } from "../stand/build-page.ts";

let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = await findChromium();
  browser = await chromium.launch({ args: chromiumArguments, ...(executablePath !== undefined && { executablePath }) });
});

afterAll(() => browser?.close());

const sentences = {
  "a prop that this version has no step for": "otpGate: this version has no such step",
  "an address that nobody gave": "baseUrl is missing",
  "colours that make one act stand out": "accept and decline different colours",
  "what a notice lacks": "A notice lacks what the law asks for",
  "words that name no act": "accept is called “OK”, which does not name the act",
  "a control that weighs more": "The font weight of accept is 900",
};

/** What is said on the page of warnings, until the notice has been measured. */
async function saidIn(mode: PageSource["mode"]) {
  if (browser === undefined) throw new Error("There is no browser.");
  const page = await newBarePage(browser, { entry: new URL("page.tsx", import.meta.url), mode });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto(bareAddress);
  await page.locator('[data-nc="dialog"][data-state="asking"]').waitFor();
  expect(await page.evaluate(() => "process" in globalThis)).toBe(false);
  return { page, said, measuresFetched: () => fetched.filter((url) => url.includes("watch-notice")) };
}

describe("a page that has no `process`, as Vite bundles it", () => {
  it("warns its developer of everything, and tells the host [UI-C7] [UI-S4]", async () => {
    const { page, said, measuresFetched } = await saidIn("development");
    for (const sentence of Object.values(sentences)) {
      await expect.poll(() => said.join("\n"), { timeout: 20_000 }).toContain(sentence);
    }
    expect(await page.evaluate("[...new Set(told)].toSorted().join()")).toBe("completeness,copy,parity");
    expect(measuresFetched()).toHaveLength(1);
  });

  it("says nothing at all to a customer, and measures nothing [UI-S4]", async () => {
    const { page, said, measuresFetched } = await saidIn("production");
    // Long enough for the chunk that measures, were it asked for.
    await page.waitForTimeout(1000);
    expect(said).toEqual([]);
    expect(measuresFetched()).toEqual([]);
    expect(await page.evaluate("told.join()")).toBe("completeness");
  });
});
