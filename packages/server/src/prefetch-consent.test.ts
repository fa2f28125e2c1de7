import { readNotice, readPublicNotice } from "@notice-consent/contract";
import { aSubmission, createFakeClock, createFixtureService } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { prefetchConsent, type PrefetchConsentOptions } from "./next.ts";

function aPage(): { service: ReturnType<typeof createFixtureService>; options: PrefetchConsentOptions } {
  const service = createFixtureService();
  const { baseUrl, fetch } = service;
  const { accessToken } = service.issue({ orgUserId: "person-1" });
  return { service, options: { noticeId: service.notices[0]?.uuid ?? "", baseUrl, fetch, accessToken } };
}

describe("prefetchConsent", () => {
  it("reads the notice for a person once, and hands on neither a token nor who it is [SEC-C2]", async () => {
    const { service, options } = aPage();
    const prefetched = await prefetchConsent({ ...options, language: "hi" });
    expect(prefetched).toMatchObject({
      base: service.baseUrl,
      address: { organisationUuid: service.organisationUuid },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      language: "hi",
      answer: { status: "ask", notice: { uuid: options.noticeId } },
    });
    expect(service.requests.to(readNotice)).toMatchObject([{ language: "hi", query: { validate_against: "all" } }]);
    const text = JSON.stringify(prefetched);
    for (const part of (options.accessToken ?? "").split(".")) expect(text).not.toContain(part);
    expect(text).not.toContain("person-1");
  });

  it("hands on that nothing is left to ask [W15]", async () => {
    const { service, options } = aPage();
    const [notice] = service.notices;
    if (notice === undefined) throw new Error("The service has a notice.");
    const address = `${service.baseUrl}/public/organisations/${service.organisationUuid}/workspaces/${service.workspaceUuid}`;
    await service.fetch(`${address}/submit-consent`, {
      method: "POST",
      headers: { authorization: `Bearer ${options.accessToken}`, "content-type": "application/json" },
      body: JSON.stringify(aSubmission(notice)),
    });
    expect(await prefetchConsent(options)).toMatchObject({ answer: { status: "already-valid" } });
  });

  it("reads the notice without a person where there is none [W14]", async () => {
    const { service, options } = aPage();
    const { organisationUuid, workspaceUuid } = service;
    const prefetched = await prefetchConsent({ ...options, accessToken: undefined, organisationUuid, workspaceUuid });
    expect(prefetched).toMatchObject({ digest: "", answer: { status: "ask" } });
    expect(service.requests.to(readPublicNotice)).toHaveLength(1);
  });

  it("leaves the reading to the browser when it fails or takes too long, and never says yes [R-F5]", async () => {
    const { service, options } = aPage();
    service.offline = true;
    expect((await prefetchConsent(options)).answer).toBeUndefined();
    service.offline = false;
    service.next(readNotice, { status: 409 });
    expect((await prefetchConsent(options)).answer).toBeUndefined();
    service.next(readNotice, "never-answer");
    const clock = createFakeClock();
    const late = prefetchConsent({ ...options, clock, timeoutMs: 500 });
    await clock.advance(500);
    expect((await late).answer).toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });

  it("rejects a set-up that cannot work with a sentence that says what to give", async () => {
    const { options } = aPage();
    await expect(prefetchConsent({ ...options, accessToken: undefined })).rejects.toMatchObject({
      code: "CONFIGURATION",
    });
    await expect(prefetchConsent({ ...options, baseUrl: "nowhere" })).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});
