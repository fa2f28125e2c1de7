// What a person can see and hit: at every size, in both directions, enlarged and in forced colours.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { textFaults } from "./languages/geometry.ts";
import { unfold, walk } from "./stand/measures.ts";
import { drawn, openPage } from "./stand/open-page.ts";
import "./stand/provided.ts";
import { situations } from "./stand/scene.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
/** A window of 1280×1024 at 400 %. */
const zoomed = { width: 320, height: 256 };
const languages = ["en", "ur"] as const;
const scenes = situations.flatMap((situation) => languages.map((language) => ({ situation, language })));

describe.each(scenes)("$situation in $language", (scene) => {
  it("at 400 % it scrolls one way only, shows 120 px of itself and leads to every act [UI-M10]", async () => {
    page = await openPage(browser, scene, { viewport: zoomed });
    await unfold(page);
    for (const viewport of [zoomed, { width: zoomed.height, height: zoomed.width }]) {
      await page.setViewportSize(viewport);
      await drawn(page);
      const wide = await page.evaluate(() => {
        const boxes = document.querySelectorAll<HTMLElement>("html, [data-nc=dialog], [data-nc=body]");
        return [...boxes].filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.outerHTML.slice(0, 60));
      });
      // Below 320 pixels there is nothing that a page has to hold.
      if (viewport === zoomed) expect(wide).toEqual([]);
      await page.locator('[data-nc="title"]').focus();
      const visible = await page.evaluate(() => {
        const notice = document.querySelector('[data-nc="body"], section[data-nc="root"]')?.getBoundingClientRect();
        return notice === undefined ? 0 : Math.min(notice.bottom, innerHeight) - Math.max(notice.top, 0);
      });
      // Within a page it is the page that scrolls.
      if (scene.situation !== "inline") expect(visible).toBeGreaterThanOrEqual(120);
      if (scene.situation === "recorded") continue;
      const names = (await walk(page, "Tab")).map(({ name }) => name);
      expect(names.filter((name) => /^(decline|save|accept)$/u.test(name))).toEqual(["decline", "save", "accept"]);
    }
  });

  it.each([desktop, phone, zoomed])(
    "at $width × $height nothing lies over a stop of the keyboard, forwards or backwards [UI-M9]",
    async (viewport) => {
      page = await openPage(browser, scene, { viewport });
      await unfold(page);
      // Before a notice within the page stands the page itself.
      const last = scene.situation === "inline" ? '[data-act="accept"]' : undefined;
      for (const stops of [await walk(page, "Tab"), await walk(page, "Shift+Tab", last)]) {
        expect(stops.length).toBeGreaterThan(1);
        expect(stops.filter(({ isCovered }) => isCovered).map(({ name }) => name)).toEqual([]);
      }
    },
  );

  it("has targets of 24 px, acts of 44 px, and labels that belong to their boxes [UI-X2]", async () => {
    page = await openPage(browser, scene, { viewport: phone });
    await unfold(page);
    const small = await page.evaluate(() => {
      const targets = document.querySelectorAll<HTMLElement>(
        '[data-nc="root"] :is(button, select, input[type=checkbox]), [data-nc="root"] a[data-nc="skipLink"]',
      );
      return [...targets].flatMap((target) => {
        const labels = target instanceof HTMLInputElement ? [...(target.labels ?? [])] : [];
        const rects = [target, ...labels].map((part) => part.getBoundingClientRect());
        const width = Math.max(...rects.map(({ right }) => right)) - Math.min(...rects.map(({ left }) => left));
        const height = Math.max(...rects.map(({ bottom }) => bottom)) - Math.min(...rects.map(({ top }) => top));
        const least = target.hasAttribute("data-act") ? 44 : 24;
        const isLabelled = !(target instanceof HTMLInputElement) || labels.length > 0;
        if (width === 0 || (width >= 24 && height >= least && isLabelled)) return [];
        return [`${target.dataset["act"] ?? target.dataset["nc"] ?? ""} ${width}×${height}`];
      });
    });
    expect(small).toEqual([]);
  });

  it("in forced colours every control has an edge, every box its own look, every stop an outline [UI-X7]", async () => {
    page = await openPage(browser, scene, { viewport: desktop, forcedColors: "active" });
    await unfold(page);
    const bare = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-nc="root"] :is(button, select, input[type=checkbox])')].flatMap(
        (control) => {
          const { borderTopWidth, borderTopStyle, appearance } = getComputedStyle(control);
          const isNative = control instanceof HTMLInputElement && appearance === "auto";
          const hasEdge = borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) >= 1;
          return isNative || (hasEdge && !(control instanceof HTMLInputElement)) ? [] : [control.dataset["nc"]];
        },
      ),
    );
    expect(bare).toEqual([]);
    const stops = await walk(page, "Tab");
    expect(stops.length).toBeGreaterThan(1);
    expect(stops.filter(({ outline }) => outline < 2).map(({ name }) => name)).toEqual([]);
  });

  it("with text of twice its size, and with wide spacing, nothing is cut off [UI-X6]", async () => {
    page = await openPage(browser, scene, { viewport: desktop });
    await unfold(page);
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    await drawn(page);
    expect(await page.evaluate(textFaults)).toEqual([]);
    await page.addStyleTag({
      content: `html { font-size: 100% }
[data-nc="root"] * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
[data-nc="root"] p { margin-block-end: 2em !important }`,
    });
    await drawn(page);
    // What the reader has set is not the notice's.
    const own = (await page.evaluate(textFaults)).filter((fault) => !/is spaced out|line height/u.test(fault));
    expect(own).toEqual([]);
  });
});

describe.each(languages)("on a desktop in %s", (language) => {
  it("title, language and Close stand in one row, each after the other", async () => {
    page = await openPage(browser, { situation: "short", language, dismissible: true }, { viewport: desktop });
    const boxes = await page
      .locator('[data-nc="title"], [data-nc="languageField"], [data-nc="close"]')
      .evaluateAll((parts) =>
        parts.map((part) => {
          const { left, right, top, bottom } = part.getBoundingClientRect();
          return { name: part.getAttribute("data-nc"), left, right, top, bottom };
        }),
      );
    const row = boxes.sort((one, other) => (language === "ur" ? other.right - one.right : one.left - other.left));
    expect(row.map(({ name }) => name)).toEqual(["title", "languageField", "close"]);
    expect(Math.max(...row.map(({ top }) => top))).toBeLessThan(Math.min(...row.map(({ bottom }) => bottom)));
  });

  it("a notice in the page is as wide as a text that is read, however wide the page is", async () => {
    page = await openPage(browser, { situation: "inline", language }, { viewport: desktop });
    const rem = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    const box = await page.locator('section[data-nc="root"]').boundingBox();
    expect((box?.width ?? 0) / rem).toBeLessThanOrEqual(44);
  });
});
