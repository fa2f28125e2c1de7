import { afterEach, describe, expect, it, vi } from "vitest";
import { lockScroll } from "./scroll-lock.ts";

const page = document.documentElement;

afterEach(() => page.removeAttribute("style"));

describe("lockScroll", () => {
  it("leaves no trace on a page without inline style, others' empty attribute included [UI-M7]", async () => {
    const unlock = lockScroll(document);
    expect(page.style.overflow).toBe("hidden");
    document.body.style.pointerEvents = "none";
    unlock();
    document.body.style.pointerEvents = "";
    await vi.waitFor(() => expect(page.hasAttribute("style") || document.body.hasAttribute("style")).toBe(false), {
      timeout: 20_000,
    });
  });

  it("gives back what the page had set itself [UI-M7]", () => {
    page.setAttribute("style", "overflow: scroll; color: red;");
    lockScroll(document)();
    expect(page.style.overflow).toBe("scroll");
    expect(page.style.color).toBe("red");
  });

  it("holds until the last of several notices lets go, and counts nobody twice", () => {
    const first = lockScroll(document);
    const second = lockScroll(document);
    first();
    first();
    expect(page.style.overflow).toBe("hidden");
    second();
    expect(page.style.overflow).toBe("");
  });
});
