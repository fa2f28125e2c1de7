// Lists the promises of `rows.txt` that no test title names in square brackets. Reports; never fails on what is missing.
import { readFileSync } from "node:fs";

import { compareRows } from "./row-coverage.ts";
import { readSourceFiles } from "./source-files.ts";

const rows = readFileSync(new URL("rows.txt", import.meta.url), "utf8")
  .split("\n")
  .filter(Boolean);
const tests = readSourceFiles().filter(({ path }) =>
  /\.(?:test|test-d|stories)\.tsx?$|\/conformance\/[^/]+\.ts$/u.test(path),
);
const { covered, missing, unknown } = compareRows(
  rows,
  tests.map(({ text }) => text),
);

console.log(`${covered.length} of ${rows.length} rows are named by a test.`);
if (missing.length > 0) console.log(`Not yet: ${missing.join(" ")}`);
for (const row of unknown) console.error(`A test names [${row}], which rows.txt does not know.`);
process.exitCode = unknown.length > 0 ? 1 : 0;
