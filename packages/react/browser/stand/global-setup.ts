import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { chromium, type BrowserServer } from "playwright";
import type { TestProject } from "vitest/node";
import { buildPage } from "./build-page.ts";
import "./provided.ts";

let browser: BrowserServer | undefined;

/** Starts what all test files share: the page, and a browser whose scrollbars take room as they do for people. */
export async function setup(project: TestProject): Promise<void> {
  const [executablePath, files] = await Promise.all([
    findChromium(),
    buildPage({ entry: new URL("page.tsx", import.meta.url), mode: "production" }),
  ]);
  browser = await chromium.launchServer({
    ...(executablePath !== undefined && { executablePath }),
    args: chromiumArguments,
    // Without its scrollbars nothing could be seen to shift when one goes.
    ignoreDefaultArgs: ["--hide-scrollbars"],
  });
  project.provide("clinic", { browserEndpoint: browser.wsEndpoint(), files });
}

/** Ends the browser. */
export async function teardown(): Promise<void> {
  await browser?.close();
}
