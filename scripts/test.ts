// `pnpm test [arguments of vitest run]`: type checks, then every test project. The last line counts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ensureChromium } from "../packages/testing/src/chromium.ts";
import { ensureNotoFonts } from "../packages/testing/src/noto-fonts.ts";
import { ensurePostgresBinaries } from "../packages/testing/src/postgres-binaries.ts";
import { root, run } from "./run.ts";
import { readReport, sentence, tally } from "./tally.ts";

const args = process.argv.slice(2).filter((arg) => arg !== "--");
const chosen = args.flatMap((arg, index) =>
  arg === "--project" ? (args[index + 1] ?? []) : arg.startsWith("--project=") ? arg.slice("--project=".length) : [],
);
const includes = (...projects: string[]) => chosen.length === 0 || projects.some((project) => chosen.includes(project));

/** The workspace package whose types a test project relies on; other projects bear their package's name. */
const packageOf: Record<string, string> = {
  stories: "react",
  "stories-modes": "react",
  "stories-live": "react",
  postgres: "backend",
  browser: "hooks",
  "browser-react": "react",
  looks: "react",
  "hooks-react-18": "hooks",
  "react-react-18": "react",
  e2e: "demo",
  entries: "demo",
};

await requirePrograms();
const typesHold = checkTypes();
const result = runTests();
const skippedInCi = process.env["CI"] === "true" && result.skipped > 0;

console.log();
if (!typesHold) console.log("The type check failed; it counts as one failure.");
if (skippedInCi) console.log("Tests were skipped, which CI does not allow.");
const total = { ...result, failed: result.failed + (typesHold ? 0 : 1) };
process.exitCode = total.failed > 0 || skippedInCi ? 1 : 0;
console.log(sentence(total));

async function requirePrograms(): Promise<void> {
  if (
    includes(
      "stories",
      "stories-modes",
      "stories-live",
      "visual",
      "browser",
      "browser-react",
      "looks",
      "e2e",
      "mutants",
    )
  )
    console.log(`Chromium: ${await ensureChromium()}\nFonts of Indic scripts: ${ensureNotoFonts() ? "Noto" : "none"}`);
  if (includes("postgres", "mutants")) {
    const missing =
      'not found, so the tests that need it are skipped. Install "postgresql" (initdb, pg_ctl, postgres).';
    console.log(`PostgreSQL: ${ensurePostgresBinaries() ?? missing}`);
  }
}

function checkTypes(): boolean {
  const packages = chosen
    .filter((name) => !["scripts", "mutants", "visual"].includes(name))
    .map((name) => `@notice-consent/${packageOf[name] ?? name}`);
  const filters = packages.flatMap((name) => ["--filter", name]);
  const scriptsHold = !includes("scripts", "mutants", "visual") || run("tsc", ["-p", "tsconfig.json"]);
  const packagesHold =
    (chosen.length > 0 && packages.length === 0) ||
    run("turbo", ["run", "typecheck", "--continue", "--output-logs=errors-only", ...filters]);
  return scriptsHold && packagesHold;
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "consent-test-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const endedWell = run("vitest", ["run", "--root", root, "--passWithNoTests", ...reporters, ...args]);
    return tally(readReport(file), endedWell);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
