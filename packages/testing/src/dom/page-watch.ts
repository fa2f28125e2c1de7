/** A page under watch since before a notice was shown on it. */
export interface PageWatch {
  /** What is not as it has to be, a sentence each. Ask after a while: closing takes a moment. */
  faults(): readonly string[];
  /** Stops watching. */
  end(): void;
}

/**
 * Watches what a notice does to the page round it. While a notice is open, focus is not lost and there is one live
 * region in it; once it has closed, the page's own styles, attributes and focus are as they were or better.
 */
export function watchPage(page: Document = document): PageWatch {
  const roots = [page.documentElement, page.body];
  const before = roots.map(attributesOf);
  let hadFocus = false;
  const onFocus = (): void => {
    hadFocus = true;
  };
  page.addEventListener("focusin", onFocus, true);

  return {
    faults() {
      const dialogs = [...page.querySelectorAll('[role="dialog"]')];
      const faults: string[] = [];
      if (hadFocus && (page.activeElement === null || page.activeElement === page.body)) {
        faults.push("Focus is on the body: it was lost on the way.");
      }
      for (const notice of page.querySelectorAll('[data-nc="root"], [role="dialog"]:has([data-nc])')) {
        const regions = notice.querySelectorAll('[role="status"], output');
        const isOutermost = notice.parentElement?.closest('[data-nc="root"]') === null;
        const isHidden = notice.closest("[hidden]") !== null;
        if (isOutermost && !isHidden && regions.length !== 1) {
          faults.push(`A notice has ${regions.length} elements of role status; exactly one speaks.`);
        }
      }
      if (dialogs.length > 0) return faults;
      for (const [index, root] of roots.entries()) {
        const now = attributesOf(root);
        const name = root.tagName.toLowerCase();
        for (const attribute of new Set([...Object.keys(before[index] ?? {}), ...Object.keys(now)])) {
          const [was, is] = [before[index]?.[attribute], now[attribute]];
          if ((was ?? "") !== (is ?? "")) {
            faults.push(`${attribute} of <${name}> was ${quoted(was)} and is ${quoted(is)} after closing.`);
          }
        }
      }
      if (page.body.querySelector("[data-radix-focus-guard], [data-aria-hidden]") !== null) {
        faults.push("Something that hides the page behind a dialog was left behind.");
      }
      return faults;
    },
    end: () => page.removeEventListener("focusin", onFocus, true),
  };
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries(
    watched.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null ? [] : [[name, value.trim()]];
    }),
  );
}

const watched = ["style", "inert", "aria-hidden", "lang", "dir", "data-scroll-locked"];

function quoted(value: string | undefined): string {
  return value === undefined ? "absent" : `"${value}"`;
}
