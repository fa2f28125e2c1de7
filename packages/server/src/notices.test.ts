import { generateTokens, isConsentError, readNotice } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { decideAs, openConsent } from "./consent.test-data.ts";

const person = { org_user_id: "user_1" };

describe("reading a notice for a person", () => {
  it("asks until the service says that nothing is left to ask [W69, R-F5]", async () => {
    const { service, consent } = openConsent();
    const noticeId = service.notices[0]?.uuid ?? "";
    for (const validateAgainst of ["all", "required"] as const) {
      const verdict = await consent.notices.read(noticeId, { person, validateAgainst });
      expect(verdict).toMatchObject({ status: "ask", mayProceed: false, notice: { uuid: noticeId } });
    }
    await decideAs(service, { orgUserId: "user_1" });
    expect(await consent.notices.read(noticeId, { person })).toEqual({ status: "already-valid", mayProceed: true });
    expect(service.requests.to(readNotice).map(({ query }) => query["validate_against"])).toEqual([
      "all",
      "required",
      "all",
    ]);
  });

  it("shows what was decided beside the words, whether or not anything is left to ask", async () => {
    const { service, consent } = openConsent();
    const noticeId = service.notices[0]?.uuid ?? "";
    expect((await consent.notices.record(noticeId, { person })).record).toEqual({});
    await decideAs(service, { orgUserId: "user_1" });
    const { notice, record } = await consent.notices.record(noticeId, { person, language: "hi" });
    expect([notice.uuid, Object.values(record).map(({ status }) => status)]).toEqual([noticeId, ["ACTIVE", "ACTIVE"]]);
    expect(service.requests.to(readNotice).at(-1)?.language).toBe("hi");
  });

  it("takes the token that a host holds, and sends it without the API key", async () => {
    const { service, consent } = openConsent();
    const { accessToken } = service.issue({ orgUserId: "user_1" });
    await consent.notices.read(service.notices[0]?.uuid ?? "", { accessToken });
    expect(service.requests.to(generateTokens)).toEqual([]);
    expect(service.requests.to(readNotice)[0]?.credential.kind).toBe("access-token");
    const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
    const keys: (string | null)[] = [];
    const watching: typeof fetch = async (input, init) => {
      keys.push(new Headers(init?.headers).get("X-CMS-API-Key"));
      return service.fetch(input, init);
    };
    const watched = openConsent({ apiKey, baseUrl, organisationUuid, workspaceUuid, fetch: watching }).consent;
    await watched.notices.read(service.notices[0]?.uuid ?? "", { accessToken });
    expect(keys).toEqual([null]);
  });

  it.each([
    ["no answer", "offline"],
    ["a proxy's page", "not-json"],
    ["a 500", { status: 500 }],
    ["a 409 of somebody else", { status: 409 }],
    ["a 403", { status: 403, code: "FORBIDDEN" }],
  ] as const)("rejects, and so lets nobody in, at %s [R-F4, R-F5]", async (_case, fault) => {
    const { service, consent } = openConsent();
    const noticeId = service.notices[0]?.uuid ?? "";
    await decideAs(service, { orgUserId: "user_1" });
    service.next(readNotice, fault);
    service.next(readNotice, fault);
    const failure: unknown = await consent.notices.read(noticeId, { person }).catch((error: unknown) => error);
    expect(isConsentError(failure)).toBe(true);
  });

  it("repeats no token in a failure [SEC-C2]", async () => {
    const { service, consent } = openConsent();
    service.next(readNotice, { status: 401, code: "canary-token" });
    const failure: unknown = await consent.notices
      .read(crypto.randomUUID(), { accessToken: "canary-token" })
      .catch((error: unknown) => error);
    expect(isConsentError(failure) && [failure.serviceCode, JSON.stringify(failure).includes("canary")]).toEqual([
      undefined,
      false,
    ]);
  });
});
