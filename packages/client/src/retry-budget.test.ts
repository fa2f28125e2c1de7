import { expect, it } from "vitest";
import { createRetryBudget } from "./retry-budget.ts";

it("six retries may be spent at once, then one every half minute, never more than six saved up [R-A16]", () => {
  const budget = createRetryBudget();
  const spend = (now: number): number => Array.from({ length: 20 }, () => budget.take(now)).filter(Boolean).length;
  expect(spend(1_000)).toBe(6);
  expect(spend(30_999)).toBe(0);
  expect(spend(31_000)).toBe(1);
  expect(spend(31_000 + 90_000)).toBe(3);
  expect(spend(100_000_000)).toBe(6);
});
