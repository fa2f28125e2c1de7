import { grantAll, readNotice, submitConsent } from "@notice-consent/contract";
import { aNotice, aRecord } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, announcements, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { draftsOf } from "./page-drafts.ts";
import { createPageMemory } from "./page-memory.ts";

afterEach(cleanup);

describe.each(renderings)("the same person, $rendering,", ({ rendering }) => {
  it("with a newer token keeps the ticks, and nothing is read again [R-D2] [W11] [UI-E10] [W85] [W-F4]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions, notice, draft } = await reach(place, "asking");
    for (const { uuid } of notice.active_config.purposes) act(() => actions.toggle(uuid));
    const ticks = draft.getState();
    expect(Object.keys(ticks)).toHaveLength(notice.active_config.purposes.length);
    place.rerender({ ...host, ...tokensOf(bench.service, "person-1") });
    await announcements();
    expect(place.result.current).toMatchObject({ status: "asking", completeness: { status: "complete" } });
    expect(place.result.current.draft.getState()).toBe(ticks);
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("keeps the ticks and the read when the service's address is spelled otherwise [R-D2] [W11]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render({ ...host, baseUrl: bench.service.baseUrl });
    const { actions, notice } = await reach(place, "asking");
    act(() => actions.grant(notice.active_config.purposes[0]?.uuid ?? ""));
    const ticks = place.result.current.draft.getState();
    place.rerender({ ...host, baseUrl: `${bench.service.baseUrl}/` });
    await announcements();
    expect(place.result.current.status).toBe("asking");
    expect(place.result.current.draft.getState()).toBe(ticks);
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("finds the ticks again after a remount, with one read for both [R-D6] [W84] [W-B6]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    act(() => actions.grant(bench.service.notices[0]?.active_config.purposes[0]?.uuid ?? ""));
    const ticks = place.result.current.draft.getState();
    place.unmount();
    const again = await reach(bench.render(bench.host()), "asking");
    expect(again.draft.getState()).toBe(ticks);
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("reads anew at every mount for an application, which nothing is kept of [W27]", async () => {
    const bench = aConsentBench(rendering);
    for (const times of [1, 2]) {
      const place = bench.render(bench.host("person-1", { applicationId: "loan-7" }));
      await reach(place, "asking");
      await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(times));
      place.unmount();
    }
  });

  it("after a rotation, mounted with the earlier pair, goes on with the newer one [R-A15]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host("person-1", { validateAgainst: "required" });
    const place = bench.render(host);
    await reach(place, "asking");
    bench.service.expireAccessTokens();
    place.unmount();
    const second = bench.render(host);
    await reach(second, "asking");
    second.unmount();
    bench.service.requests.clear();
    const third = bench.render(host);
    await reach(third, "asking");
    expect(third.result.current.session).toBe("ready");
    expect(bench.service.requests.all.map(({ endpoint, status }) => [endpoint.id, status])).toEqual([
      ["notices.read", 200],
    ]);
  });

  it("whose session has ended is told once, keeps the choices, and goes on with new tokens [R-B7]", async () => {
    const bench = aConsentBench(rendering);
    const onSessionExpired = vi.fn<() => void>();
    const host = { ...bench.host("person-1", { refreshToken: undefined }), onSessionExpired };
    const place = bench.render(host);
    const { actions, draft } = await reach(place, "asking");
    bench.service.expireAccessTokens();
    act(() => actions.acceptAll());
    expect(await reach(place, "asking")).toMatchObject({ session: "expired", error: { code: "SESSION_ENDED" } });
    await announcements();
    expect(onSessionExpired).toHaveBeenCalledTimes(1);
    expect(host.onError).toHaveBeenCalledTimes(1);
    const ticks = draft.getState();
    place.rerender({ ...host, accessToken: tokensOf(bench.service, "person-1").accessToken });
    expect(place.result.current.session).toBe("ready");
    expect(place.result.current.draft.getState()).toBe(ticks);
    act(() => void actions.retry());
    await reach(place, "recorded");
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it("whose read failed for want of a token is asked as soon as one arrives [R-B7]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host("person-1", { refreshToken: undefined });
    bench.service.expireAccessTokens();
    const place = bench.render(host);
    expect((await reach(place, "failed")).error.code).toBe("SESSION_ENDED");
    place.rerender({ ...host, accessToken: tokensOf(bench.service, "person-1").accessToken });
    await reach(place, "asking");
  });
});

describe.each(renderings)("another person in the same place, $rendering,", ({ rendering }) => {
  it("starts from nothing, and sees nothing of the first in any frame [R-D1] [R-D4] [W10] [UI-E10]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.host("person-1");
    const place = bench.render(first);
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    const second = bench.host("person-2");
    place.rerender(second);
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    const asking = await reach(place, "asking");
    expect(asking.draft.getState()).toEqual({});
    place.rerender(first);
    expect(place.result.current).toMatchObject({ mayProceed: false });
    expect((await reach(place, "satisfied")).result.outcome).toBe("already-valid");
    place.rerender(second);
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
  });

  it("never hears of what the first one sent [R-D1] [W84] [UI-E10]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.host("person-1");
    const place = bench.render(first);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, { latencyMs: 200 });
    act(() => actions.acceptAll());
    const second = bench.host("person-2");
    place.rerender(second);
    await reach(place, "asking");
    await act(() => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(place.result.current).toMatchObject({ status: "asking", mayProceed: false });
    for (const { onAccept, onDecline, onError } of [first, second]) {
      for (const callback of [onAccept, onDecline, onError]) expect(callback).not.toHaveBeenCalled();
    }
  });

  it("is not shown the first one's late notice or verdict [R-D1] [R-D5]", async () => {
    const bench = aConsentBench(rendering);
    const earlier = bench.render(bench.host("person-1"));
    act((await reach(earlier, "asking")).actions.acceptAll);
    await reach(earlier, "recorded");
    earlier.unmount();
    bench.service.next(readNotice, { latencyMs: 200 });
    const first = bench.host("person-1");
    const place = bench.render(first);
    const second = bench.host("person-2");
    place.rerender(second);
    await reach(place, "asking");
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(place.result.current.status).toBe("asking");
    expect(first.onAccept).not.toHaveBeenCalled();
    expect(second.onAccept).not.toHaveBeenCalled();
  });
});

describe.each(renderings)("before there is a person, $rendering,", ({ rendering }) => {
  it("the notice is a preview whose ticks go to the first person, and the coming of that person sends nothing [W14] [W46] [W84] [W-B20] [W-F3]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const host = bench.host("person-1", {
      accessToken: undefined,
      refreshToken: undefined,
      organisationUuid,
      workspaceUuid,
    });
    const place = bench.render(host);
    expect(place.result.current).toMatchObject({ status: "preview", notice: undefined, session: undefined });
    await waitFor(() =>
      expect(place.result.current).toMatchObject({ status: "preview", notice: { uuid: host.noticeId } }),
    );
    const purpose = bench.service.notices[0]?.active_config.purposes[0]?.uuid ?? "";
    act(() => place.result.current.actions.grant(purpose));
    place.rerender({ ...host, ...tokensOf(bench.service, "person-1") });
    const { draft } = await reach(place, "asking");
    expect(Object.keys(draft.getState())).toEqual([purpose]);
    expect(bench.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual([
      "notices.readPublic",
      "notices.read",
    ]);
  });

  it("another workspace's notice is read anew, never taken from the first one's [W49]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const nobody = { accessToken: undefined, refreshToken: undefined };
    const host = bench.host("person-1", { ...nobody, organisationUuid, workspaceUuid });
    const place = bench.render(host);
    await waitFor(() => expect(place.result.current).toMatchObject({ notice: { uuid: host.noticeId } }));
    place.rerender({ ...host, workspaceUuid: "00000000-0000-4000-8000-00000000abcd" });
    expect(place.result.current).not.toHaveProperty("notice.uuid", host.noticeId);
    await reach(place, "failed");
  });
});

describe.each(renderings)("the host's callbacks, $rendering,", ({ rendering }) => {
  it("are the latest ones when they are called [R-D8]", async () => {
    const bench = aConsentBench(rendering);
    const early = bench.host();
    const place = bench.render(early);
    const { actions } = await reach(place, "asking");
    act(() => actions.acceptAll());
    const late = bench.host();
    place.rerender({ ...early, onAccept: late.onAccept });
    await reach(place, "recorded");
    await announcements();
    expect(early.onAccept).not.toHaveBeenCalled();
    expect(late.onAccept).toHaveBeenCalledTimes(1);
  });

  it("hear of an act whose place has gone, at whatever moment it went [R-D7]", async () => {
    for (const delay of [0, 5, 20, 60]) {
      const bench = aConsentBench(rendering);
      bench.service.latencyMs = 20;
      const host = bench.host();
      const place = bench.render(host);
      const { actions } = await reach(place, "asking");
      act(() => actions.acceptAll());
      await act(() => new Promise((resolve) => setTimeout(resolve, delay)));
      place.unmount();
      await waitFor(() => expect(host.onAccept).toHaveBeenCalledTimes(1));
      await announcements();
      expect(host.onAccept).toHaveBeenCalledTimes(1);
      expect(bench.service.events("person-1")).toHaveLength(1);
    }
  });

  it("go to the place that is there when the one that acted has been replaced [R-F1] [R-D7]", async () => {
    const bench = aConsentBench(rendering);
    const early = bench.host();
    const place = bench.render(early);
    const { actions } = await reach(place, "asking");
    bench.service.latencyMs = 50;
    act(() => actions.acceptAll());
    place.unmount();
    const late = bench.host();
    const again = bench.render(late);
    expect(again.result.current.status).toBe("submitting");
    await reach(again, "recorded");
    await announcements();
    expect(early.onAccept).not.toHaveBeenCalled();
    expect(late.onAccept).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("may throw and may call back into the library [R-D9]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal("reportError", report);
    const failure = new Error("the host's own");
    host.onDecline.mockImplementation(() => {
      place.result.current.actions.reset();
      throw failure;
    });
    act((await reach(place, "asking")).actions.declineAll);
    await waitFor(() => expect(report).toHaveBeenCalled());
    expect((await reach(place, "asking")).draft.getState()).toEqual({});
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledExactlyOnceWith(failure);
    vi.unstubAllGlobals();
  });
});

describe("what a page keeps", () => {
  it("names no token and no person in any query key [R-D4] [SEC-C2]", async () => {
    const bench = aConsentBench();
    const host = bench.host("someone@example.org");
    await reach(bench.render(host), "asking");
    const keys = JSON.stringify(
      bench.queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey),
    );
    expect(keys).toMatch(/"notice-consent","[0-9a-f]{64}"/);
    for (const secret of [host.accessToken, host.refreshToken, "someone@example.org"])
      expect(keys).not.toContain(secret);
    expect(
      JSON.stringify(
        bench.queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ),
    ).not.toContain(host.accessToken);
    expect(window.localStorage).toHaveLength(0);
    expect(window.sessionStorage).toHaveLength(0);
  });

  it("never counts a verdict that came from somewhere else than a read of this place [R-D4] [R-F5]", async () => {
    const bench = aConsentBench();
    const place = bench.render(bench.host());
    await reach(place, "asking");
    const [query] = bench.queryClient.getQueryCache().getAll();
    place.unmount();
    bench.service.next(readNotice, { latencyMs: 100 });
    bench.queryClient.setQueryData(query?.queryKey ?? [], { status: "already-valid" });
    const second = bench.render(bench.host());
    expect(second.result.current).toMatchObject({ status: "checking", mayProceed: false });
    await reach(second, "asking");
  });

  it("asks again from the record, and not from ticks whose decision is already recorded [R-F9]", () => {
    const memory = createPageMemory();
    const notice = aNotice();
    const place = { digest: "a", about: "n" };
    const store = draftsOf(memory).draft(place, notice, false);
    store.setState(grantAll(notice), true);
    draftsOf(memory).settle(place, notice, grantAll(notice));
    expect(draftsOf(memory).draft(place, notice, false)).toBe(store);
    const readAnew = { ...notice, purpose_selections: aRecord(notice, "nothing") };
    expect(draftsOf(memory).draft(place, readAnew, false).getState()).toEqual({});
  });

  it("hands ticks over to a person who has none of their own", () => {
    const memory = createPageMemory();
    const notice = aNotice();
    const anonymous = draftsOf(memory).draft({ digest: "", about: "n" }, notice, false);
    const own = draftsOf(memory).draft({ digest: "a", about: "n" }, notice, false);
    draftsOf(memory).handOver("n", "a");
    expect(draftsOf(memory).draft({ digest: "a", about: "n" }, notice, false)).toBe(own);
    expect(draftsOf(memory).draft({ digest: "", about: "n" }, notice, false)).not.toBe(anonymous);
  });

  it("forgets a person's ticks and language with the person", () => {
    const memory = createPageMemory();
    const notice = aNotice();
    const place = { digest: "a", about: "n" };
    const store = draftsOf(memory).draft(place, notice, false);
    memory.rememberLanguage("hi");
    expect(draftsOf(memory).draft(place, notice, false)).toBe(store);
    memory.forgetPerson("a");
    expect(draftsOf(memory).draft(place, notice, false)).not.toBe(store);
    expect(memory.wantedLanguages()).not.toContain("hi");
  });
});
