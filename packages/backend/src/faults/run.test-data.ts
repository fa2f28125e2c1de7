import { fileURLToPath } from "node:url";
import { checkHistory, keepHistory, type Operation, type Violation } from "@notice-consent/testing/faults";
import { expect, onTestFailed } from "vitest";
import type { Database } from "../db/connect.ts";
import { readFinalState } from "./final-state.test-data.ts";
import type { Reach } from "./service.test-data.ts";
import { startWorkload, type Workload, type WorkloadOptions } from "./workload.test-data.ts";

/** `pnpm bench:faults` strikes as often as the plan says; the test command a few times. */
const isDeep = process.env["DEEP"] === "1";
export const strikes = (few: number, many: number): number => (isDeep ? many : few);
/** Milliseconds after which a test that waits for something is given up; no promise depends on it. */
export const longest = isDeep ? 3_600_000 : 600_000;

const seed = Number(process.env["FAULT_SEED"] ?? 20_261_121);
const crowd = isDeep ? { people: 16, visitors: 4 } : { people: 5, visitors: 2 };
const folder = fileURLToPath(new URL("../../../../bench/.data/", import.meta.url));

/** Sets people to work; their history is kept when the test fails. */
export async function putToWork(
  reach: () => Promise<Reach>,
  options: Partial<WorkloadOptions> = {},
): Promise<Workload> {
  const workload = await startWorkload(reach, { seed, ...crowd, ...options });
  onTestFailed(() => tell(`seed ${seed}, history: ${keep(workload.operations)}`));
  return workload;
}

/** Ends the work and holds what was answered against what is stored. */
export async function settle(workload: Workload, database: Database): Promise<void> {
  await workload.stop();
  const { names, ...final } = await readFinalState(database.queries);
  await database.close();
  const operations = workload.operations.map((operation) => named(operation, names));
  const violations = checkHistory(operations, final);
  const broken = (rule: Violation["rule"]) => violations.filter((violation) => violation.rule === rule).length;
  const revoked = [...final.families.values()].filter((family) => family.revoked).length;
  tell(
    `seed ${workload.seed}: ${summary(operations)}; ${broken("lost")} lost, ${broken("doubled")} doubled, ${revoked} of ${final.families.size} families revoked; ${violations.length} violations in all`,
  );
  if (isDeep || violations.length > 0) tell(`history: ${keep(operations, { final, violations })}`);
  expect(violations).toEqual([]);
  expect(workload.bareFailures).toEqual([]);
}

/** Prints what a run has to report. */
export function tell(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

/** A sentence of counts. */
function summary(operations: readonly Operation[]): string {
  const count = (kind: Operation["kind"], ending: Operation["ending"]) =>
    operations.filter((operation) => operation.kind === kind && operation.ending === ending).length;
  const unanswered = operations.filter(({ ending }) => ending === "unknown");
  const reasons = new Set(unanswered.map(({ code }) => code));
  return [
    `${count("submit", "ok")} decisions acknowledged`,
    `${count("refresh", "ok")} refreshes`,
    `${count("link", "ok")} links`,
    `${unanswered.length} tries without a definite answer (${[...reasons].join(", ")})`,
  ].join(", ");
}

function named(operation: Operation, names: ReadonlyMap<string, string>): Operation {
  const { shown } = operation;
  return shown === undefined ? operation : { ...operation, shown: names.get(shown) ?? shown };
}

function keep(
  operations: readonly Operation[],
  rest: Omit<Parameters<typeof keepHistory>[1], "operations"> = {},
): string {
  const title = /\[(R-\w+)/.exec(expect.getState().currentTestName ?? "")?.[1] ?? "run";
  const file = `${folder}history-${title}-${new Date().toISOString().replaceAll(":", "-")}.jsonl`;
  keepHistory(file, { operations, ...rest });
  return file;
}
