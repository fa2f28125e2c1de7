import { createFakeClock } from "@notice-consent/testing";
import { describe, expect, it, vi } from "vitest";
import { after, pause, systemClock } from "./clock.ts";

const day = 86_400_000;

describe("a wait", () => {
  it("longer than an engine's timers is divided, so that it does not fire at once [R-B5]", async () => {
    const clock = createFakeClock();
    const set = vi.spyOn(clock, "setTimeout");
    const run = vi.fn<() => void>();
    after(clock, 40 * day, run);
    await clock.advance(39 * day);
    expect(run).not.toHaveBeenCalled();
    await clock.advance(day);
    expect(run).toHaveBeenCalledTimes(1);
    for (const [, ms] of set.mock.calls) expect(ms).toBeLessThan(2 ** 31);
  });

  it("can be cancelled in any of its parts", async () => {
    const clock = createFakeClock();
    const run = vi.fn<() => void>();
    const cancel = after(clock, 40 * day, run);
    await clock.advance(30 * day);
    cancel();
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends as soon as its signal aborts and leaves no timer [R-D12]", async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const waited = pause(clock, day, controller.signal);
    controller.abort();
    await waited;
    expect(clock.pendingTimers).toBe(0);
    await pause(clock, day, controller.signal);
  });

  it("runs on the machine's own timers outside of tests", async () => {
    const before = systemClock.monotonic();
    await pause(systemClock, 5);
    expect(systemClock.monotonic()).toBeGreaterThan(before);
    systemClock.clearTimeout(undefined);
  });
});
