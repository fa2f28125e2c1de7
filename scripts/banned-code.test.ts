import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { root } from "./run.ts";

/** Banned lines, each with a word of the rule's message. */
const banned = [
  ["localStorage.setItem(key, token);", "adapter"],
  ["sessionStorage.setItem(key, token);", "adapter"],
  ["window.localStorage.clear();", "adapter"],
  ["window.sessionStorage.clear();", "adapter"],
  ["indexedDB.open(key);", "adapter"],
  ["setTimeout(run, 1);", "clock"],
  ["setInterval(run, 1);", "clock"],
  ["run(Date.now());", "clock"],
  ["run(performance.now());", "clock"],
  ["void fetch(key);", "transport"],
  ["element.innerHTML = key;", "HTML"],
  ["element.outerHTML = key;", "HTML"],
  ['element.insertAdjacentHTML("beforeend", key);', "HTML"],
  ["document.write(key);", "HTML"],
  ["navigator.sendBeacon(key);", "beacon"],
  ["console.log(token);", "console"],
  ["eval(key);", "eval"],
] as const;

const preamble =
  "declare const key: string, token: string, element: HTMLElement, run: (value?: number) => void;\nexport const run1 = () => {\n  ";

describe("code that ends in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "consent-lint-"));
  let reports: Record<string, string>;

  beforeAll(() => {
    const config: Record<string, unknown> = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"));
    // Types play no part in these rules, and the folder has none.
    const options = { denyWarnings: true };
    writeFileSync(join(folder, ".oxlintrc.json"), JSON.stringify({ ...config, $schema: undefined, options }));
    for (const [index, [line]] of banned.entries()) {
      write(`packages/client/src/banned-${index}.ts`, line);
    }
    write("packages/client/src/clock.ts", "run(Date.now());");
    write("packages/client/src/some.test.ts", "run(Date.now());");
    const linter = join(root, "node_modules/.bin/oxlint");
    reports = reportsOf(spawnSync(linter, ["--format=json", "."], { cwd: folder, encoding: "utf8" }).stdout);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, line: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${preamble}${line}\n};\n`);
  }

  it.each([...banned.entries()])("may not contain what case %i of the lint rules bans: %s", (index, [, word]) => {
    expect(reports[`packages/client/src/banned-${index}.ts`]).toContain(word);
  });

  it.each(["clock.ts", "some.test.ts"])("may ask for the time in %s", (file) => {
    expect(reports[`packages/client/src/${file}`] ?? "").not.toContain("Time comes");
  });
});

/** What the linter says of each file. */
function reportsOf(json: string): Record<string, string> {
  const { diagnostics }: { diagnostics: { filename: string; message: string; help?: string }[] } = JSON.parse(json);
  const reports: Record<string, string> = {};
  for (const { filename, message, help = "" } of diagnostics) {
    reports[filename] = `${reports[filename] ?? ""}${message} ${help}\n`;
  }
  return reports;
}
