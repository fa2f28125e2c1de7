/** Where focus goes when a notice has closed: an element, or `null` for the page's own heading. */
export type FinalFocus = { readonly current: HTMLElement | null } | (() => HTMLElement | null);

/** What has focus before a notice opens; `undefined` when that is only the page. */
export function openerOf(document: Document): HTMLElement | undefined {
  const active = document.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}

/** Gives focus back after a notice has closed: to what had it before, else where the host says, else to the page's heading. */
export function returnFocus(
  document: Document,
  opener: HTMLElement | undefined,
  finalFocus: FinalFocus | undefined,
): void {
  const chosen = typeof finalFocus === "function" ? finalFocus() : finalFocus?.current;
  for (const target of [opener, chosen ?? undefined]) {
    if (target?.isConnected === true && takesFocus(target)) return;
  }
  const heading = ["main h1", "main", "h1"]
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((found) => found !== null);
  if (heading) focusPassively(heading);
}

/** True when the element has taken focus. */
function takesFocus(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return element.ownerDocument.activeElement === element;
}

/** Focuses an element that no key reaches, and leaves it as it was once focus has moved on. */
function focusPassively(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex")) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
}
