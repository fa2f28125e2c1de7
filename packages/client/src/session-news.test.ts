import { submitConsent } from "@notice-consent/contract";
import { aNotice, aSubmission, createFakeClock } from "@notice-consent/testing";
import { describe, expect, it, vi } from "vitest";
import { aBrowser } from "./browser.test-data.ts";
import { aBench } from "./session-bench.test-data.ts";
import { createNewsDesk, type SessionNews } from "./session-news.ts";

function hearing() {
  return vi.fn<(news: SessionNews) => void>();
}

describe("the news of a session", () => {
  it("tell of one return of the page once, whatever events it comes as [R-B1]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    const hear = hearing();
    const leave = session.onNews(hear);
    for (const cause of ["visible", "visible", "online"] as const) bench.page.wake(cause);
    await bench.clock.advance(100);
    expect(hear.mock.calls).toEqual([[{ kind: "wake" }]]);
    bench.page.wake("visible");
    await bench.clock.advance(100);
    expect(hear).toHaveBeenCalledTimes(2);
    leave();
    bench.page.wake("visible");
    await bench.clock.advance(100);
    expect(hear).toHaveBeenCalledTimes(2);
  });

  it("tell other places of the page and the other tabs of the same person of a decision, and nobody else [R-F9]", async () => {
    const browser = aBrowser();
    const first = aBench(undefined, { coordination: browser.tab() });
    const shared = { clock: first.clock, service: first.service };
    const second = aBench(undefined, { ...shared, coordination: browser.tab() });
    const third = aBench(undefined, { ...shared, coordination: browser.tab() });
    const session = first.open(first.issue("person-1"));
    const [here, elsewhere, stranger] = [hearing(), hearing(), hearing()];
    session.onNews(here);
    second.open(second.issue("person-1")).onNews(elsewhere);
    third.open(third.issue("person-2")).onNews(stranger);
    session.reportDecision("notice-1");
    await first.clock.advance(0);
    const news = [[{ kind: "decision", noticeUuid: "notice-1" }]];
    expect(here.mock.calls).toEqual(news);
    expect(elsewhere.mock.calls).toEqual(news);
    expect(stranger).not.toHaveBeenCalled();
    expect(JSON.stringify(browser.messages)).not.toContain("person-1");
  });

  it("reach everybody although one listener throws [R-D9]", () => {
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal("reportError", report);
    const desk = createNewsDesk(createFakeClock());
    const hear = hearing();
    desk.onNews(() => {
      throw new Error("a host's slip");
    });
    desk.onNews(hear);
    desk.tell({ kind: "wake" });
    expect(hear).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  it("end with the session, and no timer waits for them [R-D12]", async () => {
    const bench = aBench();
    const session = bench.open({ accessToken: bench.issue().accessToken });
    const hear = hearing();
    session.onNews(hear);
    bench.page.wake("visible");
    session.dispose();
    expect(bench.clock.pendingTimers).toBe(0);
    session.reportDecision("notice-1");
    expect(hear).not.toHaveBeenCalled();
  });

  it("do not keep a tab from deciding when the line to the others is broken [R-D12]", async () => {
    const broken = (): never => {
      throw new DOMException("Closed", "InvalidStateError");
    };
    const coordination = { lock: broken, connect: () => ({ post: broken, close: broken }) };
    const bench = aBench(undefined, { coordination });
    const session = bench.open(bench.issue());
    const call = session.call(submitConsent, { body: aSubmission(aNotice()) });
    await bench.clock.advance(1_000);
    await call;
    session.reportDecision("notice-1");
    session.dispose();
    expect(session.getSnapshot().status).toBe("ready");
  });
});
