// Lists the promises of `rows.ts` that no test title names in square brackets. Fails where the part is finished.
import { compareRows } from "./row-coverage.ts";
import { exceptions, parts } from "./rows.ts";
import { readSourceFiles } from "./source-files.ts";

const tests = readSourceFiles("packages", "apps", "bench", "scripts").filter(
  ({ path }) =>
    /\.(?:test|test-d|stories)\.tsx?$|\/conformance\/[^/]+\.ts$/u.test(path) &&
    // Its titles name rows in order to be read.
    path !== "scripts/row-coverage.test.ts",
);
const rows = [...new Set(parts.flatMap((part) => part.rows))];
const { covered, missing, unknown } = compareRows(
  rows,
  tests.map(({ text }) => text),
);

console.log(`${covered.length} of ${rows.length} rows are named by a test.`);
const unexplained = missing.filter((row) => !Object.hasOwn(exceptions, row));
for (const part of parts) {
  const open = part.rows.filter((row) => unexplained.includes(row));
  if (open.length > 0) console.log(`${part.isFinished ? "MISSING" : "Not yet"} (${part.name}): ${open.join(" ")}`);
}
for (const row of missing) if (Object.hasOwn(exceptions, row)) console.log(`Later: ${row}. ${exceptions[row]}`);
const outdated = Object.keys(exceptions).filter((row) => !missing.includes(row));
for (const row of outdated) console.error(`[${row}] stands among the exceptions, and a test names it or it is no row.`);
for (const row of unknown) console.error(`A test names [${row}], which rows.ts does not know.`);
const broken = parts.some((part) => part.isFinished && part.rows.some((row) => unexplained.includes(row)));
process.exitCode = broken || unknown.length > 0 || outdated.length > 0 ? 1 : 0;
