import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page, Route } from "playwright";
import { inject } from "vitest";
import "./provided.ts";
import type { Scene } from "./scene.ts";

const origin = "http://clinic.test";

/** How the page round the notice is made. */
export interface Host {
  /** The host's own styles. */
  readonly css?: string | undefined;
  /** Attributes of `<html>` and `<body>`. */
  readonly html?: string | undefined;
  readonly body?: string | undefined;
  /** The response header of that name. */
  readonly contentPolicy?: string | undefined;
  /** A preset by its file name, after our stylesheet. */
  readonly look?: string | undefined;
}

/** Opens the page with a notice in a fresh context; nothing leaves the browser. `/before` is a page without a notice. */
export async function openPage(
  browser: Browser,
  scene: Scene,
  options: BrowserContextOptions = {},
  host: Host = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(watch);
  await context.route(`${origin}/**`, (route) => answer(route, host));
  const page = await context.newPage();
  await page.goto(`${origin}/before`);
  await page.goto(`${origin}/?scene=${encodeURIComponent(JSON.stringify(scene))}`);
  if (scene.opensBy !== "button") await settle(page, scene);
  return page;
}

/** Waits for the notice, and brings it where the scene wants it. */
export async function settle(page: Page, { situation, service }: Scene): Promise<void> {
  const state = service === "never-answers" || service === "late" ? "checking" : "asking";
  const name = situation === "inline" ? "root" : "dialog";
  await page.locator(`[data-nc="${name}"][data-state="${state}"]`).waitFor({ state: "attached" });
  if (situation === "refused") {
    await page.locator('[data-act="save"]').click();
    await page.locator('[data-nc="summary"]').waitFor();
  }
  if (situation === "recorded") {
    await page.locator('[data-act="accept"]').click();
    await page.locator('[data-nc="recorded"]').waitFor();
  }
  await drawn(page);
}

/** Until the page has drawn two more frames. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  );
}

async function answer(route: Route, host: Host): Promise<void> {
  const name = new URL(route.request().url()).pathname.slice(1);
  if (name === "" || name === "before") {
    const headers = host.contentPolicy === undefined ? {} : { "content-security-policy": host.contentPolicy };
    return route.fulfill({ contentType: "text/html", headers, body: html(host, name === "") });
  }
  if (name === "host.css")
    return route.fulfill({ contentType: "text/css", body: host.css ?? "#end { margin-top: 200vh }" });
  if (name.startsWith("presets/"))
    return route.fulfill({
      contentType: "text/css",
      body: readFileSync(new URL(`../../src/${name}`, import.meta.url), "utf8"),
    });
  const body = inject("clinic").files[name];
  if (body === undefined) return route.fulfill({ status: 404 });
  return route.fulfill({ contentType: name.endsWith(".css") ? "text/css" : "text/javascript", body });
}

function html(host: Host, hasNotice: boolean): string {
  const look = host.look === undefined ? "" : `<link rel="stylesheet" href="presets/${host.look}">`;
  const script = hasNotice ? '<script type="module" src="page.js"></script>' : "";
  return `<!doctype html>
<html lang="en" ${host.html ?? ""}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Neem Clinic</title>
<link rel="stylesheet" href="page.css">${look}<link rel="stylesheet" href="host.css"></head>
<body ${host.body ?? ""}>
<div data-probe="full width">Open from 9 to 6</div>
<div data-probe="fixed">Call us</div>
<main><h1>Neem Clinic</h1><button id="opener" type="button">Register</button>
<div id="root"></div>
<p data-probe="centred">We are glad that you are here.</p>
<p id="end">The page goes on.</p></main>
${script}</body></html>`;
}

/** Notes what has to be seen from the page's first moment. Runs in the page. */
function watch(): void {
  const seen = { messages: new Array<string>(), shifts: new Array<number>(), violations: new Array<string>() };
  Object.assign(window, seen);
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => {
    seen.violations.push(`${violatedDirective} in ${sourceFile}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ("value" in entry) seen.shifts.push(entry.value);
  }).observe({ type: "layout-shift", buffered: true });
  let last = "";
  new MutationObserver(() => {
    const text = document.querySelector('[role="status"]')?.textContent ?? "";
    if (text !== last && text !== "") seen.messages.push(text);
    last = text;
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
