// The notice within a page: its acts, and its place while it comes.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { stopOf } from "./stand/measures.ts";
import { drawn, openPage } from "./stand/open-page.ts";
import "./stand/provided.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

it.each([
  { width: 320, language: "en" },
  { width: 390, language: "ur" },
  { width: 1280, language: "en" },
] as const)("its acts weigh and cost the same: $width px, $language [UI-I9] [UI-S4] [UI-S5]", async (given) => {
  const { width, language } = given;
  page = await openPage(browser, { situation: "inline", language }, { viewport: { width, height: 844 } });
  await page.locator('[data-act="save"]').evaluate((button) => button.scrollIntoView({ block: "center" }));
  expect(await page.evaluate(() => window.clinic.parityFaults())).toEqual([]);
  const tops = await page
    .locator("[data-act]")
    .evaluateAll((acts) => new Set(acts.map((act) => act.getBoundingClientRect().top)).size);
  expect(tops).toBe(width < 480 ? 3 : 1);
  await page.locator('[data-nc="title"]').focus();
  const order: string[] = [];
  while (order.at(-1) !== "accept" && order.length < 100) {
    await page.keyboard.press("Tab");
    order.push((await stopOf(page)).name);
  }
  expect(order.indexOf("decline")).toBeGreaterThan(-1);
  expect(order.indexOf("decline")).toBeLessThanOrEqual(order.indexOf("accept"));
});

it("moves nothing of the page when it comes into the height that is kept for it [UI-I11] [PF8]", async () => {
  page = await openPage(
    browser,
    { situation: "inline", language: "en", service: "late", minHeight: 1800 },
    { viewport: { width: 390, height: 844 } },
    // Until our script has come the place is the host's to keep.
    { css: "#root:empty { min-block-size: 1800px }" },
  );
  await page.evaluate(() => window.clinic.answer());
  await page.locator('section[data-state="asking"]').waitFor();
  await drawn(page);
  const score = await page.evaluate(() => window.shifts.reduce((sum, shift) => sum + shift, 0));
  expect(score).toBeLessThanOrEqual(0.01);
  expect(await page.locator('section[data-nc="root"]').evaluate((section) => section.scrollHeight)).toBeLessThanOrEqual(
    1800,
  );
});
