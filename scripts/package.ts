// Packs the package it runs in as it would be published, and checks the tarball with publint and are-the-types-wrong.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "consent-package-"));
try {
  process.exitCode = pack() && check(tarball()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack(): boolean {
  return run("pnpm", ["pack", "--pack-destination", folder], process.cwd());
}

function tarball(): string {
  const [name = ""] = readdirSync(folder);
  return join(folder, name);
}

function check(file: string): boolean {
  const isSound = run("publint", [file, "--strict"], process.cwd());
  const excluded = ["--exclude-entrypoints", "./styles.css", "./styles.unlayered.css", "./package.json"];
  return run("attw", [file, "--profile", "esm-only", ...excluded], process.cwd()) && isSound;
}
