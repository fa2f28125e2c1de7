import type { Page } from "playwright";
import "./scene.ts";

/** What has focus. */
export interface Stop {
  /** Its place among all elements of the document; -1 for nothing but the page. */
  readonly index: number;
  /** Its part, act or element name. */
  readonly name: string;
  readonly isInside: boolean;
  /** Whether none of its corners can be seen. */
  readonly isCovered: boolean;
  /** Width of its outline, in pixels; 0 for none. */
  readonly outline: number;
}

/** What has focus now. */
export function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const active = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(active);
    return {
      index: active === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(active),
      name: active.getAttribute("data-act") ?? active.getAttribute("data-nc") ?? active.tagName.toLowerCase(),
      isInside: active.closest('[data-nc="dialog"], section[data-nc="root"]') !== null,
      isCovered: window.clinic.isCovered(active),
      outline: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
    };
  });
}

/** Presses a key from a part of the notice on, its title unless told, until a stop comes again or the notice is left; the stops on the way. */
export async function walk(page: Page, key: "Tab" | "Shift+Tab", from = '[data-nc="title"]'): Promise<readonly Stop[]> {
  await page.locator(from).focus();
  const stops: Stop[] = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    const stop = await stopOf(page);
    if (!stop.isInside || stops.some(({ index }) => index === stop.index)) return stops;
    stops.push(stop);
  }
  throw new Error(`${key} comes to no end.`);
}

/** Unfolds every purpose. */
export async function unfold(page: Page): Promise<void> {
  await page.locator('[data-nc="details"]').evaluateAll((buttons) => {
    for (const button of buttons)
      if (button instanceof HTMLElement && button.dataset["state"] !== "open") button.click();
  });
}
