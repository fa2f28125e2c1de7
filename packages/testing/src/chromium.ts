import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { canInstallDebianPackages, installDebianPackage } from "./debian-package.ts";

/** Arguments for a Chromium under test: it runs as root in containers and calls nobody on its own. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The path of a Chromium on this machine: `CHROMIUM_PATH`, else an installed Chromium or Chrome, else Playwright's own.
 * Throws when `CHROMIUM_PATH` is set and nothing is there.
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names "${named}", and there is no such file.`);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const { chromium } = await import("playwright");
  return [...installed, ...places, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * {@link findChromium}, after installing one where it is missing: Debian's as root, else Playwright's own.
 * Rejects with what to do when neither works.
 */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found !== undefined) return found;
  if (canInstallDebianPackages()) installDebianPackage("chromium");
  const installed = await findChromium();
  if (installed !== undefined) return installed;
  spawnSync("playwright", ["install", "chromium"], { stdio: ["ignore", 2, 2] });
  const own = await findChromium();
  if (own !== undefined) return own;
  throw new Error("No Chromium was found or could be installed: install Chrome or Chromium, or set CHROMIUM_PATH.");
}
