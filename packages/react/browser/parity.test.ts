// Accept and decline at 200 %, in every look.
import { readdirSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { openPage } from "./stand/open-page.ts";
import "./stand/provided.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.connect(inject("clinic").browserEndpoint);
});
afterAll(() => browser.close());

let page: Page;
afterEach(() => page.context().close());

describe("at 200 %", () => {
  const presets = readdirSync(new URL("../src/presets/", import.meta.url));
  const looks = ["calm", ...presets].flatMap((look) =>
    (["light", "dark"] as const).map((scheme) => ({ look, scheme })),
  );
  it.each(looks)("accept and decline weigh the same: $look, $scheme [UI-S4] [UI-S3]", async ({ look, scheme }) => {
    page = await openPage(
      browser,
      { situation: "short", language: "en" },
      { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, colorScheme: scheme },
      look === "calm" ? {} : { look },
    );
    expect(await page.evaluate(() => window.clinic.parityFaults())).toEqual([]);
  });
});
