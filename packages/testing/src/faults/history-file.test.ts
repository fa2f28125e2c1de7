import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

import type { FinalState, Operation } from "./history.ts";
import { keepHistory } from "./history-file.ts";

it("keeps a history as one fact a line, what was done before what it led to", () => {
  const folder = mkdtempSync(join(tmpdir(), "consent-history-"));
  const file = join(folder, "deep", "run.jsonl");
  const operation: Operation = { kind: "submit", principal: "p", start: 1, end: 2, ending: "ok", key: "k" };
  const final: FinalState = {
    ledger: [{ uuid: "e", principal: "p", identity: "p", position: 1, choice: "1", key: "k", at: "2026" }],
    choices: new Map([["p", "1"]]),
    families: new Map([["f", { liveLeaves: 1, revoked: false }]]),
    primaries: new Map([["a", ["p"]]]),
  };
  keepHistory(file, { operations: [operation], final, violations: [{ rule: "lost", sentence: "Gone." }] });
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { operation },
    { event: final.ledger[0] },
    { choice: { principal: "p", choice: "1" } },
    { family: { uuid: "f", liveLeaves: 1, revoked: false } },
    { alias: { alias: "a", primaries: ["p"] } },
    { violation: { rule: "lost", sentence: "Gone." } },
  ]);
  rmSync(folder, { recursive: true });
});
