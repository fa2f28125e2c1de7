import type { Browser, BrowserContextOptions, Page } from "playwright";

/** How a page is opened. */
export interface Opening extends BrowserContextOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly query: string;
  /** The response header of that name. */
  readonly contentPolicy?: string | undefined;
}

/** What a page has seen from its first moment. */
export interface Seen {
  /** The score of each layout shift. */
  readonly shifts: number[];
  /** What the content policy objected to. */
  readonly violations: string[];
}

declare global {
  interface Window {
    readonly seen: Seen;
  }
}

/** Opens a page in a context of its own; nothing leaves the browser. */
export async function openPage(browser: Browser, { files, query, contentPolicy, ...options }: Opening): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  // The compiler of this script wraps functions in it, and some are sent to the page.
  await context.addInitScript({ content: "globalThis.__name = (named) => named;" });
  await context.addInitScript(watch);
  const headers = contentPolicy === undefined ? {} : { "content-security-policy": contentPolicy };
  await context.route("**/*", (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "") return route.fulfill({ contentType: "text/html", headers, body: html(query) });
    const body = name === "host.css" ? hostStyles : files[name];
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: name.endsWith(".css") ? "text/css" : "text/javascript", body });
  });
  const page = await context.newPage();
  await page.goto(`http://localhost/?${query}`);
  return page;
}

const hostStyles = `:root { color-scheme: light dark }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; background: light-dark(#fff, #111418); color: light-dark(#20252b, #e8eaec) }
header, main, footer { max-width: 60rem; margin: auto; padding: 1.5rem }
header a { color: inherit; display: inline-block; padding: 0.25rem 0; margin-inline-end: 1rem }
#opener { font: inherit; min-height: 2.75rem }
.kept #root { min-height: 60rem }`;

/** A host keeps the height of what it renders in the browser. */
const html = (query: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bazaar Lane</title>
<link rel="stylesheet" href="/host.css"><link rel="stylesheet" href="/page.css"></head>
<body class="${query.replaceAll("&", " ")}"><header><a href="/new">New</a><a href="/sale">Sale</a><a href="/stores">Stores</a></header>
<main><h1>Bazaar Lane</h1><p>Lamps, bowls and cloth from forty workshops, sent to you in two days.</p>
<p>Each piece is made by hand, and no two are quite alike. What you do not like goes back at our cost.</p>
<div id="root"></div></main>
<footer><button id="opener" type="button">Privacy choices</button></footer>
<script type="module" src="/page.js"></script></body></html>`;

/** Notes what has to be seen from the page's first moment. Runs in the page. */
function watch(): void {
  const seen: Seen = { shifts: [], violations: [] };
  Object.assign(window, { seen });
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    seen.violations.push(effectiveDirective);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ("value" in entry) seen.shifts.push(Number(entry.value));
  }).observe({ type: "layout-shift", buffered: true });
}
