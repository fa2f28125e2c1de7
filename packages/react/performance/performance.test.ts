import { chromium, type Browser, type BrowserContext, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { BenchNotice } from "./page/bench.ts";
import { countCalls, countForcedLayouts, total } from "./stand/counters.ts";

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await chromium.connect(inject("bench").browserEndpoint);
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(60_000);
  page = await context.newPage();
  await page.goto(inject("bench").pageUrl);
});
afterEach(() => context.close());

/** A notice that has been read, of which nothing is shown yet. */
async function checked(notice: BenchNotice): Promise<void> {
  await page.evaluate((given) => window.bench.check(given), notice);
  await settled();
}

/** Opens the notice that was checked and waits until it stands there. */
async function opened(): Promise<void> {
  await page.evaluate(() => window.bench.open());
  await page.locator('[data-nc="dialog"][data-state="asking"] [data-nc="actions"]').waitFor();
  await settled();
}

/** Until the page has drawn two more frames and is idle. */
async function settled(): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve(undefined))));
      }),
  );
}

describe("a notice of 1,000 data elements in ten purposes", () => {
  it("opens folded with at most 25,000 calls [PF5] [PF7]", async () => {
    await checked({ elements: 1000, purposes: 10 });
    const calls = await countCalls(page, opened);
    expect(await page.locator('[data-nc="element"]').count()).toBe(0);
    expect(total(calls)).toBeLessThanOrEqual(25_000);
  });

  it("draws at most two elements anew for a toggle, with at most 4,000 calls and no layout forced [PF5] [PF6]", async () => {
    await checked({ elements: 1000, purposes: 10 });
    await opened();
    await page.locator('[data-nc="details"]').evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
    const boxes = page.locator('[data-nc="element"] input');
    expect(await boxes.count()).toBe(1000);
    const toggle = async (index: number): Promise<void> => {
      await boxes.nth(index).evaluate((box) => box instanceof HTMLElement && box.click());
      await settled();
    };

    // The first tick makes something of nothing, and is news to its own purpose alone all the same.
    for (const index of [1, 2]) {
      const calls = await countCalls(page, () => toggle(index));
      expect(calls.get("Leaf")).toBeGreaterThan(0);
      expect(calls.get("Leaf")).toBeLessThanOrEqual(2);
      expect(calls.get("NoticeConsent")).toBeUndefined();
      expect(total(calls)).toBeLessThanOrEqual(4_000);
    }
    expect(await countForcedLayouts(browser, page, () => toggle(3))).toBe(0);
  });

  it("draws for a whole purpose no more elements anew than change [PF5]", async () => {
    await checked({ elements: 1000, purposes: 10 });
    await opened();
    const [details, parent] = ['[data-nc="details"]', '[data-nc="purposeToggle"]'].map((part) => page.locator(part));
    const clicked = (target: typeof details) =>
      target?.first().evaluate((control) => control instanceof HTMLElement && control.click());
    await clicked(details);
    await settled();
    const boxes = page.locator('[data-nc="element"] input');
    const changing = await boxes.count();
    expect(changing).toBe(100);
    const calls = await countCalls(page, async () => {
      await clicked(parent);
      await settled();
    });
    expect(await page.locator('[data-nc="element"] input:checked').count()).toBe(changing);
    expect(calls.get("Leaf")).toBeLessThanOrEqual(changing);
    expect(calls.get("NoticeConsent")).toBeUndefined();
  });
});

describe("a modal", () => {
  it("moves nothing when it opens and when it closes [PF8] [UI-M7]", async () => {
    await page.evaluate(() => {
      Object.assign(window, { shifts: [] });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts.push(entry.value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await checked({ latencyMs: 300 });
    await opened();
    await page.getByRole("button", { name: "Decline all" }).click();
    await page.locator('[data-nc="dialog"]').waitFor({ state: "detached" });
    await settled();
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });

  it("changes its language with one read and one file of words, in the same title and the same list [PF10]", async () => {
    await checked({ latencyMs: 100 });
    await opened();
    const before = await page.evaluate(() => window.bench.requests());
    const scripts: string[] = [];
    page.on("request", (request) => scripts.push(request.url()));
    const title = await page.locator('[data-nc="title"]').elementHandle();
    const select = await page.locator('[data-nc="language"]').elementHandle();
    await page.locator('[data-nc="language"]').selectOption("hi");
    await page.locator('[data-nc="root"][lang="hi"]').waitFor({ state: "attached" });
    await settled();
    expect(scripts.filter((url) => url.includes("hindi"))).toHaveLength(1);
    expect(scripts).toHaveLength(1);
    const after = await page.evaluate(() => window.bench.requests());
    expect(after - before).toBeLessThanOrEqual(1);
    expect(await title?.evaluate((node) => node === document.querySelector('[data-nc="title"]'))).toBe(true);
    expect(await select?.evaluate((node) => node === document.querySelector('[data-nc="language"]'))).toBe(true);
  });
});

declare global {
  interface Window {
    readonly shifts: number[];
  }
  interface PerformanceEntry {
    readonly value: number;
  }
}
