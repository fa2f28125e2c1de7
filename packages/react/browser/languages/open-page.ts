import type { Browser, Page } from "playwright";
import { bareAddress, newBarePage } from "../stand/bare-page.ts";

/** A page on which `window.show` puts a notice into a language. */
export async function openLanguagesPage(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const source = { entry: new URL("page.tsx", import.meta.url), mode: "development" } as const;
  const page = await newBarePage(browser, source, { viewport });
  await page.goto(bareAddress);
  await page.waitForFunction(() => typeof window.show === "function");
  return page;
}
