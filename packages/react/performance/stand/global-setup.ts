import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { chromium } from "playwright";
import type { TestProject } from "vitest/node";
import { serveBench } from "./page-server.ts";
import "./provided.ts";

const ends: (() => unknown)[] = [];

/** Starts what all test files share: the bench page and the browser. */
export async function setup(project: TestProject): Promise<void> {
  try {
    const folder = mkdtempSync(join(tmpdir(), "consent-bench-page-"));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const pages = await serveBench(folder);
    ends.push(() => pages.close());
    const executablePath = await findChromium();
    const browser = await chromium.launchServer({
      ...(executablePath !== undefined && { executablePath }),
      args: chromiumArguments,
      // A scrollbar that takes room, so that what it moves is seen to move.
      ignoreDefaultArgs: ["--hide-scrollbars"],
    });
    ends.push(() => browser.close());
    project.provide("bench", { browserEndpoint: browser.wsEndpoint(), pageUrl: pages.url });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Ends what {@link setup} started, the last first. */
export async function teardown(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}
