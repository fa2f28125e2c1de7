// `pnpm check`: everything but the tests. Runs all steps, then says which ones failed.
import { run } from "./run.ts";

const steps = [
  { name: "format", program: "oxfmt", args: ["--check", "."] },
  { name: "lint", program: "oxlint", args: [] },
  { name: "boundaries", program: "tsx", args: ["scripts/boundaries.ts"] },
  { name: "unused", program: "knip", args: [] },
  {
    name: "package",
    program: "turbo",
    args: ["run", "package", "--filter=./packages/*", "--continue", "--output-logs=errors-only"],
  },
  { name: "rows", program: "tsx", args: ["scripts/coverage-rows.ts"] },
] as const;

const results = steps.map(({ name, program, args }) => {
  console.log(`\n── ${name}: ${program} ${args.join(" ")}`);
  return { name, isGood: run(program, args) };
});

console.log();
for (const { name, isGood } of results) console.log(`${isGood ? "ok    " : "FAILED"}  ${name}`);
const isGood = results.every((result) => result.isGood);
if (!isGood) console.log("\nCONTRIBUTING.md has a table: failing check, its meaning, its fix.");
process.exitCode = isGood ? 0 : 1;
