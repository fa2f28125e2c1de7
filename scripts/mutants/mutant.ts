import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as v from "valibot";

import { root } from "../run.ts";

const editSchema = v.object({
  file: v.string(),
  find: v.string(),
  replace: v.string(),
});

/** What a mutant is read with, where it enters a run of its own. */
export const mutantSchema = v.object({ edits: v.array(editSchema), test: v.string(), titles: v.optional(v.string()) });

/** One change of one place in a source file, by its path from the root; what it looks for occurs exactly once. */
export type Edit = v.InferOutput<typeof editSchema>;

/**
 * A mistake that somebody could make, and the file of the tests that have to notice it: all of them, or those whose
 * titles match a pattern.
 */
export type Mutant = v.InferOutput<typeof mutantSchema>;

/** How the tests took a mutant: full titles by outcome. */
export interface Verdict {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

const reportSchema = v.object({
  testResults: v.array(v.object({ assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })) })),
});

/** Makes the changes. Throws when one has no place to go, or several. */
export function apply(code: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { file, find, replace }) => {
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places for the mutant, not one: ${find}`);
    return parts.join(replace);
  }, code);
}

/** Runs the tests of a mutant's file with the change made in memory; no file is touched. */
export function runMutant(mutant: Mutant): Verdict {
  // Said here, since an error inside the run would look like a test that fails.
  for (const edit of mutant.edits) apply(readFileSync(join(root, edit.file), "utf8"), [edit]);
  const folder = mkdtempSync(join(tmpdir(), "consent-mutant-"));
  try {
    const file = join(folder, "report.json");
    const config = join(root, "scripts/mutants/vitest.config.ts");
    const { stderr } = spawnSync(
      join(root, "node_modules/.bin/vitest"),
      [
        "run",
        "--config",
        config,
        "--reporter=json",
        `--outputFile=${file}`,
        ...(mutant.titles === undefined ? [] : ["--testNamePattern", mutant.titles]),
      ],
      { cwd: root, encoding: "utf8", env: { ...process.env, MUTANT: JSON.stringify(mutant) } },
    );
    const report = readReport(file);
    if (report === undefined) throw new Error(`The tests of the mutant did not run.\n${stderr}`);
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const titles = (status: string): string[] =>
      results.filter((result) => result.status === status).map(({ fullName }) => fullName);
    return { passed: titles("passed"), failed: titles("failed") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): v.InferOutput<typeof reportSchema> | undefined {
  try {
    return v.parse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
