// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { appearanceOf, defaults } from "./appearance.ts";
import type { Settings } from "./settings.ts";

const of = (settings: unknown, appearance?: unknown) => appearanceOf({ settings, appearance });

describe("settings of the first version", () => {
  const first: Settings = {
    button: {
      accept: { backgroundColor: "#4f87ff", textColor: "#ffffff" },
      decline: { backgroundColor: "#ffffff", textColor: "#000000", borderColor: "#d0d5dd" },
      language: { backgroundColor: "#f2f4f7", textColor: "#344054" },
    },
    link: "#00f",
    borderRadius: "8px",
    backgroundColor: "#ffffff",
    headingColor: "#323B4B",
    textColor: "#344054",
    borderColor: "rgb(208, 213, 221)",
    font: "Inter, sans-serif",
  };

  it("become tokens, one by one [UI-T9] [W53]", () => {
    expect(of(first).style).toEqual({
      "--nc-accent": "#4f87ff",
      "--nc-link": "#00f",
      "--nc-radius": "8px",
      "--nc-bg": "#ffffff",
      "--nc-fg": "#344054",
      "--nc-border": "rgb(208, 213, 221)",
      "--nc-font": "Inter, sans-serif, system-ui, sans-serif",
      "--_heading": "#323B4B",
      "--_language-bg": "#f2f4f7",
      "--_language-fg": "#344054",
    });
  });

  it("never part accept from decline: the colour of accept is the accent, and that is said [UI-T9] [UI-S4]", () => {
    const { style, isUnequal } = of(first);
    expect(Object.keys(style).filter((name) => name.includes("action"))).toEqual([]);
    expect(isUnequal).toBe(true);
  });

  it("colour all actions where accept and decline agree [UI-T9]", () => {
    const alike = { backgroundColor: "#123456", textColor: "#FFF" };
    const { style, isUnequal } = of({ button: { accept: alike, decline: { ...alike, textColor: "#fff" } } });
    expect(style).toMatchObject({ "--nc-action-bg": "#123456", "--nc-action-fg": "#fff" });
    expect(isUnequal).toBe(false);
  });

  it("say nothing of a difference where no action has a colour", () => {
    expect(of({ link: "#00f" }).isUnequal).toBe(false);
    expect(of(undefined)).toEqual({
      style: {},
      theme: undefined,
      attributes: {},
      confirms: false,
      folds: false,
      isUnequal: false,
    });
  });
});

describe("one wrong value", () => {
  it.each([
    ["a colour by name", { backgroundColor: "red" }],
    ["a colour with a stylesheet after it", { backgroundColor: "#fff;} body{display:none" }],
    ["a colour that fetches", { backgroundColor: "url(https://example.com/x)" }],
    ["a blank", { backgroundColor: "" }],
    ["a number for a colour", { backgroundColor: 7 }],
    ["a font that ends the declaration", { font: "x; color: red" }],
    ["a font with an open quote", { font: "'Inter" }],
    ["a length in another unit", { borderRadius: "2em" }],
    ["an unknown scale", { textScale: "xl" }],
    ["no object at all", "dark"],
    ["a list", [{ backgroundColor: "#fff" }]],
  ])("is dropped: %s [W53]", (_, settings) => {
    expect(of(settings).style).toEqual({});
  });

  it("leaves the others standing [W53] [W54]", () => {
    expect(of({ backgroundColor: "red", textColor: "#111", borderRadius: {} }).style).toEqual({ "--nc-fg": "#111" });
    expect(
      of(undefined, { border_radius: "8", max_width: 700, colors: { text: "rgb(0,0,0)", link: "#00f" } }).style,
    ).toEqual({
      "--nc-width": "700px",
      "--nc-link": "#00f",
    });
  });

  it("never runs a notice's own stylesheet [W55]", () => {
    expect(of(undefined, { custom_css: "[data-nc=decline] { display: none }" })).toEqual(of(undefined));
  });
});

describe("numbers", () => {
  it.each([
    [{ borderRadius: 40 }, "--nc-radius", "28px"],
    [{ borderRadius: "-3" }, "--nc-radius", "0px"],
    [{ borderRadius: "7.6" }, "--nc-radius", "8px"],
    [{ maxWidth: "100px" }, "--nc-width", "320px"],
    [{ maxWidth: 5000 }, "--nc-width", "960px"],
    [{ logoSize: 1 }, "--_logo", "16px"],
    [{ logoSize: 200 }, "--_logo", "96px"],
    [{ textScale: "sm" }, "--nc-font-size", "0.92rem"],
    [{ textScale: "lg" }, "--nc-font-size", "1.1rem"],
  ])("are rounded and held: %o [W54]", (settings, name, value) => {
    expect(of(settings).style).toEqual({ [name]: value });
  });
});

describe("precedence", () => {
  it("is the host's settings, then the notice, key by key [W54]", () => {
    const notice = { border_radius: 4, colors: { link: "#00f", text: "#222222" } };
    expect(of({ link: "#0a0" }, notice).style).toEqual({
      "--nc-link": "#0a0",
      "--nc-fg": "#222222",
      "--nc-radius": "4px",
    });
  });

  it("of the accent is switch, accept all, accept, brand: the host's before the notice's [W54]", () => {
    const accent = (settings: unknown, appearance?: unknown) => of(settings, appearance).style["--nc-accent"];
    const buttons = { acceptAll: { backgroundColor: "#222222" }, accept: { backgroundColor: "#333333" } };
    expect(accent({ toggle: { onColor: "#111111" }, button: buttons })).toBe("#111111");
    expect(accent({ button: buttons })).toBe("#222222");
    expect(accent({ button: { accept: buttons.accept } }, { colors: { toggle_on: "#444444" } })).toBe("#333333");
    expect(accent(undefined, { brand_color: "#555555", colors: { accept_all_bg: "#666666" } })).toBe("#666666");
    expect(accent(undefined, { brand_color: "#555555" })).toBe("#555555");
  });

  it("counts a blank as unset [W54]", () => {
    expect(of({ link: "" }, { colors: { link: "#00f" } }).style["--nc-link"]).toBe("#00f");
  });
});

describe("light and dark", () => {
  it("stay light where only one ground is given, so that nothing is dark on dark [W54]", () => {
    expect(of({ backgroundColor: "#fff" }).theme).toBe("light");
    expect(of({ link: "#00f" }).theme).toBeUndefined();
    expect(of({ backgroundColor: "#000", theme: "dark" }).theme).toBe("dark");
    expect(of({ theme: "glass" }).theme).toBeUndefined();
  });

  it("take the dark palette whole, only where it is wanted and not empty [W54]", () => {
    const settings = { backgroundColor: "#eeeeee", link: "#0000ff", darkPalette: { backgroundColor: "#111111" } };
    expect(of(settings)).toMatchObject({ theme: "light", style: { "--nc-bg": "#eeeeee" } });
    expect(of({ ...settings, autoDark: true })).toMatchObject({
      theme: undefined,
      style: { "--nc-bg": "light-dark(#eeeeee, #111111)", "--nc-link": "light-dark(#0000ff, var(--_accent))" },
    });
    expect(of({ ...settings, autoDark: true, darkPalette: {} }).style["--nc-bg"]).toBe("#eeeeee");
    expect(of(undefined, { auto_dark: true, dark_colors: { text: "#eeeeee" } }).style).toEqual({
      "--nc-fg": "light-dark(#1a212b, #eeeeee)",
    });
  });

  it("fall back on the stylesheet's own defaults", () => {
    const css = readFileSync(new URL("../styles.css", import.meta.url), "utf8").replaceAll(/\s+/gu, " ");
    const missing = defaults.filter(
      ([name, byDay]) => name.startsWith("--nc-") && !css.includes(`var(${name}, ${byDay})`),
    );
    expect(missing.map(([name]) => name)).toEqual(["--nc-accent"]);
    for (const [name, byDay, byNight] of defaults.filter((entry) => entry.length === 3)) {
      expect(css).toContain(`var(${name}, light-dark(${byDay}, ${byNight}))`);
    }
    expect(css).toContain("var(--nc-accent, var(--_brand, #14557b))");
  });
});

describe("layout and behaviour", () => {
  it("become attributes of the root, and nothing where they are as they always are [W54] [W56]", () => {
    const said = { controlStyle: "switch", mobileLayout: "modal", desktopPosition: "bottom-bar" };
    expect(of(said).attributes).toEqual({
      "data-nc-control": "switch",
      "data-nc-phone": "modal",
      "data-nc-position": "bottom-bar",
    });
    expect(
      of(undefined, { control_style: "switch", mobile_layout: "modal", desktop_position: "bottom-left" }).attributes,
    ).toEqual({
      "data-nc-control": "switch",
      "data-nc-phone": "modal",
      "data-nc-position": "bottom-left",
    });
    expect(of({ controlStyle: "checkbox", mobileLayout: "sheet", desktopPosition: "center" }).attributes).toEqual({});
  });

  it("take away the backdrop's colour and every motion [W54]", () => {
    expect(of({ backdrop: "none", motion: false }).style).toEqual({
      "--nc-overlay": "transparent",
      "--nc-duration": "0s",
    });
    expect(of({ backdrop: "dim", motion: true }).style).toEqual({});
  });

  it("ask once more before sending, and start folded, where either wants it [W56]", () => {
    expect(of({ confirmBeforeSubmit: true, collapsibleSections: true })).toMatchObject({ confirms: true, folds: true });
    expect(of(undefined, { confirm_before_submit: true, collapsible_sections: true })).toMatchObject({
      confirms: true,
      folds: true,
    });
    expect(of({ confirmBeforeSubmit: false }, { confirm_before_submit: true }).confirms).toBe(false);
    expect(of({ confirmBeforeSubmit: "yes" }).confirms).toBe(false);
  });

  it("know what the glass style brings along [W54]", () => {
    expect(of(undefined, { style: "glass" })).toMatchObject({ folds: true, style: { "--nc-width": "640px" } });
    expect(of(undefined, { style: "glass", collapsible_sections: false }).folds).toBe(false);
  });
});
