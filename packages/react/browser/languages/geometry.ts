/** What is wrong with the texts of the notice on screen: cut off, outside the window, or set too tight. Runs in the page. */
export function textFaults(): string[] {
  const root = document.querySelector<HTMLElement>('[data-nc="root"]');
  if (root === null) return ["There is no notice."];
  const faults = new Set<string>();
  const isEnglish = root.lang === "en";
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (element === null || text === "" || element.closest("option") !== null || isUnseen(element)) continue;
    const place = `${nameOf(element)} “${text.slice(0, 40)}”`;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) for (const fault of cuts(rect, element)) faults.add(`${place} ${fault}`);

    const { fontSize, lineHeight, letterSpacing, textTransform } = getComputedStyle(element);
    const ratio = Number.parseFloat(lineHeight) / Number.parseFloat(fontSize);
    if (!isEnglish && !(ratio >= 1.6 - 0.001)) faults.add(`${place} has a line height of ${ratio.toFixed(2)}`);
    if (!isEnglish && letterSpacing !== "normal") faults.add(`${place} is spaced out`);
    if (textTransform !== "none") faults.add(`${place} is transformed`);
  }
  for (const select of root.querySelectorAll("select")) {
    if (select.offsetWidth < widthOfChoice(select)) faults.add("the selector cuts its choice off");
    if (select.getBoundingClientRect().right > innerWidth + 1) faults.add("the selector leaves the window");
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.add(`the page scrolls sideways, by ${scrollWidth - innerWidth}`);
  return [...faults];

  function* cuts(rect: DOMRect, element: HTMLElement): Generator<string> {
    if (rect.left < -1 || rect.right > innerWidth + 1) yield "leaves the window";
    let isScrolled = false;
    for (let box: HTMLElement | null = element; box !== null && root?.contains(box); box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      const isControl = box.matches("button");
      const leavesSideways = rect.left < edge.left - 1 || rect.right > edge.right + 1;
      // What a line's own box is taller by than the line is no text.
      const leavesUpOrDown = rect.top + rect.height / 4 < edge.top || rect.bottom - rect.height / 4 > edge.bottom;
      if ((overflowX !== "visible" || isControl) && leavesSideways) yield `is cut off by ${nameOf(box)}`;
      if (!isScrolled && (isControl || overflowY === "hidden" || overflowY === "clip") && leavesUpOrDown) {
        yield `is cut off above or below by ${nameOf(box)}`;
      }
      isScrolled ||= overflowY === "auto" || overflowY === "scroll";
    }
  }

  function isUnseen(element: HTMLElement): boolean {
    for (let box: HTMLElement | null = element; box !== null && box !== root; box = box.parentElement) {
      const { width, height } = box.getBoundingClientRect();
      if (width <= 1 || height <= 1 || !box.checkVisibility()) return getComputedStyle(box).display !== "contents";
    }
    return false;
  }

  /** What a selector of the chosen option alone would take. */
  function widthOfChoice(select: HTMLSelectElement): number {
    const alone = select.cloneNode(false);
    if (!(alone instanceof HTMLSelectElement)) return 0;
    const [chosen] = select.selectedOptions;
    if (chosen !== undefined) alone.append(chosen.cloneNode(true));
    alone.style.cssText = "position: absolute; visibility: hidden; inline-size: max-content; max-inline-size: none";
    select.after(alone);
    const width = alone.offsetWidth;
    alone.remove();
    return width;
  }

  function nameOf(element: Element): string {
    return element.getAttribute("data-nc") ?? element.closest("[data-nc]")?.getAttribute("data-nc") ?? element.tagName;
  }
}
