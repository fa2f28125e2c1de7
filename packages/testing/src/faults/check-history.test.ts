import { describe, expect, it } from "vitest";

import { checkHistory } from "./check-history.ts";
import type { FinalState, LedgerEntry, Operation } from "./history.ts";

const submit = (key: string, start: number, more: Partial<Operation> = {}): Operation => ({
  kind: "submit",
  principal: "p",
  start,
  end: start + 5,
  ending: "ok",
  key,
  choice: key,
  eventUuid: `event-${key}`,
  answer: `answer-${key}`,
  ...more,
});
const entry = (key: string, position: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  uuid: `event-${key}`,
  principal: "p",
  identity: "p",
  position,
  at: `2026-01-01T00:00:${String(position).padStart(2, "0")}Z`,
  choice: key,
  key,
  ...more,
});
const read = (start: number, position: number): Operation => ({
  kind: "read",
  principal: "p",
  start,
  end: start + 1,
  ending: "ok",
  position,
});
const refresh = (start: number, more: Partial<Operation> = {}): Operation => ({
  kind: "refresh",
  principal: "p",
  start,
  end: start + 1,
  ending: "ok",
  family: "f",
  isRightful: true,
  ...more,
});

const history: readonly Operation[] = [
  submit("a", 0),
  read(6, 1),
  submit("b", 10),
  submit("b", 20),
  submit("c", 30, { ending: "unknown", eventUuid: undefined, answer: undefined }),
  submit("d", 40, { ending: "fail", eventUuid: undefined, answer: undefined }),
  refresh(50),
];
const final: FinalState = {
  ledger: [entry("a", 1), entry("b", 2)],
  choices: new Map([["p", "b"]]),
  families: new Map([["f", { liveLeaves: 1, revoked: false }]]),
  primaries: new Map([["alias", ["p"]]]),
};
const link = (end: number, more: Partial<Operation> = {}): Operation => ({
  kind: "link",
  principal: "alias",
  primary: "p",
  start: end - 1,
  end,
  ending: "ok",
  ...more,
});
const rulesOf = (operations: readonly Operation[], change: Partial<FinalState> = {}) =>
  checkHistory(operations, { ...final, ...change }).map(({ rule }) => rule);

describe("a history that kept every promise", () => {
  it("has no violation, whether an unknown submission happened or not", () => {
    expect(checkHistory(history, final)).toEqual([]);
    const happened = { ledger: [...final.ledger, entry("c", 3)], choices: new Map([["p", "c"]]) };
    expect(rulesOf(history, happened)).toEqual([]);
  });

  it("may put two submissions that ran at the same time in either order", () => {
    const together = [submit("a", 0, { end: 10 }), submit("b", 2, { end: 8 })];
    const ledger = [entry("b", 1), entry("a", 2)];
    expect(rulesOf(together, { ledger, choices: new Map([["p", "a"]]) })).toEqual([]);
  });
});

describe("a history of people who were linked", () => {
  const asAlias = { principal: "alias" };
  const own = entry("x", 1, { ...asAlias, identity: "alias", at: "2026-01-01T00:00:09Z" });
  const before = [...history, submit("x", 60, asAlias), link(70)];

  it("has no violation when the latest decision of any of them holds for the primary", () => {
    expect(
      rulesOf(before, {
        ledger: [...final.ledger, own],
        choices: new Map([["p", "x"]]),
      }),
    ).toEqual([]);
    const moved = entry("y", 3, { identity: "alias", at: "2026-01-01T00:00:10Z" });
    const choices = new Map([["p", "y"]]);
    const after = [...before, submit("y", 80, { ...asAlias, shown: "p" })];
    expect(rulesOf(after, { ledger: [...final.ledger, own, moved], choices })).toEqual([]);
  });

  it("may hold either of two decisions that were made in the same microsecond", () => {
    const tied = entry("x", 1, { ...asAlias, at: "2026-01-01T00:00:02Z" });
    expect(rulesOf(before, { ledger: [...final.ledger, tied], choices: new Map([["p", "b"]]) })).toEqual([]);
  });

  it("has one when an older decision of the primary outlives a later one of the alias", () => {
    expect(rulesOf(before, { ledger: [...final.ledger, own] })).toEqual(["final-state"]);
  });
});

describe("a planted violation is found", () => {
  it.each<[string, readonly string[], readonly Operation[], Partial<FinalState>]>([
    ["an acknowledged event that is gone", ["lost", "lost"], history, { ledger: [entry("b", 2)] }],
    [
      "an event under another uuid than the answer's",
      ["lost"],
      [submit("a", 0, { eventUuid: "other" })],
      {
        ledger: [entry("a", 1)],
        choices: new Map([["p", "a"]]),
      },
    ],
    [
      "an event that is there twice",
      ["doubled"],
      history,
      {
        ledger: [...final.ledger, entry("b", 3, { uuid: "event-b2" })],
      },
    ],
    [
      "a refused submission that is there",
      ["phantom"],
      history,
      {
        ledger: [...final.ledger, entry("d", 3)],
        choices: new Map([["p", "d"]]),
      },
    ],
    [
      "an event that nobody asked for",
      ["phantom"],
      history,
      {
        ledger: [...final.ledger, entry("x", 3)],
        choices: new Map([["p", "x"]]),
      },
    ],
    [
      "an order against real time",
      ["final-state"],
      [submit("a", 0), submit("b", 10)],
      {
        ledger: [entry("b", 1), entry("a", 2)],
        choices: new Map([["p", "a"]]),
      },
    ],
    ["a state that is not the last decision", ["final-state"], history, { choices: new Map([["p", "a"]]) }],
    ["two events at one position", ["final-state"], history, { ledger: [entry("a", 1), entry("b", 1)] }],
    ["a read that goes back in time", ["back-in-time"], [...history, read(60, 2), read(70, 1)], {}],
    [
      "two live refresh tokens",
      ["family"],
      history,
      {
        families: new Map([["f", { liveLeaves: 2, revoked: false }]]),
      },
    ],
    [
      "a family revoked without a cause",
      ["family"],
      history,
      {
        families: new Map([["f", { liveLeaves: 0, revoked: true }]]),
      },
    ],
    [
      "a family that is neither revoked nor has a live token",
      ["family"],
      history,
      {
        families: new Map([["f", { liveLeaves: 0, revoked: false }]]),
      },
    ],
    [
      "a token that works after its revocation",
      ["family"],
      [...history, refresh(60, { ending: "fail", code: "REFRESH_REUSED", isRightful: false }), refresh(70)],
      { families: new Map([["f", { liveLeaves: 0, revoked: true }]]) },
    ],
    ["an alias with two primaries", ["alias"], history, { primaries: new Map([["alias", ["p", "q"]]]) }],
    [
      "an event on an alias after the link",
      ["alias"],
      [link(1), submit("z", 5, { principal: "alias" })],
      { ledger: [entry("z", 1, { principal: "alias" })], choices: new Map([["p", "z"]]) },
    ],
    ["an acknowledged link that is gone", ["alias"], [...history, link(60)], { primaries: new Map() }],
    [
      "links of one alias to two primaries, both acknowledged",
      ["alias"],
      [...history, link(60), link(61, { primary: "q" })],
      {},
    ],
    ["a repetition in other words", ["replay"], [...history, submit("b", 80, { answer: "other" })], {}],
    ["an answer with somebody else's data", ["another-person"], [...history, { ...read(80, 2), shown: "q" }], {}],
  ])("%s", (_, rules, operations, change) => {
    expect(rulesOf(operations, change)).toEqual(rules);
  });
});
