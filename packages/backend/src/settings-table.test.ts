import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { settingsTable } from "./settings-table.ts";

const page = readFileSync(new URL("../../../docs/running-the-backend.md", import.meta.url), "utf8");
const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

describe("the documentation of the settings", () => {
  it("lists every variable that the backend reads, in the words of the table, and no other", () => {
    const rows = page.split("\n").filter((line) => /^\| `[A-Z_]+` /.test(line));
    expect(rows.map(cellsOf)).toEqual(
      settingsTable.map(({ name, otherwise, meaning }) => [`\`${name}\``, otherwise, meaning]),
    );
  });

  it("names no variable that does not exist", () => {
    const names: ReadonlySet<string> = new Set(settingsTable.map(({ name }) => name));
    const named = [...page.matchAll(/\b(?:CONSENT|DATABASE)_[A-Z_]*[A-Z]\b/g)].map(([name]) => name);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});
