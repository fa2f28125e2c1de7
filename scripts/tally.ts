import { readFileSync } from "node:fs";

import * as v from "valibot";

/** How many tests ended how. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const status = v.object({ status: v.string() });
const reportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(v.object({ ...status.entries, assertionResults: v.array(status) })),
});

/** The part of Vitest's JSON report that counts. */
export type Report = v.InferOutput<typeof reportSchema>;

/** Reads Vitest's JSON report; `undefined` where the run left none. */
export function readReport(file: string): Report | undefined {
  try {
    return v.parse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/**
 * Counts a run: a file that fails outside its tests counts as one failure, and so does a run that failed
 * without saying where, or left no report.
 */
export function tally(report: Report | undefined, endedWell: boolean): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !endedWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** `12 passed, 0 failed`, with `, 3 skipped` where some were. */
export function sentence({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
