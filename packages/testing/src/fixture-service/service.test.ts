import {
  endpointUrl,
  generateTokens,
  readNotice,
  readPublicNotice,
  refreshTokens,
  submitConsent,
  type Endpoint,
} from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aDraft, aSubmission } from "../builders/decision.ts";
import { aNotice, aPurpose } from "../builders/notice.ts";
import { createFakeClock } from "../fake-clock.ts";
import { createFixtureService, type FixtureService } from "./service.ts";

const notice = aNotice();

function url(service: FixtureService, endpoint: Endpoint, params: Record<string, string> = {}): string {
  return endpointUrl(service.baseUrl, endpoint, service, params);
}

function read(service: FixtureService, token: string, init: RequestInit = {}): Promise<Response> {
  return service.fetch(url(service, readNotice, { notice_uuid: notice.uuid }), {
    headers: { authorization: `Bearer ${token}` },
    ...init,
  });
}

function submit(service: FixtureService, token: string, body: unknown, key = crypto.randomUUID()): Promise<Response> {
  return service.fetch(url(service, submitConsent), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
}

function refresh(service: FixtureService, refreshToken: string): Promise<Response> {
  return service.fetch(url(service, refreshTokens), {
    method: "POST",
    body: JSON.stringify({ refresh_token: refreshToken }),
  });
}

async function codeOf(answer: Promise<Response>): Promise<unknown> {
  const body: { detail?: { error_code?: unknown } } = await (await answer).json();
  return body.detail?.error_code;
}

describe("a fixture service", () => {
  it("asks a stranger, records what is sent, and has nothing left to ask", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    expect((await read(service, accessToken)).status).toBe(200);
    expect((await submit(service, accessToken, aSubmission(notice))).status).toBe(201);
    expect(await codeOf(read(service, accessToken))).toBe("CONSENT_ALREADY_PROVIDED");
    expect(service.events("user_1")).toMatchObject([{ outcome: "accepted", decidedAs: "user_1" }]);
  });

  it("asks again for a purpose that a new version changes, and for nothing else", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    await submit(service, accessToken, aSubmission(notice));
    const [first, second] = notice.active_config.purposes;
    if (first === undefined || second === undefined) throw new Error("The default notice has two purposes.");
    const published = service.publish(aNotice({ purposes: [first, { ...second, description: "Now with partners." }] }));
    expect(published.active_config.version).toBe(2);
    const record = service.record("user_1");
    expect(record[first.uuid]?.needs_reconsent).toBe(false);
    expect(record[second.uuid]?.needs_reconsent).toBe(true);
    const body: { detail: { reconsent_required: boolean } } = await (await read(service, accessToken)).json();
    expect(body.detail.reconsent_required).toBe(true);
  });

  it("lets a grant end after the days of its purpose", async () => {
    const clock = createFakeClock();
    const shortLived = aNotice({ purposes: [aPurpose({ validity_days: 30 })] });
    const service = createFixtureService({ notices: [shortLived], clock: clock.unskewed });
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    await submit(service, accessToken, aSubmission(shortLived));
    const [purpose] = shortLived.active_config.purposes;
    expect(service.record("user_1")[purpose?.uuid ?? ""]?.status).toBe("ACTIVE");
    await clock.advance(30 * 86_400_000);
    expect(service.record("user_1")[purpose?.uuid ?? ""]?.status).toBe("EXPIRED");
  });

  it("shows what a person decided and not one tick more", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    await submit(service, accessToken, aSubmission(notice, aDraft(notice, "required")));
    const record = service.record("user_1");
    const granted = Object.values(record).flatMap(({ data_elements }) =>
      Object.values(data_elements).filter(({ selected }) => selected),
    );
    expect(granted).toHaveLength(1);
  });
});

describe("scripted faults", () => {
  it("records a submission whose answer is dropped, and answers its repetition with the same event", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    service.next(submitConsent, "drop-answer");
    const body = aSubmission(notice);
    const key = crypto.randomUUID();
    await expect(submit(service, accessToken, body, key)).rejects.toThrow("Failed to fetch");
    expect(service.events()).toHaveLength(1);
    expect((await submit(service, accessToken, body, key)).status).toBe(201);
    expect(service.events()).toHaveLength(1);
  });

  it("hangs until the caller gives up, and records nothing", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    service.next(readNotice, "never-answer");
    const controller = new AbortController();
    const answer = read(service, accessToken, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
    expect(service.requests.to(readNotice)).toMatchObject([{ status: undefined }]);
  });

  it("answers as told, once, in the order of the script", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    service.next(readNotice, { status: 429, code: "RATE_LIMITED", retryAfterSeconds: 7 });
    service.next(readNotice, "not-json");
    service.next(readNotice, { status: 502 });
    const limited = await read(service, accessToken);
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await read(service, accessToken)).headers.get("content-type")).toContain("text/html");
    expect(await (await read(service, accessToken)).text()).toBe("");
    expect((await read(service, accessToken)).status).toBe(200);
  });

  it("lets nothing through while offline", async () => {
    const service = createFixtureService();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    service.offline = true;
    await expect(submit(service, accessToken, aSubmission(notice))).rejects.toBeInstanceOf(TypeError);
    expect(service.events()).toEqual([]);
    service.offline = false;
    expect((await read(service, accessToken)).status).toBe(200);
  });

  it("answers late on the injected clock", async () => {
    const clock = createFakeClock();
    const service = createFixtureService({ clock: clock.unskewed, latencyMs: 800 });
    let status = 0;
    void service
      .fetch(url(service, readPublicNotice, { notice_uuid: notice.uuid }))
      .then((answer) => (status = answer.status));
    await clock.advance(799);
    expect(status).toBe(0);
    await clock.advance(1);
    expect(status).toBe(200);
  });
});

describe("tokens of a fixture service", () => {
  it("answer TOKEN_EXPIRED once expired, by the hour or by the test", async () => {
    const clock = createFakeClock();
    const service = createFixtureService({ clock: clock.unskewed });
    const first = service.issue({ orgUserId: "user_1" });
    await clock.advance(3_600_000);
    expect(await codeOf(read(service, first.accessToken))).toBe("TOKEN_EXPIRED");
    const second = service.issue({ orgUserId: "user_1" });
    service.expireAccessTokens();
    expect(await codeOf(read(service, second.accessToken))).toBe("TOKEN_EXPIRED");
  });

  it("rotate on refresh with the answers for a parent, an older one and reuse [W8]", async () => {
    const clock = createFakeClock();
    const service = createFixtureService({ clock: clock.unskewed });
    const { refreshToken: first } = service.issue({ orgUserId: "user_1" });
    const rotate = async (token: string): Promise<string> => {
      const body: { detail: { refresh_token: string } } = await (await refresh(service, token)).json();
      return body.detail.refresh_token;
    };
    const second = await rotate(first);
    expect(second).not.toBe(first);
    expect(await rotate(first)).toBe(second);
    await rotate(second);
    expect(await codeOf(refresh(service, first))).toBe("REFRESH_STALE");
    await clock.advance(30_001);
    expect(await codeOf(refresh(service, first))).toBe("REFRESH_REUSED");
    expect(await codeOf(refresh(service, second))).toBe("SESSION_REVOKED");
    expect(await codeOf(refresh(service, "never-issued"))).toBe("REFRESH_INVALID");
  });

  it("of an ended session read nothing, record nothing more, and repeat what was recorded before", async () => {
    const service = createFixtureService();
    const { accessToken, refreshToken } = service.issue({ orgUserId: "user_1" });
    const key = crypto.randomUUID();
    await submit(service, accessToken, aSubmission(notice, "required"), key);
    service.revokeSessions();
    expect(await codeOf(read(service, accessToken))).toBe("SESSION_REVOKED");
    expect(await codeOf(submit(service, accessToken, aSubmission(notice)))).toBe("SESSION_REVOKED");
    expect((await submit(service, accessToken, aSubmission(notice, "required"), key)).status).toBe(201);
    expect(await codeOf(refresh(service, refreshToken))).toBe("SESSION_REVOKED");
    expect(service.events()).toHaveLength(1);
  });

  it("never stand in the log in clear", async () => {
    const service = createFixtureService();
    const pair = service.issue({ orgUserId: "user_1" });
    await read(service, pair.accessToken);
    await refresh(service, pair.refreshToken);
    await service.fetch(url(service, generateTokens), {
      method: "POST",
      headers: { "x-cms-api-key": service.apiKey },
      body: JSON.stringify({ org_user_id: "user_1" }),
    });
    const text = JSON.stringify(service.requests.all);
    for (const secret of [pair.accessToken, pair.refreshToken, service.apiKey]) expect(text).not.toContain(secret);
    expect(service.requests.to(readNotice)[0]?.credential).toMatchObject({ kind: "access-token" });
  });
});

it("names the address when a request misses the service", async () => {
  const service = createFixtureService();
  await expect(service.fetch("https://elsewhere.test/consent/x")).rejects.toThrow("https://consent.test/consent");
});
