import type { Locator, Page } from "playwright";
import { reach, still, type Subject } from "./subjects.ts";

/** More presses than any page here has stops. */
const enough = 60;

/** What has focus, and whether that is inside of the layer. */
export function focusOf(page: Page, root: string): Promise<string> {
  return page.evaluate((root) => {
    const active = document.activeElement;
    if (active === null || active === document.body) return "nothing";
    const name = (active.getAttribute("aria-label") ?? active.textContent ?? "").trim().slice(0, 24);
    return `${active.closest(root) === null ? "outside" : "inside"}: ${active.tagName.toLowerCase()} ${name}`;
  }, root);
}

/** What a walk with Tab through a layer meets. */
export interface Walk {
  readonly stops: number;
  /** Stops of which nothing is in view. */
  readonly unseen: number;
  /** Whether focus never left the layer. */
  readonly stays: boolean;
}

/** Presses Tab until a stop comes again. */
export async function walk(page: Page, root: string): Promise<Walk> {
  const seen = new Set<number>();
  let unseen = 0;
  let outside = 0;
  for (let press = 0; press < enough; press += 1) {
    await page.keyboard.press("Tab");
    const { index, isInside, isSeen } = await page.evaluate((root) => {
      const active = document.activeElement ?? document.body;
      const label = active instanceof HTMLInputElement ? active.labels?.[0] : undefined;
      const points = [...active.getClientRects()].flatMap(({ left, right, top, bottom }) =>
        [left + 4, (left + right) / 2, right - 4].flatMap((x) =>
          [top + 4, (top + bottom) / 2, bottom - 4].map((y): [number, number] => [x, y]),
        ),
      );
      return {
        index: active === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(active),
        isInside: active.closest(root) !== null,
        isSeen: points.some(([x, y]) => {
          const hit = document.elementFromPoint(x, y);
          return active.contains(hit) || label?.contains(hit) === true;
        }),
      };
    }, root);
    if (seen.has(index)) break;
    seen.add(index);
    if (!isInside) outside += 1;
    else if (!isSeen) unseen += 1;
  }
  return { stops: seen.size - outside, unseen, stays: outside === 0 };
}

/** What an act costs from the opened page: clicks, or presses of Tab and of the keys that act. */
export interface Effort {
  readonly clicks: number;
  readonly keys: number;
}

/** To accept or to refuse everything. */
export async function effortOf(page: Page, subject: Subject, act: "accept" | "decline"): Promise<Effort> {
  const layer = await reach(page, subject, false);
  return { clicks: 1, keys: await pressOn(page, page.locator(layer[act]), "Enter") };
}

/** To refuse the last purpose and to grant the others. */
export async function effortOfOne(page: Page, subject: Subject): Promise<Effort> {
  const { preferences, boxes, save } = subject;
  await reach(page, subject, false);
  let keys = 0;
  if (preferences !== undefined) {
    keys += await pressOn(page, page.locator(preferences.by), "Enter");
    await page.locator(preferences.root).waitFor();
    await still(page);
  }
  for (const box of boxes) keys += await pressOn(page, page.locator(box), "Space");
  keys += await pressOn(page, page.locator(save), "Enter");
  return { clicks: boxes.length + (preferences === undefined ? 1 : 2), keys };
}

/** Presses Tab until a control, or the label that works it, has focus, then the key that acts; counts the presses. */
async function pressOn(page: Page, control: Locator, key: "Enter" | "Space"): Promise<number> {
  for (let presses = 0; presses < enough; presses += 1) {
    const hasFocus = await control.evaluate(
      (target) =>
        document.activeElement === target ||
        (target instanceof HTMLInputElement && document.activeElement === target.labels?.[0]),
    );
    if (hasFocus) {
      await page.keyboard.press(key);
      return presses + 1;
    }
    await page.keyboard.press("Tab");
  }
  return Number.POSITIVE_INFINITY;
}
