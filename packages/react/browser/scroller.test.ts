// What scrolls in the modal, and what stays.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { walk } from "./stand/measures.ts";
import { openPage } from "./stand/open-page.ts";
import "./stand/provided.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

describe.each([
  { width: 1280, height: 800 },
  { width: 320, height: 256 },
])("on a screen of $width × $height", (viewport) => {
  it("the title stands in what scrolls, which is where the keys that scroll take effect [UI-M2]", async () => {
    page = await openPage(browser, { situation: "long", language: "en" }, { viewport });
    const scrollers = await page.locator('[data-nc="dialog"]').evaluate((dialog) =>
      [dialog, ...dialog.querySelectorAll("*")]
        .filter((part) => part.scrollHeight > part.clientHeight)
        .filter((part) => /^(?:auto|scroll)$/u.test(getComputedStyle(part).overflowY))
        .map((part) => part.contains(document.activeElement)),
    );
    expect(scrollers).toEqual([true]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-nc"))).toBe("title");
  });

  it("the footer covers no stop of the keyboard, forwards or backwards [UI-M9]", async () => {
    page = await openPage(browser, { situation: "short", language: "en" }, { viewport });
    for (const key of ["Tab", "Shift+Tab"] as const) {
      const stops = await walk(page, key);
      expect(stops.length).toBeGreaterThan(2);
      expect(stops.filter(({ isCovered }) => isCovered).map(({ name }) => name)).toEqual([]);
    }
  });
});
