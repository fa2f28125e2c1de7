import {
  endpointUrl,
  errorsOf,
  errorTable,
  noticeDetail,
  readNotice,
  readPublicNotice,
  refreshTokens,
  submitConsent,
} from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { aSizedNotice } from "../builders/sized-notice.ts";
import { createFakeClock } from "../fake-clock.ts";
import { createScenario, type Scenario, type ScenarioName } from "./scenario.ts";
import { situations } from "./situations.ts";

function read({ service, notice, props, fetch }: Scenario): Promise<Response> {
  const query = { validate_against: props.validateAgainst ?? "all" };
  return fetch(endpointUrl(service.baseUrl, readNotice, service, { notice_uuid: notice.uuid }, query), {
    headers: { authorization: `Bearer ${props.accessToken}` },
  });
}

function submit({ service, notice, props, fetch }: Scenario): Promise<Response> {
  const { uuid, content_hash } = notice.active_config;
  return fetch(endpointUrl(service.baseUrl, submitConsent, service), {
    method: "POST",
    headers: { authorization: `Bearer ${props.accessToken}`, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(
      aSubmission(notice, "everything", { notice_version_uuid: uuid, notice_content_hash: content_hash }),
    ),
  });
}

async function answerOf(answer: Promise<Response>): Promise<{ status: number; code: unknown; detail: unknown }> {
  const response = await answer;
  const { detail } = (await response.json()) as { detail: { error_code?: unknown } };
  return { status: response.status, code: detail.error_code, detail };
}

async function statusesOf(scenario: Scenario): Promise<Record<string, string>> {
  const { detail } = await answerOf(read(scenario));
  const parsed = await noticeDetail["~standard"].validate(detail);
  const recorded = ("value" in parsed && parsed.value.purpose_selections) || {};
  return Object.fromEntries(
    scenario.notice.active_config.purposes.map(({ uuid, name }) => {
      const row = recorded[uuid];
      return [name, row === undefined ? "none" : row.needs_reconsent ? `${row.status}, again` : row.status];
    }),
  );
}

const [first, second] = ["Deliver your order", "Send you offers"] as const;

describe("a scenario", () => {
  it("asks of a person of whom nothing is recorded", async () => {
    expect(await statusesOf(createScenario("must-ask"))).toEqual({ [first]: "none", [second]: "none" });
  });

  it("has nothing left to ask of a person who accepted", async () => {
    expect(await answerOf(read(createScenario("already-valid")))).toMatchObject({
      status: 409,
      code: "CONSENT_ALREADY_PROVIDED",
    });
  });

  it.each([
    ["declined", { [first]: "DECLINED", [second]: "DECLINED" }],
    ["partly-granted", { [first]: "ACTIVE", [second]: "DECLINED" }],
    ["asked-again-changed", { [first]: "ACTIVE, again", [second]: "ACTIVE" }],
    ["asked-again-new", { [first]: "ACTIVE", [second]: "ACTIVE", "Invite you to a survey": "none" }],
    ["asked-again-expired", { [first]: "EXPIRED", [second]: "EXPIRED" }],
    ["asked-again-withdrawn", { [first]: "WITHDRAWN", [second]: "WITHDRAWN" }],
    ["asked-again-stricter", { [first]: "ACTIVE", [second]: "DECLINED" }],
  ] as const)("shows what is recorded when %s", async (name, statuses) => {
    expect(await statusesOf(createScenario(name))).toEqual(statuses);
  });

  it("changes the notice under a person who reads it", async () => {
    const scenario = createScenario("version-changed");
    const before = scenario.notice;
    expect(await answerOf(submit({ ...scenario, notice: before }))).toMatchObject({ code: "NOTICE_VERSION_CHANGED" });
    expect(scenario.notice.active_config.uuid).not.toBe(before.active_config.uuid);
    expect((await submit(scenario)).status).toBe(201);
  });

  it("refuses an access token that has run out, and renews it", async () => {
    const scenario = createScenario("expired-then-refreshed");
    expect(await answerOf(read(scenario))).toMatchObject({ code: "TOKEN_EXPIRED" });
    const renewed = await answerOf(refresh(scenario));
    const accessToken = (renewed.detail as { token: string }).token;
    expect((await read({ ...scenario, props: { ...scenario.props, accessToken } })).status).toBe(200);
  });

  it("ends a session on both tokens", async () => {
    const scenario = createScenario("session-ended");
    expect(await answerOf(read(scenario))).toMatchObject({ code: "TOKEN_EXPIRED" });
    expect(await answerOf(refresh(scenario))).toMatchObject({ code: "SESSION_REVOKED" });
  });

  it.each(["drop-answer", "offline"] as const)("loses an answer: %s", async (kind) => {
    const scenario = createScenario(kind === "offline" ? "offline" : "uncertain-submit");
    await expect(submit(scenario)).rejects.toBeInstanceOf(TypeError);
    expect(scenario.service.events()).toHaveLength(kind === "offline" ? 0 : 1);
  });

  it("answers with a stranger's page", async () => {
    expect((await read(createScenario("unreadable"))).headers.get("content-type")).toContain("html");
  });

  it("hangs until the caller gives up", async () => {
    const { service, fetch, notice } = createScenario("never-answers");
    const url = endpointUrl(service.baseUrl, readNotice, service, { notice_uuid: notice.uuid });
    await expect(fetch(url, { signal: AbortSignal.timeout(20) })).rejects.toBeDefined();
  });

  it("answers late by its clock", async () => {
    const clock = createFakeClock();
    const scenario = createScenario("slow", { clock, slowMs: 60_000 });
    const state = { answered: false };
    const answer = read(scenario).then(({ status }) => {
      state.answered = true;
      return status;
    });
    await clock.advance(59_999);
    expect(state.answered).toBe(false);
    await clock.advance(1);
    expect(await answer).toBe(200);
  });

  it.each([
    ["no-token", undefined],
    ["unconfigured", ""],
    ["must-ask", expect.stringMatching(/^\S+\.\S+\.\S+$/)],
  ] as const)("hands a component its props: %s", (name, accessToken) => {
    expect(createScenario(name).props.accessToken).toEqual(accessToken);
  });

  it("lets a component without a token read the notice in its workspace", async () => {
    const { service, props, notice, fetch } = createScenario("no-token");
    const { organisationUuid = "", workspaceUuid = "" } = props;
    const address = { organisationUuid, workspaceUuid };
    const url = endpointUrl(service.baseUrl, readPublicNotice, address, { notice_uuid: notice.uuid });
    expect((await fetch(url)).status).toBe(200);
  });

  it("answers what is not supported, so that a component has to refuse it", async () => {
    expect((await answerOf(read(createScenario("unsupported")))).detail).toMatchObject({ is_minor: true });
  });

  it("refuses every access token", async () => {
    expect(await answerOf(read(createScenario("access-rejected")))).toMatchObject({ code: "INVALID_TOKEN" });
  });

  it("refuses as often as it is told", async () => {
    const scenario = createScenario("read-refused", { status: 502, times: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await read(scenario)).status);
    expect(statuses).toEqual([502, 502, 200]);
  });

  it("logs what arrives, without a token in it", async () => {
    const scenario = createScenario("must-ask");
    await read(scenario);
    expect(scenario.requests.to(readNotice)).toMatchObject([{ method: "GET", status: 200 }]);
    expect(JSON.stringify(scenario.requests.all)).not.toContain(scenario.props.accessToken);
  });
});

describe("a refusal has the status and the code of the contract", () => {
  it.each(errorsOf(readNotice))("of the read: %s", async (code) => {
    const refused = answerOf(read(createScenario("read-refused", { code })));
    expect(await refused).toMatchObject({ status: errorTable[code].status, code });
  });

  it.each(errorsOf(submitConsent))("of the submission: %s", async (code) => {
    const refused = answerOf(submit(createScenario("submit-refused", { code })));
    expect(await refused).toMatchObject({ status: errorTable[code].status, code });
  });

  it.each(errorsOf(refreshTokens))("of the renewal: %s", async (code) => {
    const refused = answerOf(refresh(createScenario("refresh-refused", { code })));
    expect(await refused).toMatchObject({ status: errorTable[code].status, code });
  });
});

describe("a notice of a given size", () => {
  it.each([1, 20, 60, 61, 1000])("has %i elements, all different", (elements) => {
    const { purposes } = aSizedNotice({ elements }).active_config;
    const uuids = purposes.flatMap(({ data_elements }) => data_elements.map(({ uuid }) => uuid));
    expect(new Set(uuids).size).toBe(elements);
  });

  it.each([
    ["all", 20],
    ["none", 0],
    ["first", 1],
  ] as const)("requires %s", (required, count) => {
    const [purpose] = aSizedNotice({ elements: 20, required }).active_config.purposes;
    expect(purpose?.data_elements.filter((element) => element.required)).toHaveLength(count);
  });

  it("has as many screens of text as it is told", () => {
    const { notice_text } = aSizedNotice({ screensOfText: 30 }).active_config;
    expect(notice_text.match(/<h3>/g)).toHaveLength(30);
  });
});

const silent: readonly ScenarioName[] = ["never-answers", "offline", "no-token", "slow", "unconfigured", "unreadable"];

it.each((Object.keys(situations) as ScenarioName[]).filter((name) => !silent.includes(name)))(
  "answers in the shape of the contract: %s",
  async (name) => {
    const scenario = name.endsWith("-refused")
      ? createScenario(name as "read-refused", { code: "INTERNAL" })
      : createScenario(name as "must-ask");
    const { status, detail } = await answerOf(read(scenario));
    if (status === 200) expect((await noticeDetail["~standard"].validate(detail)).issues).toBeUndefined();
    else expect(detail).toMatchObject({ error_code: expect.any(String) });
  },
);

function refresh({ service, props, fetch }: Scenario): Promise<Response> {
  return fetch(endpointUrl(service.baseUrl, refreshTokens, service), {
    method: "POST",
    body: JSON.stringify({ refresh_token: props.refreshToken }),
  });
}
