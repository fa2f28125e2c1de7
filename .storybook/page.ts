import { findLanguage } from "@notice-consent/contract";
import { lookOf } from "./looks.ts";

const sheets = new Map<string, CSSStyleSheet>();

/** Makes the page what the toolbar says, with what an integrator has: a stylesheet, attributes, one token. */
export function dressPage(globals: Readonly<Record<string, unknown>>): void {
  const { documentElement: root } = document;
  const { name, css } = lookOf(globals["brand"]);
  document.adoptedStyleSheets = css === "" ? [] : [sheetOf(name, css)];
  root.dir = directionOf(globals);
  const { theme } = globals;
  const isDecided = theme === "light" || theme === "dark";
  root.classList.toggle("dark", theme === "dark");
  root.style.colorScheme = isDecided ? theme : "light dark";
  if (isDecided) root.dataset["ncTheme"] = theme;
  else delete root.dataset["ncTheme"];
  // As the accessibility panel leaves it, some time after the story is shown.
  document.body.style.filter ||= "none";
  if (globals["motion"] === "none") root.style.setProperty("--nc-duration", "0s");
  else root.style.removeProperty("--nc-duration");
}

/** The language of the toolbar; `undefined` leaves it to the browser. */
export function languageOf({ language }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof language === "string" && language !== "auto" ? language : undefined;
}

function directionOf(globals: Readonly<Record<string, unknown>>): "ltr" | "rtl" {
  const { direction } = globals;
  if (direction === "ltr" || direction === "rtl") return direction;
  return findLanguage(languageOf(globals) ?? navigator.language).direction;
}

function sheetOf(name: string, css: string): CSSStyleSheet {
  const known = sheets.get(name);
  if (known !== undefined) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(name, sheet);
  return sheet;
}
