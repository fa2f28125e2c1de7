import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";
import { still, type Layer, type Subject } from "./subjects.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules of axe with how many elements each is about. */
export interface AxeFindings {
  readonly violations: readonly string[];
  readonly undecided: readonly string[];
}

/** Runs axe over the whole page. */
export async function axeOf(page: Page): Promise<AxeFindings> {
  await page.evaluate(axe);
  const { violations, incomplete }: AxeResults = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`);
  const said = (results: AxeResults["violations"]) => results.map(({ id, nodes }) => `${id} ${nodes.length}`);
  return { violations: said(violations), undecided: said(incomplete) };
}

/** How a layer presents itself to assistive technology. */
export function semanticsOf(page: Page, root: string): Promise<string> {
  return page.evaluate((root) => {
    const layer = document.querySelector(root);
    const holder = layer?.closest("[role], dialog, section") ?? layer?.querySelector("[role=dialog]");
    if (holder === null || holder === undefined) return "no role";
    const named = holder.getAttribute("aria-labelledby") ?? "";
    const name = holder.getAttribute("aria-label") ?? document.getElementById(named)?.textContent;
    const headings = [...(layer?.querySelectorAll("h1, h2, h3, h4, h5, h6") ?? [])].filter((one) =>
      one.checkVisibility(),
    );
    const isPageHidden = document.querySelector("#opener")?.closest("[inert], [aria-hidden=true]") !== null;
    return [
      holder.getAttribute("role") ?? holder.tagName.toLowerCase(),
      name === undefined || name === "" ? "no name" : name,
      `headings ${headings.map(({ tagName }) => tagName).join(" ") || "none"}`,
      isPageHidden ? "page hidden" : "page not hidden",
    ].join(", ");
  }, root);
}

/** Decline next to accept: its area as a share of the other's, and whether both look the same. */
export async function parityOf(page: Page, { accept, decline }: Layer): Promise<string> {
  const [one, other] = await Promise.all(
    [decline, accept].map((selector) =>
      page.locator(selector).evaluate((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { color, backgroundColor, fontWeight, fontSize, borderTopWidth, borderTopColor } =
          getComputedStyle(button);
        const look = [color, backgroundColor, fontWeight, fontSize, borderTopWidth, borderTopColor].join();
        return { area: width * height, look };
      }),
    ),
  );
  if (one === undefined || other === undefined) throw new Error("A layer has both acts.");
  return `${Math.round((one.area / other.area) * 100)} %, ${one.look === other.look ? "same look" : "another look"}`;
}

/** Controls that, with their label, are less than 24 px in a direction; links in running text are left out. */
export function smallTargets(page: Page, root: string): Promise<readonly string[]> {
  return page.evaluate((root) => {
    const controls = document.querySelectorAll(`:is(${root}) :is(a[href], button, input, select)`);
    return [...controls].flatMap((control) => {
      const around = (control.parentElement?.textContent ?? "").trim();
      const isInText = control.matches("a") && around !== (control.textContent ?? "").trim();
      if (isInText || !control.checkVisibility({ visibilityProperty: true }) || control.closest("[inert]")) return [];
      const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
      const boxes = [control, ...labels].map((part) => part.getBoundingClientRect());
      const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
      const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
      return Math.min(width, height) < 23.5 ? [`${control.tagName} ${Math.round(width)}×${Math.round(height)}`] : [];
    });
  }, root);
}

/** How far the page can be moved sideways, and how far the layer reaches beyond the window, in pixels. */
export function sidewaysOf(page: Page, root: string): Promise<number> {
  return page.evaluate((root) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const boxes = [...document.querySelectorAll(`:is(${root}), :is(${root}) *`)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 1 && height > 1);
    return Math.round(
      Math.max(scrollWidth - clientWidth, ...boxes.map(({ left, right }) => Math.max(-left, right - innerWidth))),
    );
  }, root);
}

/** In forced colours: whether a box looks different when it is ticked, and whether accept and decline have an edge. */
export async function forcedColoursOf(page: Page, { boxes }: Subject, layer: Layer): Promise<string> {
  const box = page.locator(boxes.at(-1) ?? "");
  const area = await box.evaluate((input) => {
    const row = input.closest("fieldset, li, .pm__section--toggle, [data-slot=preference-item-root]") ?? input;
    const { x, y, width, height } = row.getBoundingClientRect();
    return { x, y, width, height };
  });
  const shoot = () => page.screenshot({ clip: area, animations: "disabled" });
  const empty = await shoot();
  await box.evaluate((input) => {
    if (input instanceof HTMLElement) input.click();
  });
  await still(page);
  const isSeen = !empty.equals(await shoot());
  const edges = await Promise.all(
    [layer.accept, layer.decline].map((selector) =>
      page.locator(selector).evaluate((button) => getComputedStyle(button).borderTopStyle !== "none"),
    ),
  );
  return `state ${isSeen ? "seen" : "not seen"}, ${edges.every(Boolean) ? "edges" : "no edges"}`;
}
