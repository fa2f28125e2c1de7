// `pnpm bench:interface`: how long a notice takes to answer a person, in Chromium on a processor slowed down four times.
// Times are told and gate nothing: `packages/react/performance` counts the work and holds it to limits.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumArguments, ensureChromium } from "@notice-consent/testing/chromium";
import { chromium, type Browser, type Page } from "playwright";

import type { BenchNotice } from "../packages/react/performance/page/bench.ts";
import { onThreadTime, taskTime } from "../packages/react/performance/stand/counters.ts";
import { serveBench } from "../packages/react/performance/stand/page-server.ts";
import { keepResult, printTable } from "./result.ts";

const slowdown = 4;
const rounds = 5;
/** The bank's notice: five purposes in four languages. */
const bank: BenchNotice = {};
const thousand: BenchNotice = { elements: 1000, purposes: 10 };

const acts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  toggle: (page) => press(page, '[data-nc="element"] input'),
  parent: (page) => press(page, '[data-nc="purposeToggle"]'),
  expand: (page) => press(page, '[data-nc="details"]'),
  language: (page) => page.locator('[data-nc="language"]').press("ArrowDown"),
  accept: (page) => press(page, '[data-act="accept"]'),
};

const folder = mkdtempSync(join(tmpdir(), "consent-bench-page-"));
const pages = await serveBench(folder);
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
try {
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number): void => void times.set(name, [...(times.get(name) ?? []), ms]);
  for (let round = 0; round < rounds; round++) {
    await onNotice(browser, bank, async (page) => {
      await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      for (const [name, act] of Object.entries(acts)) note(name, await delayOf(page, () => act(page)));
    });
    note("open 1,000 elements, folded", await openingOf(browser, thousand));
  }
  const rows = [...times].map(([what, found]) => {
    const [least, , median, , most] = found.toSorted((one, other) => one - other).map(Math.round);
    const limit = what in acts ? "INP <= 50" : "thread time <= 100";
    return { what, "least (ms)": least ?? 0, median: median ?? 0, most: most ?? 0, "aimed at": limit };
  });
  printTable(rows);
  console.log(
    `\nInteractions at 1/${slowdown} of the speed, in steps of 8 ms; opening at full speed, in the thread's own time.`,
  );
  console.log(`Kept in ${keepResult("interface", { slowdown, rounds, times: Object.fromEntries(times) })}`);
} finally {
  await browser.close();
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Opens a notice in a page of its own. */
async function onNotice(within: Browser, notice: BenchNotice, during: (page: Page) => Promise<void>): Promise<void> {
  const context = await within.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(pages.url);
    await page.evaluate((given) => window.bench.check(given), notice);
    await page.evaluate(() => window.bench.open());
    await page.locator('[data-nc="dialog"][data-state="asking"] [data-nc="actions"]').waitFor();
    await during(page);
  } finally {
    await context.close();
  }
}

/** A press as a hand makes it: the pointer has come to rest on the control, and the button goes up a moment later. */
async function press(page: Page, selector: string): Promise<void> {
  const control = page.locator(selector).first();
  await control.hover();
  await page.waitForTimeout(500);
  await control.click({ delay: 60 });
}

/** The longest time from what the person did to the frame that answers it, in milliseconds; 0 for under 16. */
async function delayOf(page: Page, act: () => Promise<void>): Promise<number> {
  // No function in here has a name: what runs in the page has nothing of this file's compiler.
  await page.evaluate(() => {
    window.delays = [];
    window.watch = new PerformanceObserver((list) => {
      // A pointer that merely moves is no interaction: https://web.dev/articles/inp
      for (const { duration, interactionId } of list.getEntries()) if (interactionId) window.delays.push(duration);
    });
    window.watch.observe({ type: "event", durationThreshold: 16 });
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => {
    const late = window.watch.takeRecords().filter(({ interactionId }) => interactionId);
    window.watch.disconnect();
    return Math.max(0, ...window.delays, ...late.map(({ duration }) => duration));
  });
}

/** What opening a notice that was read costs the page's thread, in milliseconds. */
async function openingOf(within: Browser, notice: BenchNotice): Promise<number> {
  const context = await within.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(pages.url);
    await page.evaluate((given) => window.bench.check(given), notice);
    await page.waitForTimeout(500);
    const devTools = await onThreadTime(page);
    const before = await taskTime(devTools);
    await page.evaluate(() => window.bench.open());
    await page.locator('[data-nc="dialog"][data-state="asking"] [data-nc="actions"]').waitFor();
    await page.waitForTimeout(200);
    return (await taskTime(devTools)) - before;
  } finally {
    await context.close();
  }
}

declare global {
  interface Window {
    delays: number[];
    watch: PerformanceObserver;
  }
  interface PerformanceEntry {
    /** Of the Event Timing API; 0 for what belongs to no interaction. */
    readonly interactionId?: number;
  }
  interface PerformanceObserverInit {
    /** Of the Event Timing API; what is shorter is not told. */
    durationThreshold?: number;
  }
}
