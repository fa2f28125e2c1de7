import { languages } from "@notice-consent/contract";
import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textFaults } from "./geometry.ts";
import { openLanguagesPage } from "./open-page.ts";
import type { Scene } from "./page.tsx";

let browser: Browser | undefined;
let page: Page;

beforeAll(async () => {
  const executablePath = await findChromium();
  browser = await chromium.launch({ args: chromiumArguments, ...(executablePath !== undefined && { executablePath }) });
  page = await openLanguagesPage(browser, { width: 320, height: 640 });
});

afterAll(() => browser?.close());

async function show(scene: Scene): Promise<void> {
  await page.evaluate((given) => window.show(given), scene);
  await page.waitForSelector('[data-nc="root"][data-state="asking"]', { state: "attached" });
}

const press = (act: string): Promise<void> => page.click(`[data-act="${act}"]`);

describe.each(["modal", "inline"] as const)("the %s notice at 320 px", (shell) => {
  it.each(languages)(
    "shows every text of $wireName whole when it is 60 % longer, in each state [UI-L6] [UI-L9] [UI-L4]",
    async ({ tag, lang, direction }) => {
      await show({ tag, shell, isLong: true });
      expect(await page.evaluate(textFaults)).toEqual([]);
      const root = page.locator('[data-nc="root"]');
      expect([await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual([lang, direction]);
      await press("save");
      await page.waitForSelector('[data-nc="summary"] a');
      expect(await page.evaluate(textFaults)).toEqual([]);
      await press("accept");
      await page.waitForSelector('[data-nc="root"][data-state="recorded"]', { state: "attached" });
      expect(await page.evaluate(textFaults)).toEqual([]);
    },
  );
});
