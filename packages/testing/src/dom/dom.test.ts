// @vitest-environment jsdom
import { contrastOf, parityFaults, type ActionFigures } from "@notice-consent/contract";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { readColour, textContrastOf } from "./contrast.ts";
import { effortDuring, effortOf } from "./effort.ts";
import { consentMatchers } from "./matchers.ts";
import { equalActions, showNotice } from "./notice.test-data.ts";
import { watchPage } from "./page-watch.ts";
import { parityOf } from "./parity.ts";

beforeAll(() => {
  expect.extend(consentMatchers);
});

afterEach(() => {
  document.body.innerHTML = "";
  document.documentElement.removeAttribute("style");
});

describe("contrast", () => {
  it("is 21 between black and white, and 1 between a colour and itself", () => {
    const [black, white] = [readColour("rgb(0, 0, 0)"), readColour("rgb(255 255 255 / 1)")];
    if (black === undefined || white === undefined) throw new Error("A colour was not read.");
    expect(contrastOf(black, white)).toBeCloseTo(21);
    expect(contrastOf(white, white)).toBe(1);
  });

  it("is measured against what shows through a translucent background", () => {
    document.body.innerHTML =
      '<div style="background-color: rgb(0, 0, 0)"><p style="color: rgb(255,255,255); background-color: rgba(255, 255, 255, 0.5)">x</p></div>';
    const text = document.querySelector("p");
    expect(text && textContrastOf(text)).toBeLessThan(4.5);
  });
});

const figures: ActionFigures = {
  tag: "button",
  width: 200,
  height: 48,
  fontSize: "16px",
  fontWeight: "500",
  borderWidth: "1px",
  background: "rgb(20, 60, 120)",
  contrast: 9,
  inView: true,
};

describe("equal prominence [UI-S4]", () => {
  it("holds for two buttons of one kind", () => {
    expect(showNotice()).toShowEqualActions();
    expect(parityFaults({ accept: figures, decline: { ...figures, width: 205 } })).toEqual([]);
  });

  it.each([
    ["area", { width: 180 }],
    ["element", { tag: "a" }],
    ["height", { height: 46 }],
    ["font size", { fontSize: "14px" }],
    ["font weight", { fontWeight: "400" }],
    ["border width", { borderWidth: "0px" }],
    ["background", { background: "rgba(0, 0, 0, 0)" }],
    ["contrast", { contrast: 4.4 }],
    ["contrasts", { contrast: 5.9 }],
    ["view", { inView: false }],
  ] as const)("fails on the %s", (word, change) => {
    const faults = parityFaults({ accept: figures, decline: { ...figures, ...change } });
    expect(faults.join("\n")).toContain(word);
  });

  it("says what differs", () => {
    const notice = showNotice(
      equalActions.replace("background-color: rgb(20, 60, 120)", "background-color: transparent"),
    );
    expect(() => expect(notice).toShowEqualActions()).toThrow(/background/);
    expect(parityOf(notice).decline.background).not.toBe(parityOf(notice).accept.background);
  });
});

describe("effort [UI-S5]", () => {
  it("counts a click, and a press of Tab for each stop on the way", () => {
    const notice = showNotice();
    expect(effortOf(notice, "decline")).toEqual({ clicks: 1, keys: 4 });
    expect(effortOf(notice, "accept")).toEqual({ clicks: 1, keys: 6 });
    expect(notice).toRefuseAsEasilyAsAccept();
  });

  it("fails where refusing hides behind a disclosure or comes last", () => {
    const hidden = equalActions.replace(
      /(<button[^>]+decline".*?<\/button>)/s,
      "<details><summary>More</summary>$1</details>",
    );
    expect(() => expect(showNotice(hidden)).toRefuseAsEasilyAsAccept()).toThrow("2 clicks");
    const last = equalActions.replace('"decline"', '"x"').replace('"accept"', '"decline"').replace('"x"', '"accept"');
    expect(() => expect(showNotice(last)).toRefuseAsEasilyAsAccept()).toThrow("6 keys");
  });

  it.each([
    ["disabled", "disabled"],
    ["in a disabled group", "disabled", "fieldset"],
    ["hidden", "hidden"],
    ["in a hidden part", "hidden", "div"],
    ["not displayed", 'style="display: none"'],
    ["not visible", 'style="visibility: hidden"'],
    ["inert", "inert"],
    ["out of reach of the Tab key", 'tabindex="-1"'],
  ])("fails where refusing is %s", (_, attribute, around?: string) => {
    const decline = '<button type="button" data-act="decline"';
    const refusal =
      around === undefined
        ? `${decline} ${attribute}>No</button>`
        : `<${around} ${attribute}>${decline}>No</button></${around}>`;
    const notice = showNotice(equalActions.replace(/<button[^>]+decline".*?<\/button>/s, refusal));
    expect(effortOf(notice, "decline").keys).toBe(Infinity);
    expect(() => expect(notice).toRefuseAsEasilyAsAccept()).toThrow("Infinity keys");
  });

  it("fails where neither can be done, and stops at nothing that the Tab key passes over", () => {
    const neither = equalActions.replaceAll("<button", "<button disabled");
    expect(() => expect(showNotice(neither)).toRefuseAsEasilyAsAccept()).toThrow("Infinity clicks");
    const notice = showNotice(equalActions.replace('data-act="decline"', 'data-act="x" tabindex="-1"'));
    expect(effortOf(notice, "accept")).toEqual({ clicks: 1, keys: 5 });
  });

  it("says when a notice has no way to refuse", () => {
    expect(() => expect(showNotice("<p></p>")).toRefuseAsEasilyAsAccept()).toThrow('data-act="decline"');
  });

  it("counts what a person does, and a click on a label once [UI-W1]", async () => {
    const notice = showNotice();
    const grant = await effortDuring(() => {
      notice.querySelector("label")?.click();
      notice.querySelector<HTMLElement>('[data-act="save"]')?.click();
    });
    const withdraw = await effortDuring(() => {
      notice.querySelector<HTMLElement>('[data-act="decline"]')?.click();
    });
    expect(grant).toEqual({ clicks: 2, keys: 0 });
    expect(withdraw).toCostNoMoreThan(grant);
    expect(() => expect(grant).toCostNoMoreThan(withdraw)).toThrow("2 clicks");
  });

  it("counts a press of a key and not the click that comes of it", async () => {
    const notice = showNotice();
    const press = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
    const effort = await effortDuring(() => {
      const button = notice.querySelector<HTMLElement>('[data-act="accept"]');
      button?.dispatchEvent(press);
      button?.click();
      button?.dispatchEvent(new KeyboardEvent("keyup", { key: "Enter", bubbles: true }));
    });
    expect(effort).toEqual({ clicks: 0, keys: 1 });
  });
});

describe("a watched page [SB7]", () => {
  it("has no faults while nothing happens to it", () => {
    showNotice();
    const page = watchPage();
    expect(page.faults()).toEqual([]);
    page.end();
  });

  it("tells a style that was left behind, and not one that was there before", () => {
    showNotice();
    document.documentElement.style.scrollbarGutter = "stable";
    document.body.style.color = "red";
    const page = watchPage();
    document.documentElement.style.overflow = "hidden";
    document.body.setAttribute("inert", "");
    expect(page.faults()).toEqual([expect.stringContaining("style of <html>")]);
    page.end();
  });

  it("tells lost focus, once something had it", () => {
    const notice = showNotice();
    const page = watchPage();
    const box = notice.querySelector("input");
    box?.focus();
    expect(page.faults()).toEqual([]);
    box?.remove();
    expect(page.faults()).toEqual([expect.stringContaining("Focus is on the body")]);
    page.end();
  });

  it("tells a notice without a live region, and one with two", () => {
    const notice = showNotice();
    const page = watchPage();
    notice.append(Object.assign(document.createElement("div"), { role: "status" }));
    expect(page.faults()).toEqual([expect.stringContaining("2 elements")]);
    for (const region of notice.querySelectorAll('[role="status"]')) region.remove();
    expect(page.faults()).toEqual([expect.stringContaining("0 elements")]);
    page.end();
  });
});
