// Every look reads well, treats the actions alike and says the same to assistive technology.
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contrasts, tooWeak } from "./contrast.ts";
import type { Page } from "playwright";
import { openIn, sheet, startStand, states, type Stand } from "./stand.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
}, 240_000);
afterAll(() => stand.close());

const base = sheet("styles.css");
/** A page of the shadcn convention, with its neutral colours. */
const shadcnPage = `:root { --background: oklch(1 0 0); --foreground: oklch(0.145 0 0); --muted: oklch(0.97 0 0); --muted-foreground: oklch(0.556 0 0); --border: oklch(0.922 0 0); --primary: oklch(0.205 0 0); --destructive: oklch(0.577 0.245 27.325); --radius: 0.625rem }
.dark { --background: oklch(0.145 0 0); --foreground: oklch(0.985 0 0); --muted: oklch(0.269 0 0); --muted-foreground: oklch(0.708 0 0); --border: oklch(1 0 0 / 10%); --primary: oklch(0.922 0 0); --destructive: oklch(0.704 0.191 22.216) }`;
const presets = readdirSync(new URL("../src/presets/", import.meta.url)).map((name) => ({
  name: name.replace(".css", ""),
  styles: [base, ...(name === "shadcn.css" ? [shadcnPage] : []), sheet(`presets/${name}`)],
}));
const looks = [{ name: "calm", styles: [base] }, ...presets];

describe.each(looks)("$name", ({ name, styles }) => {
  it.each(["light", "dark"] as const)("reads well by its tokens: %s [UI-X3] [UI-T4]", async (theme) => {
    const page = await openIn(stand, "asking", styles, `theme=${theme}`);
    if (name === "shadcn" && theme === "dark")
      await page.evaluate(() => document.documentElement.classList.add("dark"));
    expect(tooWeak(await contrasts(page))).toEqual([]);
    await page.context().close();
  });

  it.each([320, 768, 1280])("treats decline and accept alike at %i px [UI-S4] [UI-S3]", async (width) => {
    const page = await openIn(stand, "asking", styles, "", { viewport: { width, height: 800 } });
    const [decline, save, accept] = await page.locator("[data-act]").evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width: inline, height, top, bottom } = button.getBoundingClientRect();
        const style = getComputedStyle(button);
        return {
          width: Math.round(inline),
          height: Math.round(height * 10) / 10,
          font: [style.fontSize, style.fontWeight, style.fontFamily, style.color],
          edge: [style.borderTopWidth, style.borderTopStyle, style.borderTopColor, style.borderTopLeftRadius],
          fill: [style.backgroundColor, style.backgroundImage, style.boxShadow, style.opacity],
          isOnScreen: top >= 0 && bottom <= innerHeight + 1,
        };
      }),
    );
    expect(accept).toEqual(decline);
    expect(save).toEqual(decline);
    expect(decline?.height).toBeGreaterThanOrEqual(44);
    expect(decline?.isOnScreen).toBe(true);
    await page.context().close();
  });
});

describe.each(states)("assistive technology is told the same while %s", (state) => {
  const tree = async (page: Page): Promise<string> => {
    const text = await page.locator("body").ariaSnapshot();
    // That a notice is ready is told where it was long on its way.
    const calm = text.replace("status: The notice is ready.", "status");
    return calm.replaceAll(/\d{1,2} \w+ \d{4} at \d{1,2}:\d{2} [ap]m/gu, "a moment");
  };

  it("by every look, and with no styling at all [UI-T6]", async () => {
    const page = await openIn(stand, state, [base]);
    const usual = await tree(page);
    for (const { name, styles } of presets) {
      await page.evaluate((css) => {
        for (const element of document.querySelectorAll("style")) element.remove();
        const element = document.createElement("style");
        element.textContent = css;
        document.head.append(element);
      }, styles.join("\n"));
      expect({ name, tree: await tree(page) }).toEqual({ name, tree: usual });
    }
    await page.context().close();

    const unstyled = await openIn(stand, state, [], "unstyled");
    expect(await tree(unstyled)).toBe(usual);
    await unstyled.context().close();
  });
});

describe("the accent", () => {
  it.each(["light", "dark"] as const)(
    "reads well in each of 24 hues, dull or bright, pale or deep: %s [UI-T4]",
    async (theme) => {
      const page = await openIn(stand, "asking", [base], `theme=${theme}`);
      const weak: string[] = [];
      for (let hue = 0; hue < 360; hue += 15) {
        for (const accent of [`hsl(${hue} 90% 50%)`, `hsl(${hue} 40% 30%)`, `hsl(${hue} 80% 75%)`]) {
          await page.evaluate((value) => document.documentElement.style.setProperty("--nc-accent", value), accent);
          weak.push(...tooWeak(await contrasts(page)).map((fault) => `${accent}: ${fault}`));
        }
      }
      expect(weak).toEqual([]);
      await page.context().close();
    },
  );
});

describe("dark", () => {
  it("is there at first paint, with no program at all [UI-T5]", async () => {
    const first = `<div data-nc="root"><div data-nc="dialog"><p id="text">Text</p></div></div>`;
    for (const [colorScheme, ground] of [
      ["dark", "rgb(26, 30, 37)"],
      ["light", "rgb(253, 253, 252)"],
    ] as const) {
      const page = await stand.open([base], "", { javaScriptEnabled: false, colorScheme });
      await page.setContent(`<style>${base}</style>${first}`);
      const dialog = page.locator("[data-nc=dialog]");
      expect(await dialog.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(ground);
      await page.context().close();
    }
  });

  it("goes by the nearest word on it, whatever the visitor's machine prefers [UI-T5]", async () => {
    const page = await stand.open([base], "", { javaScriptEnabled: false, colorScheme: "light" });
    const notice = (theme: string) => `<div data-nc="root" ${theme}><div data-nc="dialog"></div></div>`;
    await page.setContent(
      `<style>${base}</style><div data-nc-theme="dark">${notice("")}${notice('data-nc-theme="light"')}</div>`,
    );
    const grounds = await page
      .locator("[data-nc=dialog]")
      .evaluateAll((dialogs) => dialogs.map((dialog) => getComputedStyle(dialog).backgroundColor));
    expect(grounds).toEqual(["rgb(26, 30, 37)", "rgb(253, 253, 252)"]);
    await page.context().close();
  });
});

describe("print", () => {
  it("is the notice and the choice, dark on light, without controls and to the last page", async () => {
    const page = await openIn(stand, "asking", [base], "theme=dark", { viewport: { width: 794, height: 400 } });
    await page.getByRole("checkbox").first().check();
    await page.emulateMedia({ media: "print" });
    const part = (name: string) => page.locator(`[data-nc=${name}]`).first();
    const ground = (name: string) => part(name).evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await ground("dialog")).toBe("rgb(253, 253, 252)");
    expect(await ground("purposeToggle")).not.toBe("rgb(253, 253, 252)");
    expect(await part("purposeToggle").evaluate((element) => getComputedStyle(element).printColorAdjust)).toBe("exact");
    for (const name of ["actions", "languageField", "overlay"]) expect(await part(name).isVisible()).toBe(false);
    // A page that is locked while the notice is open is printed whole all the same: there is a second sheet.
    const sheets = await page.pdf({ format: "A6", pageRanges: "2" });
    expect(sheets.byteLength).toBeGreaterThan(1000);
    await page.context().close();
  });
});
