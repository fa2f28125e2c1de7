// `pnpm demo [--fresh] [--port N] [--backend-port N] [--data folder]`: the consent backend and the demo, as two origins.
import { randomBytes } from "node:crypto";

import { startBackend } from "@notice-consent/backend";

import { freePortFrom } from "../apps/demo/processes/free-port.ts";
import { startNext } from "../apps/demo/processes/next-server.ts";
import { prepareDataFolder } from "./demo/data-folder.ts";
import { readDemoOptions } from "./demo/demo-options.ts";

try {
  await runDemo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function runDemo(): Promise<void> {
  const options = readDemoOptions(process.argv.slice(2));
  const stopAsked = new Promise<"asked">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve("asked"));
  });
  const folder = prepareDataFolder(options.data, options.fresh);
  const port = await choosePort("demo", options.port, []);
  const backendPort = await choosePort("consent backend", options.backendPort, [port]);

  console.log("Starting the consent backend …");
  const developmentSecret = randomBytes(32).toString("base64url");
  const backend = await startBackend({
    port: backendPort,
    hostname: "127.0.0.1",
    data: folder.backend,
    seed: true,
    developmentSecret,
  });
  try {
    const [notice] = backend.notices;
    if (notice === undefined) throw new Error("The backend has no notice to show.");
    console.log("Starting the demo …");
    const next = startNext("dev", port, {
      CMS_API_KEY: backend.cmsApiKey,
      REDACTO_BASE_URL: backend.url,
      ORG_UUID: backend.organisationUuid,
      WORKSPACE_UUID: backend.workspaceUuid,
      COOKIE_SECRET: folder.cookieSecret,
      DEMO_DATA: folder.demo,
      BENCH_SECRET: developmentSecret,
      NEXT_PUBLIC_NOTICE_UUID: notice.uuid,
      NEXT_PUBLIC_REDACTO_BASE_URL: backend.url,
      NEXT_PUBLIC_ORG_UUID: backend.organisationUuid,
      NEXT_PUBLIC_WORKSPACE_UUID: backend.workspaceUuid,
    });
    try {
      const died = next.ended.then(() => "died" as const);
      const first = await Promise.race([stopAsked, died, untilAnswers(next.url)]);
      if (first === "answers") {
        next.show();
        console.log(`\n  Demo             ${next.url}\n  Consent backend  ${backend.url}\n\n  Ctrl-C stops both.\n`);
        warmUp(next.url);
      }
      if (first === "died" || (await Promise.race([stopAsked, died])) === "died") {
        throw new Error(`The demo ended by itself, so the backend was stopped as well.\n${next.output()}`);
      }
    } finally {
      await next.stop();
    }
  } finally {
    await backend.close();
  }
  console.log("Both are stopped.");
}

/**
 * Has what a sign-up asks for first compiled, and the demo's database opened, before a person waits for them: a page
 * takes a token that is long in coming for a service that does not answer. The token's route only refuses a GET.
 */
function warmUp(url: string): void {
  const headers = { Cookie: "palash_session=nobody" };
  for (const path of ["/sign-up", "/api/consent/temp-token", "/dashboard"]) {
    fetch(`${url}${path}`, { redirect: "manual", headers }).catch(() => undefined);
  }
}

async function choosePort(name: string, wanted: number, reserved: readonly number[]): Promise<number> {
  const port = await freePortFrom(wanted, reserved);
  if (port !== wanted) console.log(`Port ${wanted} is taken; the ${name} uses ${port}.`);
  return port;
}

async function untilAnswers(url: string): Promise<"answers"> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined);
    if (response?.ok === true) return "answers";
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The demo did not answer at ${url} within two minutes.`);
}
