import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import type { FinalState, Operation, Violation } from "./history.ts";

/** A run to be kept: what was done, and, where it got so far, what it led to. */
export interface KeptHistory {
  readonly operations: readonly Operation[];
  readonly final?: FinalState | undefined;
  readonly violations?: readonly Violation[] | undefined;
}

/** Writes a history as JSON Lines, one fact a line under the name of what it is; makes the folder where it is missing. */
export function keepHistory(file: string, { operations, final, violations = [] }: KeptHistory): void {
  const lines = [
    ...operations.map((operation) => ({ operation })),
    ...(final?.ledger ?? []).map((event) => ({ event })),
    ...[...(final?.choices ?? [])].map(([principal, choice]) => ({ choice: { principal, choice } })),
    ...[...(final?.families ?? [])].map(([uuid, family]) => ({ family: { uuid, ...family } })),
    ...[...(final?.primaries ?? [])].map(([alias, primaries]) => ({ alias: { alias, primaries } })),
    ...violations.map((violation) => ({ violation })),
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}
