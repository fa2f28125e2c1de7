import {
  ConsentError,
  grantAll,
  readNotice,
  submitConsent,
  type ErrorCode,
  type Notice,
} from "@notice-consent/contract";
import { aDraft, aNotice, type Fault, type FixtureService } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createDecision, type Decision } from "./decision.ts";
import { aBench, type Bench } from "./session-bench.test-data.ts";
import { submissionOf, type Submission, type SubmissionState } from "./submission.ts";
import { createTransport } from "./transport.ts";

const person = "person-1";

const minute = 60_000;

type Started = Bench & { submission: Submission; decision: Decision; other: Decision };

/** The same person decides on another device. */
async function sendElsewhere(service: FixtureService, { body }: Decision): Promise<void> {
  const transport = createTransport({ baseUrl: service.baseUrl, fetch: service.fetch });
  const token = service.issue({ orgUserId: person }).accessToken;
  await transport.call(submitConsent, { address: service, body, credential: { kind: "access-token", token } });
}

/** The next version of a notice, with the same purposes. */
function changed(notice: Notice): Notice {
  return { ...notice, active_config: { ...notice.active_config, uuid: `${notice.active_config.uuid.slice(0, -1)}f` } };
}

async function started(): Promise<Started> {
  const bench = aBench();
  const session = bench.open(bench.issue(person));
  const read = session.call(readNotice, { params: { notice_uuid: bench.service.notices[0]?.uuid ?? "" } });
  await bench.clock.advance(0);
  const notice = await read;
  const choice = {
    act: "save",
    notice,
    language: "en",
    validateAgainst: "all",
    decidedAt: "2026-01-05T09:00:00Z",
  } as const;
  bench.service.requests.clear();
  return {
    ...bench,
    submission: submissionOf(session, "notice"),
    decision: createDecision({ ...choice, draft: grantAll(notice) }),
    other: createDecision({ ...choice, draft: aDraft(notice, "required") }),
  };
}

async function ended(
  bench: Bench,
  attempt: Promise<SubmissionState | undefined>,
): Promise<SubmissionState | undefined> {
  await bench.clock.advance(60_000);
  return attempt;
}

const keys = ({ service }: Bench): (string | undefined)[] =>
  service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey);

describe("a submission", () => {
  it("sends a decision once however often it is asked to at once [R-F1] [UI-E2]", async () => {
    const bench = await started();
    const { submission, decision, other } = bench;
    const attempts = [
      submission.submit(decision),
      submission.submit(decision),
      submission.submit(other),
      submission.retry(),
    ];
    expect(submission.getSnapshot().status).toBe("submitting");
    await ended(
      bench,
      Promise.all(attempts).then(([first]) => first),
    );
    expect(submission.getSnapshot()).toMatchObject({
      status: "recorded",
      settlement: { outcome: "accepted", mayProceed: true },
    });
    expect(keys(bench)).toEqual([decision.key]);
    expect(bench.service.events(person)).toHaveLength(1);
  });

  it("whose answer is lost is unknown; sent again under its key it is recorded once [R-F2] [UI-E11]", async () => {
    for (const fault of [
      "drop-answer",
      "offline",
      "not-json",
      "never-answer",
      { status: 500 },
      { status: 502, code: "INTERNAL" },
    ] as Fault[]) {
      const bench = await started();
      const { submission, decision } = bench;
      bench.service.next(submitConsent, fault);
      expect(await ended(bench, submission.submit(decision))).toMatchObject({
        status: "unknown",
        error: { retryable: true },
      });
      expect(await ended(bench, submission.retry())).toMatchObject({ status: "recorded" });
      expect(keys(bench)).toEqual([decision.key, decision.key]);
      expect(bench.service.events(person)).toHaveLength(1);
    }
  });

  it("without an answer is settled by a look at the record that shows it, without being sent again [UI-E11] [R-F7]", async () => {
    const bench = await started();
    const { submission, decision } = bench;
    bench.service.next(submitConsent, "drop-answer");
    await ended(bench, submission.submit(decision));
    expect(submission.getSnapshot().status).toBe("unknown");
    await Promise.all([submission.lookUp(), submission.lookUp(), bench.clock.advance(minute)]);
    expect(submission.getSnapshot()).toMatchObject({
      status: "recorded",
      decision: { key: decision.key },
      settlement: { outcome: "accepted", mayProceed: true, recordedAt: expect.stringMatching(/^2026-/) },
    });
    expect(keys(bench)).toEqual([decision.key]);
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it.each<[string, (bench: Started) => Promise<unknown> | void]>([
    ["nothing", () => {}],
    ["another decision", ({ service, other }) => sendElsewhere(service, other)],
    ["a newer version", ({ service }) => void service.publish(changed(service.notices[0] ?? aNotice()))],
  ])("stays without an answer when the record shows %s [UI-E11] [R-F5]", async (_, meanwhile) => {
    const bench = await started();
    const { submission, decision } = bench;
    bench.service.next(submitConsent, "offline");
    await ended(bench, submission.submit(decision));
    await Promise.all([meanwhile(bench), bench.clock.advance(minute)]);
    await Promise.all([submission.lookUp(), bench.clock.advance(minute)]);
    expect(submission.getSnapshot()).toMatchObject({ status: "unknown", decision: { key: decision.key } });
  });

  it("is looked up only while it is unsettled, and a look that fails changes nothing [UI-E11]", async () => {
    const bench = await started();
    const { submission, decision } = bench;
    await submission.lookUp();
    expect(bench.service.requests.all).toHaveLength(0);
    bench.service.next(submitConsent, "drop-answer");
    bench.service.next(readNotice, "offline");
    await ended(bench, submission.submit(decision));
    await Promise.all([submission.lookUp(), bench.clock.advance(minute)]);
    expect(submission.getSnapshot().status).toBe("unknown");
  });

  it("that is unknown keeps its key for the same choice and gives a changed one another [R-F2] [W22]", async () => {
    const bench = await started();
    const { submission, decision, other } = bench;
    bench.service.next(submitConsent, "offline");
    bench.service.next(submitConsent, "offline");
    await ended(bench, submission.submit(decision));
    await ended(bench, submission.submit({ ...decision, key: "another-click" }));
    await ended(bench, submission.submit(other));
    expect(keys(bench)).toEqual([decision.key, decision.key, other.key]);
  });

  it.each<[ErrorCode, number, SubmissionState["status"]]>([
    ["NOTICE_VERSION_CHANGED", 409, "rejected"],
    ["CONFLICT", 409, "rejected"],
    ["IDEMPOTENCY_IN_PROGRESS", 409, "unknown"],
    ["IDEMPOTENCY_MISMATCH", 422, "rejected"],
    ["INVALID_PURPOSE", 422, "rejected"],
    ["VALIDATION_FAILED", 422, "rejected"],
    ["FORBIDDEN", 403, "rejected"],
    ["NOT_FOUND", 404, "rejected"],
    ["RATE_LIMITED", 429, "rejected"],
    ["SERVICE_UNAVAILABLE", 503, "unknown"],
    ["CONSENT_ALREADY_PROVIDED", 409, "rejected"],
  ])("answered by %s (%i) is %s, and never a consent [R-F4] [R-F5]", async (code, status, expected) => {
    const bench = await started();
    bench.service.next(submitConsent, { status, code });
    expect(await ended(bench, bench.submission.submit(bench.decision))).toMatchObject({
      status: expected,
      error: { code },
    });
  });

  it("stays unknown when a later try is refused for the credential alone, since the first may be recorded [R-F2]", async () => {
    const bench = await started();
    const { submission, decision } = bench;
    bench.service.next(submitConsent, "drop-answer");
    await ended(bench, submission.submit(decision));
    bench.service.revokeSessions();
    bench.service.expireAccessTokens();
    expect(await ended(bench, submission.retry())).toMatchObject({
      status: "unknown",
      error: { code: "SESSION_ENDED" },
    });
  });

  it.each<[ErrorCode, number]>([
    ["UNAUTHORIZED", 401],
    ["FORBIDDEN", 403],
  ])(
    "stays unknown when a later try is answered by %s (%i), which is about the credential [R-F2]",
    async (code, status) => {
      const bench = await started();
      const { submission, decision } = bench;
      bench.service.next(submitConsent, "drop-answer");
      await ended(bench, submission.submit(decision));
      bench.service.next(submitConsent, { status, code });
      expect(await ended(bench, submission.retry())).toMatchObject({ status: "unknown", error: { code } });
    },
  );

  it.each<[string, Fault, SubmissionState["status"]]>([
    ["is recorded when it was", { latencyMs: 5_000 }, "recorded"],
    ["is unknown when no answer came", "never-answer", "unknown"],
  ])(
    "on its way while the session ends %s, since the end is no answer to it [R-F2] [R-F5]",
    async (_, fault, expected) => {
      const bench = await started();
      const { submission, decision } = bench;
      const { accessToken } = bench.issue(person);
      const session = bench.open({ accessToken });
      bench.service.next(submitConsent, fault);
      const attempt = submission.submit(decision);
      await bench.clock.advance(1_000);
      bench.service.next(readNotice, { status: 401, code: "SESSION_REVOKED" });
      const read = session.call(readNotice, { params: { notice_uuid: bench.service.notices[0]?.uuid ?? "" } });
      await Promise.allSettled([read, bench.clock.advance(1_000)]);
      expect(session.getSnapshot().status).toBe("expired");
      expect(await ended(bench, attempt)).toMatchObject({ status: expected });
    },
  );

  it("met by an ended token is refreshed and sent again: same body, same key, one event [R-F8] [UI-E4] [W9]", async () => {
    const bench = await started();
    bench.service.expireAccessTokens();
    expect(await ended(bench, bench.submission.submit(bench.decision))).toMatchObject({ status: "recorded" });
    const [first, second] = bench.service.requests.to(submitConsent);
    expect(keys(bench)).toEqual([bench.decision.key, bench.decision.key]);
    expect(second?.body).toEqual(first?.body);
    expect(bench.service.events(person)).toHaveLength(1);
  });

  it("ends although the host's refresh gives up with a code that is not its own to say [R-C6] [R-F2]", async () => {
    const bench = await started();
    const refresh = (): Promise<never> => Promise.reject(new ConsentError("ABORTED"));
    bench.open({ accessToken: bench.issue(person).accessToken }, { refresh });
    bench.service.expireAccessTokens();
    expect(await ended(bench, bench.submission.submit(bench.decision))).toMatchObject({
      status: "unknown",
      error: { code: "NETWORK" },
    });
  });

  it("goes on without its host and is abandoned with its person [R-D1] [R-D7]", async () => {
    const bench = await started();
    const { submission, decision } = bench;
    bench.service.latencyMs = 9_000;
    const attempt = submission.submit(decision);
    await bench.clock.advance(8_000);
    expect(submission.getSnapshot().status).toBe("submitting");
    expect(await ended(bench, attempt)).toMatchObject({ status: "recorded" });

    const second = await started();
    second.service.latencyMs = 9_000;
    const session = second.client.findSession(
      second.client.principal(second.issue(person).accessToken, second.service).digest,
    );
    const abandoned = second.submission.submit(second.decision);
    session?.dispose();
    expect(await ended(second, abandoned)).toBeUndefined();
    expect(second.submission.getSnapshot().status).toBe("submitting");
  });

  it("that was settled before anybody watched is not taken up by those who come later", async () => {
    const bench = await started();
    await ended(bench, bench.submission.submit(bench.decision));
    const leave = bench.submission.subscribe(() => {});
    expect(bench.submission.getSnapshot().status).toBe("idle");
    leave();
  });

  it("forgets what is settled on request, and nothing else", async () => {
    const bench = await started();
    const { submission, decision } = bench;
    bench.service.next(submitConsent, "offline");
    await ended(bench, submission.submit(decision));
    submission.reset();
    expect(submission.getSnapshot().status).toBe("unknown");
    await ended(bench, submission.retry());
    submission.reset();
    expect(submission.getSnapshot().status).toBe("idle");
  });
});
