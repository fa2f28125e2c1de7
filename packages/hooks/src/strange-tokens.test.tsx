import { readNotice, submitConsent } from "@notice-consent/contract";
import { aToken, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { useConsentStatus, type ConsentCheck } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? "").toString("base64url");

const token = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ minLength: 8_000, maxLength: 20_000, unit: "grapheme-ascii" }),
  fc.anything({ withNullPrototype: true }).map((claims) => `h.${segmentOf(claims)}.s`),
  fc.jsonValue().map((claims) => `h.${segment({ sub: claims, exp: claims, iat: claims, __proto__: { sub: "x" } })}.s`),
  fc.constant(`h.${Buffer.from('{"__proto__":{"sub":"someone"},"exp":{"a":1}}').toString("base64url")}.s`),
);

function segmentOf(value: unknown): string {
  try {
    return segment(value);
  } catch {
    return "";
  }
}

describe.each(renderings)("a token that is no token, $rendering,", ({ rendering }) => {
  it("never throws in render and never lets anybody proceed [R-E7] [SEC-C11]", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    const { notices, baseUrl, organisationUuid, workspaceUuid } = createFixtureService();
    const noticeId = notices[0]?.uuid ?? "";
    await fc.assert(
      fc.asyncProperty(token, async (accessToken) => {
        const bench = aConsentBench(rendering);
        const options = { noticeId, baseUrl, organisationUuid, workspaceUuid, accessToken };
        const { result, unmount } = bench.mount(useConsentStatus, options);
        await act(() => new Promise((resolve) => setTimeout(resolve, 2)));
        expect(result.current).toMatchObject({ status: "unknown", mayProceed: false });
        unmount();
      }),
      { numRuns: 60 },
    );
  });

  it("is used as it is where a service takes it, and refreshed when it is refused [R-E7]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const { refreshToken } = tokensOf(bench.service, "person-1");
    const host = bench.host("person-1", { accessToken: "opaque", refreshToken, organisationUuid, workspaceUuid });
    await reach(bench.render(host), "asking");
    expect(bench.service.requests.to(readNotice).map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe.each(renderings)("the claims of a token, $rendering,", ({ rendering }) => {
  it("decide nothing: forged ones change no verdict, in either direction [SEC-C5] [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const boasting = { consented: true, all_mandatory_active: true, mayProceed: true, roles: ["admin"] };
    const forged = aToken({
      ...boasting,
      organisation_uuid: organisationUuid,
      workspace_uuid: workspaceUuid,
      sub: "x",
    });
    const check = bench.mount(
      useConsentStatus,
      bench.host("person-1", { accessToken: forged, refreshToken: undefined }),
    );
    await waitFor(() =>
      expect(check.result.current).toMatchObject({ status: "unknown", reason: { code: "SESSION_ENDED" } }),
    );
    expect(check.result.current.mayProceed).toBe(false);

    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    // What the service says of the person stands beside it.
    const honest = bench.mount(useConsentStatus, bench.host("person-1", { validateAgainst: "required" }));
    await waitFor(() => expect(honest.result.current.mayProceed).toBe(true));
  });
});

describe.each(renderings)("consent, $rendering,", ({ rendering }) => {
  it("takes an act: loading, tokens, preselection, returns and clicks of nobody send nothing [SEC-C12] [W-F3] [W34]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host("person-1", { honourPreselection: true });
    const place = bench.render(host);
    await reach(place, "asking");
    place.rerender({ ...host, ...tokensOf(bench.service, "person-1") });
    act(() => void window.dispatchEvent(new Event("focus")));
    act(() => void document.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    place.unmount();
    await reach(bench.render(host), "asking");
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
    expect(bench.service.events()).toHaveLength(0);
  });
});

describe("two copies of the package on one page", () => {
  it("share the session of a person, and know each other's errors [R-E8]", async () => {
    const service = createFixtureService();
    vi.stubGlobal("fetch", service.fetch);
    const copies = [];
    for (let copy = 0; copy < 2; copy++) {
      vi.resetModules();
      copies.push({ hooks: await import("./index.ts"), contract: await import("@notice-consent/contract") });
    }
    const [one, two] = copies;
    if (one === undefined || two === undefined) throw new Error("There are two copies.");
    expect(one.hooks.useConsentStatus).not.toBe(two.hooks.useConsentStatus);
    const options = {
      noticeId: service.notices[0]?.uuid ?? "",
      baseUrl: service.baseUrl,
      ...tokensOf(service, "two copies"),
    };
    service.expireAccessTokens();
    const checks = [one, two].map(({ hooks }) =>
      renderHook((props: typeof options): ConsentCheck => hooks.useConsentStatus(props), { initialProps: options }),
    );
    for (const { result } of checks) await waitFor(() => expect(result.current.status).toBe("required"));
    // Two caches read, one session refreshed: neither used up a token of the other.
    expect(service.requests.all.filter(({ endpoint }) => endpoint.id === "tokens.refresh")).toHaveLength(1);
    const foreign = new two.contract.ConsentError("NETWORK");
    expect(foreign).not.toBeInstanceOf(one.contract.ConsentError);
    expect(one.contract.isConsentError(foreign)).toBe(true);
    vi.unstubAllGlobals();
  });
});

describe.each(renderings)("a failure that many share, $rendering,", ({ rendering }) => {
  it("is each one's own and leaves no rejection that nobody has handled [R-D13]", async () => {
    const unhandled = vi.fn<(reason: unknown) => void>();
    process.on("unhandledRejection", unhandled);
    const bench = aConsentBench(rendering);
    bench.service.offline = true;
    const places = Array.from({ length: 20 }, () => bench.render(bench.host()));
    for (const place of places.slice(0, 10)) place.unmount();
    for (const place of places.slice(10)) expect((await reach(place, "failed")).error.code).toBe("NETWORK");
    bench.service.offline = false;
    act(() => void places[10]?.result.current.actions.retry());
    const [, ...rest] = places.slice(10);
    for (const place of rest) await reach(place, "asking");
    bench.service.expireAccessTokens();
    bench.service.revokeSessions();
    act(() => places[11]?.result.current.actions.acceptAll());
    for (const place of rest) place.unmount();
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
