import { grantAll, readNotice, refreshTokens, submitConsent, type ConsentError } from "@notice-consent/contract";
import { aNotice, aSubmission, type FixtureService } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createDecision, type Decision } from "./decision.ts";
import { aBench, type Bench } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";
import { submissionOf } from "./submission.ts";

const minute = 60_000;
const hour = 60 * minute;

function read(session: Session, { service }: Bench): Promise<unknown> {
  return session
    .call(readNotice, { params: { notice_uuid: service.notices[0]?.uuid ?? "" } })
    .catch((error: ConsentError) => error);
}

/** The device sleeps: wall time passes while timers and the monotonic clock stand still. */
function sleep({ clock, page }: Bench, ms: number): void {
  clock.setSkew(ms);
  page.wake("visible");
}

const found: unknown = expect.objectContaining({ uuid: expect.any(String) });
const ids = ({ service }: Bench): string[] => service.requests.all.map(({ endpoint }) => endpoint.id);

function refuseTokens(service: FixtureService): void {
  for (let turn = 0; turn < 2; turn++) service.next(submitConsent, { status: 401, code: "INVALID_TOKEN" });
}

function endSession(service: FixtureService): void {
  service.revokeSessions();
  service.expireAccessTokens();
}

function decided({ service }: Bench): Decision {
  const notice = service.notices[0] ?? aNotice();
  const decidedAt = "2026-01-05T09:00:00Z";
  return createDecision({
    act: "save",
    notice,
    draft: grantAll(notice),
    language: "en",
    validateAgainst: "all",
    decidedAt,
  });
}

describe("when the device wakes", () => {
  it("a read that it slept through is given up at once and sent anew, once [R-C8]", async () => {
    const bench = aBench();
    const session = bench.open({ accessToken: bench.issue().accessToken });
    bench.service.next(readNotice, "never-answer");
    const outcome = read(session, bench);
    await bench.clock.advance(1_000);
    sleep(bench, 10 * minute);
    await bench.clock.advance(1_000);
    expect(await outcome).toEqual(found);
    expect(ids(bench)).toEqual(["notices.read", "notices.read"]);
  });

  it("a decision that it slept through is sent anew under its key, and recorded once [R-C8] [R-F1]", async () => {
    const bench = aBench();
    const session = bench.open({ accessToken: bench.issue().accessToken });
    bench.service.next(submitConsent, "drop-answer");
    bench.service.next(submitConsent, "never-answer");
    const body = aSubmission(aNotice());
    await session.call(submitConsent, { body, idempotencyKey: "key-1" }).catch(() => {});
    const outcome = session.call(submitConsent, { body, idempotencyKey: "key-1" });
    await bench.clock.advance(1_000);
    sleep(bench, 10 * minute);
    await bench.clock.advance(1_000);
    expect(await outcome).toMatchObject({ outcome: "accepted" });
    expect(bench.service.events("person-1")).toHaveLength(1);
    expect(new Set(bench.service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it.each<[string, (bench: Bench) => void]>([
    ["by 429", ({ service }) => service.next(submitConsent, { status: 429, code: "RATE_LIMITED" })],
    ["by 403", ({ service }) => service.next(submitConsent, { status: 403, code: "FORBIDDEN" })],
    ["for the token, and for the next one", ({ service }) => refuseTokens(service)],
    ["by the end of the session", ({ service }) => endSession(service)],
  ])(
    "a decision whose second sending is refused %s may be recorded all the same, and keeps its key [R-C8] [R-F2]",
    async (_, refuse) => {
      const bench = aBench();
      const submission = submissionOf(bench.open(bench.issue()), "notice");
      const decision = decided(bench);
      bench.service.next(submitConsent, "never-answer");
      refuse(bench);
      const attempt = submission.submit(decision);
      await bench.clock.advance(1_000);
      sleep(bench, 2 * hour);
      await bench.clock.advance(minute);
      expect(await attempt).toMatchObject({ status: "unknown", error: { code: "TIMEOUT" } });
      void submission.submit({ ...decision, key: "another-click" });
      expect(submission.getSnapshot()).toMatchObject({ status: "submitting", decision: { key: decision.key } });
    },
  );

  it("a decision whose second sending meets an ended token is refreshed and recorded [R-C8] [R-F8]", async () => {
    const bench = aBench();
    const submission = submissionOf(bench.open(bench.issue()), "notice");
    bench.service.next(submitConsent, "never-answer");
    bench.service.next(submitConsent, { status: 401, code: "TOKEN_EXPIRED" });
    const attempt = submission.submit(decided(bench));
    await bench.clock.advance(1_000);
    sleep(bench, 10 * minute);
    await bench.clock.advance(minute);
    expect(await attempt).toMatchObject({ status: "recorded" });
    expect(ids(bench)).toEqual(["consent.submit", "consent.submit", "tokens.refresh", "consent.submit"]);
  });

  it("a write without a key is not sent anew, since nobody knows what became of it [R-C8]", async () => {
    const bench = aBench();
    const session = bench.open({ accessToken: bench.issue().accessToken });
    bench.service.next(submitConsent, "never-answer");
    const outcome = session.call(submitConsent, { body: aSubmission(aNotice()) }).catch((error: unknown) => error);
    await bench.clock.advance(1_000);
    sleep(bench, 10 * minute);
    await bench.clock.advance(1_000);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("a request that was merely slow is not sent anew [R-C1] [R-C8]", async () => {
    const bench = aBench();
    const session = bench.open({ accessToken: bench.issue().accessToken });
    bench.service.next(readNotice, "never-answer");
    const outcome = read(session, bench);
    await bench.clock.advance(9_000);
    bench.page.wake("visible");
    await bench.clock.advance(1_000);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("a read that is refused after it was sent anew ends all the same [R-C8] [R-A9]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.next(readNotice, "never-answer");
    for (let turn = 0; turn < 5; turn++) bench.service.next(readNotice, { status: 401, code: "INVALID_TOKEN" });
    const outcome = read(session, bench);
    await bench.clock.advance(1_000);
    sleep(bench, 20 * minute);
    await bench.clock.advance(minute);
    expect(await outcome).toMatchObject({ code: "AUTH_REJECTED" });
    expect(ids(bench)).toEqual(["notices.read", "notices.read", "tokens.refresh", "notices.read"]);
  });

  it("a refresh that it slept through is given up and tried again, without a sign-out [R-C8] [R-B6]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    bench.service.next(refreshTokens, "never-answer");
    const outcome = read(session, bench);
    await bench.clock.advance(1_000);
    sleep(bench, 10_000 + 10 * minute);
    await bench.clock.advance(1_000);
    expect(await outcome).toEqual(found);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(2);
    expect(session.getSnapshot().status).toBe("ready");
  });

  it("after eight hours there is one refresh and no backlog [R-B2] [R-B6]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.page.hidden = true;
    await bench.clock.advance(8 * hour);
    bench.page.hidden = false;
    bench.page.wake("visible");
    bench.page.wake("online");
    const outcomes = Promise.all([read(session, bench), read(session, bench)]);
    await bench.clock.advance(minute);
    expect(await outcomes).toEqual([found, found]);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("a timer that fires hours late acts on what is held then, and its failure ends no session [R-B1] [R-B6]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    await bench.clock.advance(minute);
    const newer = bench.issue();
    session.propose(newer);
    bench.service.offline = true;
    // The proactive timer finds no network, again and again.
    await bench.clock.advance(70 * minute);
    expect(session.getSnapshot().status).toBe("offline");
    bench.service.offline = false;
    const outcome = read(session, bench);
    bench.page.wake("online");
    await bench.clock.advance(10 * minute);
    await outcome;
    const again = read(session, bench);
    await bench.clock.advance(minute);
    expect(await again).toEqual(found);
    expect(session.getSnapshot().status).toBe("ready");
  });
});
