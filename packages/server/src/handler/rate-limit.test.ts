import { createFakeClock } from "@notice-consent/testing";
import { expect, it } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

const allow = (clock = createFakeClock()) => ({
  clock,
  limit: createRateLimit<string>({ requests: 2, windowSeconds: 60, keyOf: (caller) => caller, clock }),
});

it("lets each caller make so many requests in a window, and says how long to wait for the next", async () => {
  const { clock, limit } = allow();
  expect([limit("a"), limit("a"), limit("b")]).toEqual([0, 0, 0]);
  await clock.advance(20_500);
  expect([limit("a"), limit("b")]).toEqual([40, 0]);
  await clock.advance(39_500);
  expect([limit("a"), limit("a")]).toEqual([0, 0]);
});

it("remembers no more callers than it has to", () => {
  const { limit } = allow();
  limit("first");
  limit("first");
  for (let index = 0; index < 10_000; index++) limit(`caller ${index}`);
  expect(limit("first")).toBe(0);
});
