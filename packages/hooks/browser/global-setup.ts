import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumArguments, findChromium } from "@notice-consent/testing/chromium";
import { startLiveService } from "@notice-consent/testing/live";
import { findPostgresBinaries, startPostgres } from "@notice-consent/testing/postgres";
import { chromium } from "playwright";
import type { TestProject } from "vitest/node";
import { buildPage, servePage } from "./stand/page-server.ts";
import { plainHost } from "./stand/provided.ts";

const ends: (() => unknown)[] = [];

/** Starts what all test files share: PostgreSQL where it is installed, the backend, the bench page, the browser. */
export async function setup(project: TestProject): Promise<void> {
  try {
    const folder = mkdtempSync(join(tmpdir(), "consent-browser-"));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    await buildPage(folder);
    const pages = await servePage(folder);
    ends.push(() => pages.close());

    // Refreshes of many tabs race for one row, which the embedded database would hide.
    const postgres = findPostgresBinaries() === undefined ? undefined : await startPostgres();
    if (postgres !== undefined) ends.push(() => postgres.stop());
    const service = await startLiveService({
      ...(postgres !== undefined && { databaseUrl: postgres.url }),
      // Twenty tabs on a busy machine take their time.
      graceSeconds: 60,
      origins: [`http://${plainHost}:${pages.port}`],
    });
    ends.push(() => service.close());

    const executablePath = await findChromium();
    const devToolsPort = await freePort();
    const browser = await chromium.launchServer({
      ...(executablePath !== undefined && { executablePath }),
      args: [
        ...chromiumArguments,
        `--host-resolver-rules=MAP ${plainHost} 127.0.0.1`,
        `--remote-debugging-port=${devToolsPort}`,
      ],
      // Pages that are left are to be kept, as they are for people.
      ignoreDefaultArgs: ["--disable-back-forward-cache"],
    });
    ends.push(() => browser.close());

    project.provide("provided", {
      browserEndpoint: browser.wsEndpoint(),
      devToolsEndpoint: `http://127.0.0.1:${devToolsPort}`,
      pagePort: pages.port,
      servicePort: Number(new URL(service.baseUrl).port),
      apiKey: service.apiKey,
      organisationUuid: service.organisationUuid,
      workspaceUuid: service.workspaceUuid,
      noticeUuid: service.notices.find(({ name }) => name === "Shop sign-up")?.uuid ?? "",
    });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Ends what {@link setup} started, the last first. */
export async function teardown(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("The port probe has no port.");
  return address.port;
}
