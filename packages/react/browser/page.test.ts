// What the modal does to the page round it: nothing that is seen to move, nothing that a policy forbids.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { drawn, openPage, settle, type Host } from "./stand/open-page.ts";
import "./stand/provided.ts";
import type { Scene } from "./stand/scene.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

const scene: Scene = { situation: "short", language: "en", opensBy: "button", dismissible: true };
const probes = `#end { margin-top: 200vh }
[data-probe="fixed"] { position: fixed; inset: auto 0 0 auto }
[data-probe="centred"] { inline-size: 20rem; margin: auto }
[data-probe="full width"] { inline-size: 100% }`;

/** Where everything stands that could move, and the styles that must come back. */
const look = () =>
  page.evaluate(() => ({
    places: [...document.querySelectorAll("[data-probe], h1")].map((element) => {
      const { left, right, top } = element.getBoundingClientRect();
      return [element.textContent, left, right, top];
    }),
    scroll: scrollY,
  }));
const styles = () => page.evaluate(() => [document.documentElement, document.body].map((e) => e.getAttribute("style")));

describe.each<{ name: string } & Host>([
  { name: "no styles of its own", css: probes },
  { name: "no margins", css: `${probes} body { margin: 0 }` },
  { name: "a stable gutter", css: `${probes} html { scrollbar-gutter: stable }` },
  { name: "a scrollbar always", css: `${probes} html { overflow-y: scroll }` },
  {
    name: "inline styles of its own",
    css: probes,
    html: 'style="color:  navy;overflow: auto"',
    body: 'style=" margin:0"',
  },
])("a page with $name", (host) => {
  it("is held without a shift while a notice is open, and is as it was afterwards [UI-M7]", async () => {
    page = await openPage(browser, scene, {}, host);
    const scrollbar = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
    expect(scrollbar).toBeGreaterThan(0);
    await page.evaluate(() => scrollTo(0, 40));
    const [before, given] = [await look(), await styles()];

    await page.locator("#opener").evaluate((button) => button instanceof HTMLElement && button.click());
    await settle(page, scene);
    expect(await look()).toEqual(before);
    await page.mouse.move(5, 400);
    await page.mouse.wheel(0, 300);
    await page.keyboard.press("End");
    await drawn(page);
    expect((await look()).scroll).toBe(before.scroll);

    await page.keyboard.press("Escape");
    await page.locator('[data-nc="dialog"]').waitFor({ state: "detached" });
    await expect.poll(styles, { timeout: 60_000 }).toEqual(given);
    await drawn(page);
    expect(await look()).toEqual(before);
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });
});

describe("under a strict content policy with trusted types", () => {
  const contentPolicy = "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

  it.each(["short", "long", "recorded", "inline"] as const)(
    "nothing is refused and nothing runs, whatever the texts hold: %s [UI-M8] [UI-C9]",
    async (situation) => {
      const dialogs: string[] = [];
      page = await openPage(browser, { situation, language: "en", isHostile: true }, {}, { contentPolicy });
      page.on("dialog", (dialog) => dialogs.push(dialog.message()));
      if (situation === "short") {
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe("hidden");
        await page.locator('[data-nc="language"]').selectOption("ur");
        await page.locator('[data-nc="root"][lang="ur"]').waitFor({ state: "attached" });
      }
      await drawn(page);
      expect(await page.evaluate(() => window.violations)).toEqual([]);
      expect(await page.locator('[data-nc="root"] :is(img[src="x"], script, [onerror])').count()).toBe(0);
      expect(dialogs).toEqual([]);
    },
  );

  it("a style that is put in is seen to be refused [UI-M8]", async () => {
    page = await openPage(browser, { situation: "short", language: "en" }, {}, { contentPolicy });
    await page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "p { color: red }";
      document.head.append(style);
    });
    await expect.poll(() => page.evaluate(() => window.violations.length), { timeout: 60_000 }).toBeGreaterThan(0);
  });
});
