/** How many notices hold the page of a document, and how to give it back. */
const held = new WeakMap<Document, { holders: number; release: () => void }>();

/**
 * Keeps the page behind a modal from scrolling, without moving it by a pixel; returns how to let go.
 * Several notices may hold the page; the last one to let go restores it.
 */
export function lockScroll(document: Document): () => void {
  const lock = held.get(document) ?? { holders: 0, release: stop(document) };
  lock.holders += 1;
  held.set(document, lock);
  let isHolding = true;
  return () => {
    if (!isHolding) return;
    isHolding = false;
    lock.holders -= 1;
    if (lock.holders > 0) return;
    held.delete(document);
    lock.release();
  };
}

function stop(document: Document): () => void {
  const { documentElement: page, body, defaultView: window } = document;
  const giveBack = [page, body].map(keepText);
  const restore = [remember(page.style, "overflow"), remember(page.style, "scrollbar-gutter")];
  // A classic scrollbar takes room; where the page does not reserve it already, hiding it would shift everything.
  const takesRoom = window !== null && window.innerWidth > page.clientWidth;
  const gutter = window?.getComputedStyle(page).getPropertyValue("scrollbar-gutter") ?? "";
  if (takesRoom && (gutter === "" || gutter === "auto")) page.style.setProperty("scrollbar-gutter", "stable");
  page.style.setProperty("overflow", "hidden");
  return () => {
    for (const undo of restore) undo();
    // Whoever else styled the page for the notice has given it back by then, and may have left an empty attribute.
    setTimeout(() => giveBack.forEach((give) => give()));
  };
}

/** Keeps how an element's style is written, for as long as it says the same; returns how to write it so again. */
function keepText(element: HTMLElement): () => void {
  const text = element.getAttribute("style");
  const said = element.style.cssText;
  return () => {
    if (element.getAttribute("style") === text || element.style.cssText !== said) return;
    if (text === null) element.removeAttribute("style");
    // A text that said nothing was refused by the page's policy, and would be again.
    else if (said !== "") element.setAttribute("style", text);
  };
}

function remember(style: CSSStyleDeclaration, property: string): () => void {
  const value = style.getPropertyValue(property);
  const priority = style.getPropertyPriority(property);
  return () => {
    if (value === "") style.removeProperty(property);
    else style.setProperty(property, value, priority);
  };
}
