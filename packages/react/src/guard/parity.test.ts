import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noticeFaults } from "./parity.ts";
import { watchNotice } from "./watch-notice.ts";

const equal = "background-color: rgb(255, 255, 255); color: rgb(20, 20, 20); font-size: 15px; font-weight: 600";

/** jsdom lays nothing out, so sizes are said. */
function buttonOf(act: string, style: string, size: Partial<DOMRect> = {}): HTMLElement {
  const button = document.createElement("button");
  button.dataset["act"] = act;
  button.setAttribute("style", style);
  const rect = { top: 10, bottom: 58, height: 48, width: 200, left: 0, right: 200, x: 0, y: 10, ...size };
  vi.spyOn(button, "getBoundingClientRect").mockReturnValue({ ...rect, toJSON: () => rect });
  return button;
}

function noticeOf(accept: { style?: string; size?: Partial<DOMRect> } = {}): HTMLElement {
  const notice = document.createElement("div");
  notice.append(buttonOf("decline", equal), buttonOf("accept", accept.style ?? equal, accept.size));
  document.body.append(notice);
  return notice;
}

afterEach(() => document.body.replaceChildren());

describe("noticeFaults", () => {
  it("has nothing against two equal acts, nor against a notice without both [UI-S4]", () => {
    expect(noticeFaults(noticeOf())).toEqual([]);
    expect(noticeFaults(document.createElement("div"))).toEqual([]);
  });

  it.each([
    [
      "a filled accept",
      { style: `${equal}; background-color: rgb(0, 80, 160); color: rgb(255, 255, 255)` },
      "background",
    ],
    ["a pictured accept", { style: `${equal}; background-image: url(gold.png)` }, "background"],
    ["a bolder accept", { style: `${equal}; font-weight: 800` }, "font weight"],
    ["a larger text", { style: `${equal}; font-size: 18px` }, "font size"],
    ["a thicker border", { style: `${equal}; border: 3px solid` }, "border width"],
    ["a higher button", { size: { height: 56, bottom: 66 } }, "height"],
    ["a wider button", { size: { width: 230 } }, "areas"],
    ["a fainter text", { style: `${equal}; color: rgb(150, 150, 150)` }, "4.5"],
    ["a text of less contrast", { style: `${equal}; color: rgb(90, 90, 90)` }, "contrasts"],
    ["one out of view", { size: { top: 2000, bottom: 2048 } }, "place"],
  ])("objects to %s [UI-S4]", (_, accept, word) => {
    expect(noticeFaults(noticeOf(accept)).join(" ")).toContain(word);
  });
});

describe("watchNotice", () => {
  beforeEach(() => document.documentElement.removeAttribute("class"));

  it("tells a fault that a change of theme brings, once, until it is stopped [UI-S4]", async () => {
    const tell = vi.fn<(fault: string) => void>();
    const notice = noticeOf();
    const stop = watchNotice(notice, tell);
    expect(tell).not.toHaveBeenCalled();
    const accept = notice.querySelector<HTMLElement>('[data-act="accept"]');
    accept?.style.setProperty("font-weight", "800");
    document.documentElement.className = "dark";
    await vi.waitFor(() => expect(tell).toHaveBeenCalledTimes(1), { timeout: 20_000 });
    document.documentElement.className = "light";
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(tell).toHaveBeenCalledTimes(1);
    stop();
    accept?.style.setProperty("font-size", "20px");
    document.documentElement.className = "dark";
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
