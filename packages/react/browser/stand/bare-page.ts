import type { Browser, BrowserContextOptions, Page } from "playwright";
import { buildPage, type PageSource } from "./build-page.ts";

/** Where a bare page is. */
export const bareAddress = "http://page.test/";
const html =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><link rel="stylesheet" href="page.css"><body><script type="module" src="page.js"></script>';

/** A page with nothing of a host's on it, still to be sent to `bareAddress`; its files are answered here. */
export async function newBarePage(
  browser: Browser,
  source: PageSource,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const files = new Map(Object.entries(await buildPage(source)));
  files.set("", html);
  const page = await browser.newPage(options);
  await page.route(`${bareAddress}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const body = files.get(name);
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body, contentType: contentTypeOf(name) });
  });
  return page;
}

function contentTypeOf(name: string): string {
  if (name.endsWith(".css")) return "text/css";
  return name.endsWith(".js") ? "text/javascript" : "text/html";
}
