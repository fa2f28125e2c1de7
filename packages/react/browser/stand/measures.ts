import type { Page } from "playwright";

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
    const corners = [...active.getClientRects()].flatMap(({ left, right, top, bottom }) =>
      [left + 2, right - 2].flatMap((x) => [top + 2, bottom - 2].map((y): [number, number] => [x, y])),
    );
    // A tick beside its label is one target with it, and only the tick shows focus.
    const isSeen = corners.some(([x, y]) => active.contains(document.elementFromPoint(x, y)));
    const { outlineStyle, outlineWidth } = getComputedStyle(active);
    return {
      index: active === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(active),
      name: active.getAttribute("data-act") ?? active.getAttribute("data-nc") ?? active.tagName.toLowerCase(),
      isInside: active.closest('[data-nc="dialog"], section[data-nc="root"]') !== null,
      isCovered: !isSeen,
      outline: outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth),
    };
  });
}

/** Presses a key from the notice's title on, until a stop comes again or the notice is left; the stops on the way. */
export async function walk(page: Page, key: "Tab" | "Shift+Tab"): Promise<readonly Stop[]> {
  await page.locator('[data-nc="title"]').focus();
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
