import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";

import { expect, it } from "vitest";

import { root } from "./run.ts";

// What the reader has already, and what their bundler makes of a stylesheet.
const given = `declare const apiKey: string, baseUrl: string, organisationUuid: string, workspaceUuid: string;
declare const user: { readonly id: string };
declare module "*.css";
`;

/** The README's blocks of TypeScript, each as a file. */
function blocks(): readonly (readonly [name: string, code: string])[] {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  return [...readme.matchAll(/```(?<language>tsx?)\n(?<code>[^]*?)```/gu)].map(([, language, code = ""], index) => [
    `block-${index + 1}.${language}`,
    code,
  ]);
}

it("shows in the README code that type-checks", { timeout: 120_000 }, () => {
  expect(blocks().map(([name]) => name)).toEqual(["block-1.tsx", "block-2.ts"]);
  const folder = mkdtempSync(join(tmpdir(), "consent-readme-"));
  try {
    symlinkSync(join(root, "apps/demo/node_modules"), join(folder, "node_modules"));
    const config = { extends: join(root, "tsconfig.base.json"), include: ["*.ts", "*.tsx"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    writeFileSync(join(folder, "given.d.ts"), given);
    for (const [name, code] of blocks()) writeFileSync(join(folder, name), code);
    const tsc = join(root, "node_modules/.bin/tsc");
    const { status, stdout } = spawnSync(tsc, ["-p", folder, "--noUnusedLocals", "false"], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
