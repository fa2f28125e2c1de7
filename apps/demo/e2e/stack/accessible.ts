import axe from "axe-core";
import type { Frame, Page } from "playwright";
import { expect } from "vitest";

declare global {
  interface Window {
    /** Put into the page by the test. */
    readonly axe: typeof axe;
  }
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects that axe finds nothing in what stands on a page or in a frame now, and that nothing has to be scrolled sideways. */
export async function expectAccessible(page: Page | Frame, state: string): Promise<void> {
  // Read after what moves on entering has come to rest.
  await page.waitForTimeout(200);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (runOnly) => (await window.axe.run(document, { runOnly, iframes: false })).violations,
    tags,
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect({ state, found }).toEqual({ state, found: [] });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect({ state, sideways }).toEqual({ state, sideways: 0 });
}
