import { describe, expect, it } from "vitest";

import { type Report, sentence, tally } from "./tally.ts";

const report: Report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};
const broken = { status: "failed", assertionResults: [] };

describe("the count of a test run", () => {
  it("says how many passed and failed, and of skipped ones only where there are some", () => {
    expect(sentence(tally(report, true))).toBe("5 passed, 0 failed");
    expect(sentence(tally({ ...report, numPendingTests: 1, numTodoTests: 1 }, true))).toBe(
      "5 passed, 0 failed, 2 skipped",
    );
  });

  it("counts a file that could not be loaded as a failure", () => {
    expect(tally({ ...report, testResults: [...report.testResults, broken] }, false).failed).toBe(1);
  });

  it("counts a failing test once, not again for its file", () => {
    const file = { status: "failed", assertionResults: [{ status: "failed" }] };
    expect(tally({ ...report, numFailedTests: 1, testResults: [file] }, false).failed).toBe(1);
  });

  it("never calls a run good that ended badly or left no report", () => {
    expect(tally(report, false).failed).toBe(1);
    expect(tally(undefined, true).failed).toBe(1);
  });
});
