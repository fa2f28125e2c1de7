import { createFakeClock } from "@notice-consent/testing";
import { describe, expect, it, vi } from "vitest";
import { createDeadlines } from "./deadlines.ts";

const never = (): Promise<never> => new Promise(() => {});
const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe("work under a deadline", () => {
  it("is given up on time, also when it ignores its signal [R-C1] [R-C2]", async () => {
    const clock = createFakeClock();
    const handed = vi.fn<(signal: AbortSignal) => Promise<never>>(never);
    const outcome = codeOf(createDeadlines(clock).within({ deadlineMs: 10_000 }, handed));
    await clock.advance(9_999);
    expect(handed.mock.calls[0]?.[0].aborted).toBe(false);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    expect(handed.mock.calls[0]?.[0].aborted).toBe(true);
  });

  it("ends at once with its caller, and does not begin for one who has left [R-A1] [R-D13]", async () => {
    const clock = createFakeClock();
    const deadlines = createDeadlines(clock);
    const caller = new AbortController();
    const outcome = codeOf(deadlines.within({ deadlineMs: 10_000, signal: caller.signal }, never));
    caller.abort();
    expect(await outcome).toMatchObject({ code: "ABORTED" });
    const begin = vi.fn<() => Promise<never>>(never);
    expect(await codeOf(deadlines.within({ deadlineMs: 1, signal: caller.signal }, begin))).toMatchObject({
      code: "ABORTED",
    });
    expect(begin).not.toHaveBeenCalled();
  });

  it("that ends in time leaves no timer, however it ends [R-D12]", async () => {
    const clock = createFakeClock();
    const deadlines = createDeadlines(clock);
    expect(await deadlines.within({ deadlineMs: 10_000 }, async () => "done")).toBe("done");
    const failure = new Error("failed");
    expect(await codeOf(deadlines.within({ deadlineMs: 10_000 }, () => Promise.reject(failure)))).toBe(failure);
    expect(clock.pendingTimers).toBe(0);
  });

  it("that failed after it was given up troubles nobody [R-D13]", async () => {
    const clock = createFakeClock();
    let fail: (reason: Error) => void = () => {};
    const work = (): Promise<never> => new Promise((_, reject) => (fail = reject));
    const outcome = codeOf(createDeadlines(clock).within({ deadlineMs: 1 }, work));
    await clock.advance(1);
    fail(new Error("too late"));
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
  });

  it("is given up at a review once the wall clock says that its time is over, and not before [R-C8]", async () => {
    const clock = createFakeClock();
    const deadlines = createDeadlines(clock);
    let isOver = false;
    const outcome = codeOf(deadlines.within({ deadlineMs: 10_000 }, never)).then((error) => {
      isOver = true;
      return error;
    });
    deadlines.review();
    await clock.advance(0);
    expect(isOver).toBe(false);
    // Asleep: wall time passes, timers do not.
    clock.setSkew(3_600_000);
    deadlines.review();
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    expect(clock.pendingTimers).toBe(0);
  });
});
