import { noticeFaults } from "./parity.ts";

/**
 * Measures a notice now and whenever its size or the page's theme changes, and tells each fault once; returns how to
 * stop. For development: it reads layout.
 */
export function watchNotice(notice: HTMLElement, tell: (fault: string) => void): () => void {
  const told = new Set<string>();
  const measure = (): void => {
    for (const fault of noticeFaults(notice)) {
      if (told.has(fault)) continue;
      told.add(fault);
      tell(fault);
    }
  };
  const { documentElement, body } = document;
  const themes = new MutationObserver(measure);
  for (const element of [documentElement, body, notice]) {
    themes.observe(element, { attributeFilter: ["class", "style", "data-theme", "data-nc-theme", "data-nc-density"] });
  }
  const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
  dark?.addEventListener("change", measure);
  const sizes = typeof ResizeObserver === "function" ? new ResizeObserver(measure) : undefined;
  for (const element of [notice, ...notice.querySelectorAll("[data-act]")]) sizes?.observe(element);
  measure();
  return () => {
    themes.disconnect();
    sizes?.disconnect();
    dark?.removeEventListener("change", measure);
  };
}
