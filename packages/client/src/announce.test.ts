import { createFakeClock } from "@notice-consent/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { announce } from "./announce.ts";

afterEach(() => vi.unstubAllGlobals());

describe("telling the host", () => {
  it("waits for a paint, and for 100 ms at most where none comes [UI-E8] [R-D9]", async () => {
    const clock = createFakeClock();
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    const painted = vi.fn<() => void>();
    announce(painted, clock);
    expect(painted).not.toHaveBeenCalled();
    frames[0]?.(0);
    await clock.advance(0);
    expect(painted).toHaveBeenCalledTimes(1);
    await clock.advance(1_000);
    expect(painted).toHaveBeenCalledTimes(1);

    const hidden = vi.fn<() => void>();
    announce(hidden, clock);
    await clock.advance(100);
    expect(hidden).toHaveBeenCalledTimes(1);
    frames[1]?.(0);
    await clock.advance(0);
    expect(hidden).toHaveBeenCalledTimes(1);
  });

  it("keeps a host that throws to itself, and reports what it threw to the page [R-D9]", async () => {
    const clock = createFakeClock();
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal("reportError", report);
    const failure = new Error("the host's own");
    const next = vi.fn<() => void>();
    announce(() => {
      throw failure;
    }, clock);
    announce(next, clock);
    await clock.advance(100);
    expect(report).toHaveBeenCalledExactlyOnceWith(failure);
    expect(next).toHaveBeenCalledTimes(1);
  });

  it("lets the host call back into the library [R-D9]", async () => {
    const clock = createFakeClock();
    const inner = vi.fn<() => void>();
    announce(() => announce(inner, clock), clock);
    await clock.advance(200);
    expect(inner).toHaveBeenCalledTimes(1);
  });
});
