import { actionOf, type ActName } from "./actions.ts";

/** What something costs a person. */
export interface Effort {
  /** Clicks or taps; infinite where none does it. */
  readonly clicks: number;
  /** Presses of a key; infinite where none does it. */
  readonly keys: number;
}

const focusable = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary", "[tabindex]"].join(
  ",",
);

/**
 * What it costs from the opened notice to an act on the whole of it: one click, and one press of Tab for each stop up to
 * the button and one to press it. Each disclosure that has to be opened first counts as well. What cannot be pressed costs
 * without end.
 */
export function effortOf(notice: Element, act: ActName): Effort {
  const button = actionOf(notice, act);
  if (!isUsable(button)) return { clicks: Infinity, keys: Infinity };
  const hidden = closedAround(button, notice);
  const clicks = 1 + hidden;
  if (!isStop(button)) return { clicks, keys: Infinity };
  const stops = [...notice.querySelectorAll(focusable)].filter(
    (element) => isStop(element) && isUsable(element) && closedAround(element, document.documentElement) === 0,
  );
  const behind = hidden === 0 ? stops.indexOf(button) : stops.length;
  return { clicks, keys: behind + 1 + 1 + hidden };
}

/**
 * Counts what a person does while `perform` runs: every click and every press of a key that arrives at the page.
 * A click that comes of a key counts as the key alone.
 */
export async function effortDuring(perform: () => void | Promise<void>, page: Document = document): Promise<Effort> {
  const counted = { clicks: 0, keys: 0 };
  const onClick = ({ detail, target }: Event & { readonly detail?: number }): void => {
    // What a label hands on to its control is not a second click.
    const isHandedOn = target instanceof HTMLInputElement && wasLabel;
    wasLabel = target instanceof Element && !(target instanceof HTMLInputElement) && target.closest("label") !== null;
    if (!isHandedOn && !(detail === 0 && pressed)) counted.clicks += 1;
  };
  let wasLabel = false;
  let pressed = false;
  const onDown = (): void => {
    pressed = true;
    counted.keys += 1;
  };
  const onUp = (): void => {
    pressed = false;
  };
  page.addEventListener("click", onClick, true);
  page.addEventListener("keydown", onDown, true);
  page.addEventListener("keyup", onUp, true);
  try {
    await perform();
  } finally {
    page.removeEventListener("click", onClick, true);
    page.removeEventListener("keydown", onDown, true);
    page.removeEventListener("keyup", onUp, true);
  }
  return counted;
}

/** Whether the Tab key stops at an element, where it can be seen. */
function isStop(element: Element): boolean {
  return element.matches(focusable) && !element.matches('[tabindex^="-"]');
}

/** Whether an element is on screen and takes a press, once every disclosure round it is open. */
function isUsable(element: Element): boolean {
  if (element.matches(":disabled") || element.closest("[inert]") !== null) return false;
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (at.hasAttribute("hidden")) return false;
    const { display, visibility } = getComputedStyle(at);
    if (display === "none" || (at === element && visibility !== "visible")) return false;
  }
  return true;
}

/** How many closed `<details>` an element lies in, below `root`. */
function closedAround(element: Element, root: Element): number {
  let count = 0;
  for (let at = element.parentElement; at !== null && at !== root; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement && !at.open && element.closest("summary")?.parentElement !== at) count += 1;
  }
  return count;
}
