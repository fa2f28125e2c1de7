import { expect, it } from "vitest";
import { createRetryBudget } from "./retry-budget.ts";

it("two retries may be spent at once, then one every 45 seconds, never more than two saved up [R-A16]", () => {
  const budget = createRetryBudget();
  const spend = (now: number): number => Array.from({ length: 20 }, () => budget.take(now)).filter(Boolean).length;
  expect(spend(1_000)).toBe(2);
  expect(spend(45_999)).toBe(0);
  expect(spend(46_000)).toBe(1);
  expect(spend(46_000 + 89_999)).toBe(1);
  expect(spend(46_000 + 90_000)).toBe(1);
  expect(spend(100_000_000)).toBe(2);
});
