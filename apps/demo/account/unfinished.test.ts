import type { ConsentServer } from "@notice-consent/server";
import { afterEach, expect, it, vi } from "vitest";

import { keepTakingUp, registering } from "./unfinished.ts";

afterEach(() => vi.useRealTimers());

it("takes up one time after another and queues none behind a slow service [R-F12]", async () => {
  vi.useFakeTimers();
  let answer = () => {};
  const resume = vi.fn<ConsentServer["registrations"]["resume"]>(
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ finished: 0, waiting: 0 });
      }),
  );
  const retry = vi.fn<ConsentServer["pendingLinks"]["retry"]>(async () => ({
    linked: 0,
    stillWaiting: 0,
    conflicts: 0,
    dropped: 0,
    interruptedBy: undefined,
  }));
  const run = vi.fn<() => Promise<never>>();
  const heard = vi.fn<ConsentServer["pendingLinks"]["heard"]>();
  keepTakingUp({ registrations: { run, resume }, pendingLinks: { heard, retry } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(resume).toHaveBeenCalledTimes(1);
  const registered = registering(async () => "registered");
  answer();
  expect(await registered).toBe("registered");
  expect(resume).toHaveBeenCalledTimes(1);
});
