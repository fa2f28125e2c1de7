import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { canInstallDebianPackages, installDebianPackage } from "./debian-package.ts";

/** A family that only a machine with fonts for the Indic scripts has, and its file on Debian. */
const telling = {
  family: "Noto Sans Devanagari",
  file: "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf",
};

function hasNotoFonts(): boolean {
  if (existsSync(telling.file)) return true;
  // Absent where nothing has brought fontconfig's programs.
  const listed = spawnSync("fc-list", [telling.family], { encoding: "utf8" });
  return listed.status === 0 && listed.stdout.includes(telling.family);
}

/**
 * Whether this machine has Noto's fonts, after installing them where they are missing and this process may do so.
 * Without them Indic texts are measured and pictured as empty boxes.
 */
export function ensureNotoFonts(): boolean {
  if (hasNotoFonts()) return true;
  return canInstallDebianPackages() && installDebianPackage("fonts-noto-core") && hasNotoFonts();
}
