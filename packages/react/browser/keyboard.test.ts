// The modal under real keys: where focus starts, how it moves, what closes and what sends.
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { stopOf, walk } from "./stand/measures.ts";
import { drawn, openPage, settle } from "./stand/open-page.ts";
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
const long: Scene = { situation: "long", language: "en" };

const press = async (key: string, times = 1): Promise<void> => {
  for (let count = 0; count < times; count += 1) await page.keyboard.press(key);
};
const writes = (): Promise<number> => page.evaluate(() => window.clinic.writes());
const nameOfFocus = async (): Promise<string> => (await stopOf(page)).name;
const state = (): Promise<string | null> => page.locator('[data-nc="dialog"]').getAttribute("data-state");
const dismissals = (): Promise<number> => page.evaluate(() => window.clinic.dismissals());
const closed = (): Promise<void> => page.locator('[data-nc="dialog"]').waitFor({ state: "detached" });

describe("on opening", () => {
  it.each([
    { way: "by itself", language: "en", opensBy: "itself", height: 800 },
    { way: "by a button", language: "ur", opensBy: "button", height: 800 },
    { way: "by itself on a small screen", language: "ur", opensBy: "itself", height: 256 },
  ] as const)("$way focus is on the title, at the top of the view, and Page Down scrolls [UI-M2]", async (given) => {
    const { language, opensBy, height } = given;
    const scene: Scene = { ...long, language, opensBy };
    page = await openPage(browser, scene, { viewport: { width: 390, height } });
    if (opensBy === "button") {
      await page.locator("#opener").click();
      await settle(page, scene);
    }
    expect(await nameOfFocus()).toBe("title");
    const scrolled = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-nc="dialog"], [data-nc="body"]')].map((e) => e.scrollTop),
      );
    expect(await scrolled()).toEqual([0, 0]);
    const title = await page.locator('[data-nc="title"]').boundingBox();
    expect(title?.y).toBeGreaterThanOrEqual(0);
    expect((title?.y ?? height) + (title?.height ?? 0)).toBeLessThanOrEqual(height);
    await press("PageDown");
    await expect.poll(async () => Math.max(...(await scrolled())), { timeout: 60_000 }).toBeGreaterThan(100);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  it("no act has focus, and Enter sends nothing from the title, the language or a box [UI-S6]", async () => {
    page = await openPage(browser, short);
    for (const part of ["title", "language", "purposeToggle"]) {
      await page.locator(`[data-nc="${part}"]`).first().focus();
      expect(await nameOfFocus()).toBe(part);
      await press("Enter");
      await press("Escape");
    }
    await drawn(page);
    expect([await writes(), await state()]).toEqual([0, "asking"]);
  });
});

describe("the tab order", () => {
  it.each([short, long, { ...short, language: "ur" }] satisfies Scene[])(
    "leads from the title to the first control and back to the last act, round and round [UI-M3]: $situation, $language",
    async (scene) => {
      page = await openPage(browser, scene);
      const forward = (await walk(page, "Tab")).map(({ name }) => name);
      expect(forward[0]).toBe("language");
      expect(forward.slice(-3)).toEqual(["decline", "save", "accept"]);
      await press("Shift+Tab");
      expect(await nameOfFocus()).toBe("accept");
      await press("Tab");
      expect(await nameOfFocus()).toBe(forward[0]);
      const backward = (await walk(page, "Shift+Tab")).map(({ name }) => name);
      expect(backward.toReversed()).toEqual(forward);
    },
  );

  it("stays inside for 200 presses, while purposes unfold and fold on the way [UI-M3]", async () => {
    page = await openPage(browser, short);
    const left: string[] = [];
    for (let presses = 0; presses < 200; presses += 1) {
      await press("Tab");
      const { name, isInside } = await stopOf(page);
      if (!isInside) left.push(`${presses}: ${name}`);
      if (name === "details") await press("Enter");
    }
    expect(left).toEqual([]);
  });

  it("has nowhere to go while the notice loads, and stays on the title [UI-M3] [UI-M12]", async () => {
    page = await openPage(browser, { ...short, service: "never-answers" });
    await expect.poll(nameOfFocus, { timeout: 60_000 }).toBe("title");
    await press("Tab", 3);
    await press("Shift+Tab", 3);
    expect((await stopOf(page)).isInside).toBe(true);
  });

  it("takes no more keys or clicks to refuse than to accept [UI-S5]", async () => {
    const keysTo = async (act: string): Promise<number> => {
      page = await openPage(browser, short);
      let keys = 0;
      while ((await nameOfFocus()) !== act) {
        keys += 1;
        await press("Tab");
        if (keys > 100) throw new Error(`Tab never comes to ${act}.`);
      }
      await press("Enter");
      await closed();
      expect(await writes()).toBe(1);
      await page.context().close();
      return keys + 1;
    };
    const [refusing, accepting] = [await keysTo("decline"), await keysTo("accept")];
    expect(refusing).toBeLessThanOrEqual(accepting);
    page = await openPage(browser, short, { hasTouch: true });
    await page.locator('[data-act="decline"]').tap();
    await closed();
    expect(await writes()).toBe(1);
  });

  it("has a way past a long text to the choices, and none where the text is short [UI-X11]", async () => {
    page = await openPage(browser, short);
    expect(await page.locator('[data-nc="skipLink"]').count()).toBe(0);
    await page.context().close();
    page = await openPage(browser, long);
    await press("Tab", 2);
    expect(await nameOfFocus()).toBe("skipLink");
    await press("Enter");
    const { name, isCovered } = await stopOf(page);
    expect([name, isCovered]).toEqual(["purposesTitle", false]);
    expect(new URL(page.url()).hash).toBe("");
  });
});

describe("a notice that blocks", () => {
  it("is not closed by Escape or a click outside, says what goes on, and sends nothing [UI-M4] [UI-S10]", async () => {
    page = await openPage(browser, short);
    await press("Escape", 5);
    await page.mouse.click(5, 400);
    await drawn(page);
    expect([await writes(), await state()]).toEqual([0, "asking"]);
    expect(await page.getByRole("status").textContent()).toContain("“Decline all”");
    expect(await nameOfFocus()).toBe("title");
    expect((await walk(page, "Tab")).map(({ name }) => name)).toContain("decline");
  });

  it("is left by the browser's way back, and nothing is sent [UI-M4] [UI-S10]", async () => {
    page = await openPage(browser, short);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe("/before");
    expect(await page.evaluate(() => sessionStorage.getItem("writes"))).toBe("0");
  });
});

describe("a notice that can be dismissed", () => {
  it.each(["Escape", "Close"])(
    "ends by %s and not by a click outside, without a decision [UI-M5] [UI-S10]",
    async (way) => {
      page = await openPage(browser, { ...short, dismissible: true });
      await page.mouse.click(5, 400);
      await drawn(page);
      expect(await state()).toBe("asking");
      if (way === "Escape") await press("Escape");
      else await page.locator('[data-nc="close"]').click();
      await closed();
      await expect.poll(dismissals, { timeout: 60_000 }).toBe(1);
      expect(await writes()).toBe(0);
    },
  );

  it("ends by a click outside where the host asks for that [UI-M5]", async () => {
    page = await openPage(browser, { ...short, dismissible: "backdrop" });
    await page.mouse.click(5, 400);
    await closed();
    await expect.poll(dismissals, { timeout: 60_000 }).toBe(1);
    expect(await writes()).toBe(0);
  });
});

describe("after closing", () => {
  const acts = { accept: "Accept", decline: "Decline", dismiss: "Escape" } as const;
  const openers = ["present", "removed", "absent"] as const;
  const each = openers.flatMap((opener) => Object.keys(acts).map((act) => ({ act, opener })));
  it.each(each)("by $act, focus is where it was, or on the page's heading: opener $opener [UI-M6]", async (given) => {
    const { act, opener } = given;
    const scene: Scene = { ...short, dismissible: true, opensBy: opener === "absent" ? "itself" : "button" };
    page = await openPage(browser, scene);
    if (opener !== "absent") {
      await page.locator("#opener").focus();
      await press("Enter");
      await settle(page, scene);
    }
    if (opener === "removed") await page.locator("#opener").evaluate((button) => button.remove());
    if (act === "dismiss") await press("Escape");
    else await page.locator(`[data-act="${act}"]`).click();
    await closed();
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName.toLowerCase());
    await expect.poll(focused, { timeout: 60_000 }).toBe(opener === "present" ? "opener" : "h1");
  });
});

describe("a change of language", () => {
  it("keeps focus on the same selector, and the title is the same element [UI-L7]", async () => {
    page = await openPage(browser, short);
    const [select, title] = [
      await page.locator('[data-nc="language"]').elementHandle(),
      await page.locator('[data-nc="title"]').elementHandle(),
    ];
    await page.locator('[data-nc="language"]').focus();
    await page.locator('[data-nc="language"]').selectOption("ur");
    await page.locator('[data-nc="root"][lang="ur"]').waitFor({ state: "attached" });
    await drawn(page);
    expect(await select?.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await title?.evaluate((element) => element.isConnected)).toBe(true);
  });
});

describe("a pointer", () => {
  it("acts when it is released, and not where it has moved off [UI-X12]", async () => {
    page = await openPage(browser, short);
    for (const part of ['[data-act="accept"]', '[data-nc="purposeToggle"]']) {
      await page.locator(part).first().hover();
      await page.mouse.down();
      await drawn(page);
      expect([await writes(), await page.locator('[data-nc="purposeToggle"]:checked').count()]).toEqual([0, 0]);
      await page.locator('[data-nc="title"]').hover();
      await page.mouse.up();
      await drawn(page);
      expect([await writes(), await page.locator('[data-nc="purposeToggle"]:checked').count()]).toEqual([0, 0]);
    }
    await page.locator('[data-act="accept"]').hover();
    await page.mouse.down();
    await page.mouse.up();
    await closed();
    expect(await writes()).toBe(1);
  });
});
