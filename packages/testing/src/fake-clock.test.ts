import { expect, it } from "vitest";
import { createFakeClock } from "./fake-clock.ts";

it("stands still until it is moved, then runs what comes due, each at its moment", async () => {
  const clock = createFakeClock(1_000);
  const moments: number[] = [];
  clock.setTimeout(() => moments.push(clock.now()), 200);
  clock.setTimeout(() => moments.push(clock.now()), 100);
  clock.setTimeout(() => moments.push(clock.now()), 301);
  await clock.advance(300);
  expect(moments).toEqual([1_100, 1_200]);
  expect([clock.now(), clock.monotonic(), clock.pendingTimers]).toEqual([1_300, 300, 1]);
});

it("runs timers that other timers and promises start, in the same advance", async () => {
  const clock = createFakeClock(0);
  const moments: number[] = [];
  clock.setTimeout(() => {
    void Promise.resolve().then(() => clock.setTimeout(() => moments.push(clock.now()), 50));
  }, 100);
  await clock.advance(200);
  expect(moments).toEqual([150]);
});

it("forgets a timer that is cleared", async () => {
  const clock = createFakeClock();
  let ran = false;
  clock.clearTimeout(clock.setTimeout(() => (ran = true), 10));
  await clock.advance(20);
  expect([ran, clock.pendingTimers]).toEqual([false, 0]);
});

it("shows a wrong wall time to the device alone, and leaves timers and monotonic time right", async () => {
  const clock = createFakeClock(1_000);
  clock.setSkew(3_600_000);
  expect([clock.now(), clock.unskewed.now(), clock.monotonic()]).toEqual([3_601_000, 1_000, 0]);
  let ran = false;
  clock.setTimeout(() => (ran = true), 10);
  await clock.advance(10);
  expect(ran).toBe(true);
});
