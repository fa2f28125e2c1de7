// What is said without being looked at, and what moves.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { drawn, openPage } from "./stand/open-page.ts";
import "./stand/provided.ts";
import type { Scene } from "./stand/scene.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

const short: Scene = { situation: "short", language: "en" };
const messages = () => page.evaluate(() => window.messages);
const ready = "The notice is ready.";
const heard = (message: RegExp): Promise<void> =>
  expect.poll(messages, { timeout: 60_000 }).toContainEqual(expect.stringMatching(message));
const liveRegions = () => page.locator('[role="status"], [role="alert"], [aria-live], output').count();

it("the one live region says what changed by itself, once each, and nothing of a tick [UI-X4]", async () => {
  page = await openPage(browser, { ...short, service: "late" });
  expect([await messages(), await liveRegions()]).toEqual([[], 1]);
  await page.evaluate(() => window.clinic.answer());
  await page.locator('[data-nc="dialog"][data-state="asking"]').waitFor();
  await expect.poll(messages, { timeout: 60_000 }).toEqual([ready]);

  await page.locator('[data-nc="purposeToggle"]').first().check();
  await page.locator('[data-nc="details"]').first().click();
  await drawn(page);
  expect(await messages()).toEqual([ready]);

  await page.keyboard.press("Escape");
  await heard(/“Decline all”/u);
  await page.locator('[data-nc="language"]').selectOption("ur");
  await page.locator('[data-nc="root"][lang="ur"]').waitFor({ state: "attached" });
  await expect.poll(async () => (await messages()).at(-1), { timeout: 60_000 }).toMatch(/\p{Script=Arabic}/u);
  await drawn(page);
  const heardInUrdu = (await messages()).filter((message) => /\p{Script=Arabic}/u.test(message));
  expect(heardInUrdu.length).toBeLessThanOrEqual(2);
  expect(await liveRegions()).toBe(1);
});

it("a decision that takes long, and one that failed, are told there [UI-X4]", async () => {
  page = await openPage(browser, { ...short, service: "submit-never-answers" });
  await page.locator('[data-act="accept"]').click();
  await heard(/^Your choice is being recorded\.$/u);
  expect((await messages()).filter((message) => message !== ready)).toHaveLength(1);
  await page.context().close();

  page = await openPage(browser, { ...short, service: "submit-refused" });
  await page.locator('[data-act="decline"]').click();
  await page.locator('[data-nc="trouble"]').waitFor();
  await drawn(page);
  expect(await page.getByRole("status").textContent()).toContain("Try again");
  expect(await liveRegions()).toBe(1);
});

it("nothing moves by itself where less motion is asked for [UI-X8]", async () => {
  page = await openPage(browser, { ...short, opensBy: "button", dismissible: true }, { reducedMotion: "reduce" });
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.locator("#opener").click();
  await page.locator('[data-nc="dialog"][data-state="asking"]').waitFor();
  expect(await moving()).toBe(0);
  await page.locator('[data-nc="details"]').first().click();
  await page.locator('[data-nc="purposeToggle"]').first().check();
  expect(await moving()).toBe(0);
  await page.keyboard.press("Escape");
  expect(await moving()).toBe(0);
});

it("what unfolds is tied to its button, which counts on while it is folded [UI-X10]", async () => {
  page = await openPage(browser, short);
  const details = page.getByRole("button", { expanded: true }).first();
  const list = page.locator(`[id="${await details.getAttribute("aria-controls")}"]`);
  const total = await list.getByRole("checkbox").count();
  expect(total).toBeGreaterThan(1);
  await page.locator('[data-nc="details"]').first().press("Enter");
  const folded = page.getByRole("button", { expanded: false }).first();
  expect(await folded.getAttribute("data-nc")).toBe("details");
  await list.waitFor({ state: "hidden" });
  await page.locator('[data-nc="purposeToggle"]').first().check();
  expect(await folded.textContent()).toBe(`${total} of ${total}`);
});
