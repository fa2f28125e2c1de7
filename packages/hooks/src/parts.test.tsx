import { readNotice, refreshTokens, submitConsent } from "@notice-consent/contract";
import { aDraft, aNotice } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, announcements, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { useConsentSession, useConsentStatus, useNotice, useSubmitConsent, type PersonOptions } from "./index.ts";

afterEach(cleanup);

describe.each(renderings)("useConsentSession, $rendering,", ({ rendering }) => {
  it("shows a session that is there, renews on request, and says nothing about consent [R-A1]", async () => {
    const bench = aConsentBench(rendering);
    const onTokensChange = vi.fn<NonNullable<PersonOptions["onTokensChange"]>>();
    const options = { ...tokensOf(bench.service, "person-1"), onTokensChange };
    const places = Array.from({ length: 3 }, () => bench.mount(useConsentSession, options));
    const [place] = places;
    expect(place?.result.current.status).toBe("ready");
    expect(bench.service.requests.all).toHaveLength(0);
    act(() => {
      for (const { result } of places) result.current.refresh();
    });
    expect(place?.result.current.status).toBe("refreshing");
    await waitFor(() => expect(place?.result.current.status).toBe("ready"));
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
    await announcements();
    expect(onTokensChange).toHaveBeenCalledTimes(1);
  });

  it("goes on after a failure that may pass, and tells the end of the session once [R-B7]", async () => {
    const bench = aConsentBench(rendering);
    const refresh = vi.fn<NonNullable<PersonOptions["refresh"]>>().mockRejectedValueOnce(new TypeError("no way"));
    const onSessionExpired = vi.fn<() => void>();
    const tokens = tokensOf(bench.service, "person-1");
    const place = bench.mount(useConsentSession, { accessToken: tokens.accessToken, refresh, onSessionExpired });
    refresh.mockRejectedValue(Object.assign(new Error("ended"), { code: "REFRESH_INVALID" }));
    act(() => place.result.current.refresh());
    await waitFor(() => expect(place.result.current.status).not.toBe("refreshing"));
    bench.service.expireAccessTokens();
    const read = bench.mount(useNotice, bench.host("person-1", { ...tokens, refreshToken: undefined, refresh }));
    await waitFor(() => expect(read.result.current.status).toBe("failed"));
    expect(place.result.current).toMatchObject({ status: "expired", error: { code: "SESSION_ENDED" } });
    await announcements();
    expect(onSessionExpired).toHaveBeenCalledTimes(1);
  });

  it("has none without a person, and says why a set-up cannot work", () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const nobody = bench.mount<PersonOptions, unknown>(useConsentSession, { organisationUuid, workspaceUuid });
    expect(nobody.result.current).toMatchObject({ status: "none", error: undefined });
    const broken = bench.mount<PersonOptions, unknown>(useConsentSession, {});
    expect(broken.result.current).toMatchObject({ status: "none", error: { code: "CONFIGURATION" } });
  });
});

describe.each(renderings)("useNotice, $rendering,", ({ rendering }) => {
  it("reads once for all, and again on request", async () => {
    const bench = aConsentBench(rendering);
    const one = bench.mount(useNotice, bench.host());
    const two = bench.mount(useNotice, bench.host());
    expect(one.result.current.status).toBe("reading");
    await waitFor(() => expect(one.result.current).toMatchObject({ status: "ask", notice: { name: aNotice().name } }));
    expect(two.result.current).toMatchObject({ status: "ask" });
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
    act(() => one.result.current.readAgain());
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(2));
  });

  it("tells a yes on record and a failure apart from a notice to ask [W15] [W32]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    const read = bench.mount(useNotice, bench.host());
    await waitFor(() => expect(read.result.current.status).toBe("already-valid"));
    bench.service.offline = true;
    act(() => read.result.current.readAgain());
    await waitFor(() => expect(read.result.current).toMatchObject({ status: "failed", error: { code: "NETWORK" } }));
  });
});

describe.each(renderings)("useConsentStatus, $rendering,", ({ rendering }) => {
  it("goes from unknown to required to satisfied, and reads no more than the notice beside it [PF2] [R-B8]", async () => {
    const bench = aConsentBench(rendering);
    const check = bench.mount(useConsentStatus, bench.host());
    expect(check.result.current).toEqual({ status: "unknown", mayProceed: false, reason: "checking" });
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    expect(check.result.current).toMatchObject({ status: "required", mayProceed: false });
    expect(check.result.current).toHaveProperty("outstanding.length", 2);
    act(() => actions.acceptAll());
    await reach(place, "recorded");
    await waitFor(() => expect(check.result.current).toEqual({ status: "satisfied", mayProceed: true }));
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("names what is missing after a partial choice, by the rule that is asked for [W29]", async () => {
    const bench = aConsentBench(rendering);
    const [notice = aNotice()] = bench.service.notices;
    const all = bench.mount(useConsentStatus, bench.host());
    const required = bench.mount(useConsentStatus, bench.host("person-1", { validateAgainst: "required" }));
    const place = bench.render(bench.host());
    const { actions, draft } = await reach(place, "asking");
    act(() => draft.setState(aDraft(notice, "required"), true));
    act(() => void actions.save());
    await reach(place, "recorded");
    await waitFor(() => expect(required.result.current.status).toBe("satisfied"));
    expect(all.result.current).toMatchObject({
      status: "required",
      outstanding: [{ purpose_uuid: notice.active_config.purposes[1]?.uuid }],
    });
  });

  it("is asked anew when a refusal had no answer, and closes if it was recorded [R-F5] [R-F2] [UI-E11]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    place.unmount();
    const check = bench.mount(useConsentStatus, bench.host());
    await waitFor(() => expect(check.result.current.mayProceed).toBe(true));
    const settings = bench.render(bench.host("person-1", { includeFullyConsentedData: true }));
    const { actions } = await reach(settings, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.declineAll());
    await reach(settings, "uncertain");
    await waitFor(() => expect(check.result.current).toMatchObject({ status: "required", mayProceed: false }));
  });

  it("keeps no decision alive for places that come later: they ask anew [R-D6]", async () => {
    const bench = aConsentBench(rendering);
    const check = bench.mount(useConsentStatus, bench.host());
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.declineAll);
    await reach(place, "recorded");
    await waitFor(() => expect(check.result.current.status).toBe("required"));
    place.unmount();
    await reach(bench.render(bench.host()), "asking");
  });

  it("is unknown, and neither yes nor no, without a person and after a failure [R-F5] [W30]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const noticeId = bench.host().noticeId;
    const nobody = bench.mount(useConsentStatus, { noticeId, organisationUuid, workspaceUuid });
    expect(nobody.result.current).toEqual({ status: "unknown", mayProceed: false, reason: "no-person" });
    bench.service.offline = true;
    const failed = bench.mount(useConsentStatus, bench.host());
    await waitFor(() => expect(failed.result.current).toMatchObject({ reason: { code: "NETWORK" } }));
    expect(failed.result.current).toMatchObject({ status: "unknown", mayProceed: false });
  });

  it("refreshes a token that has ended first, and is unknown meanwhile [R-B8]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    bench.service.expireAccessTokens();
    const seen: string[] = [];
    const check = bench.mount((options: typeof host) => {
      const found = useConsentStatus(options);
      if (seen.at(-1) !== found.status) seen.push(found.status);
      return found;
    }, host);
    await waitFor(() => expect(check.result.current.status).toBe("required"));
    expect(seen).toEqual(["unknown", "required"]);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });
});

describe.each(renderings)("useSubmitConsent, $rendering,", ({ rendering }) => {
  it("records one decision of a double click, and tells the host once [R-F1] [R-D11] [UI-E2]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const [notice = aNotice()] = bench.service.notices;
    const place = bench.mount(useSubmitConsent, host);
    expect(place.result.current.status).toBe("idle");
    act(() => {
      place.result.current.submit({ act: "accept-all", notice, language: "en" });
      place.result.current.submit({ act: "decline", notice, language: "en" });
    });
    expect(place.result.current.status).toBe("submitting");
    await waitFor(() =>
      expect(place.result.current).toMatchObject({ status: "recorded", result: { mayProceed: true } }),
    );
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onDecline).not.toHaveBeenCalled();
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("says exactly what is ticked, and brings what else is on the page up to date [W18]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const [notice = aNotice()] = bench.service.notices;
    const place = bench.mount(useSubmitConsent, host);
    const check = bench.mount(useConsentStatus, bench.host("person-1", { validateAgainst: "required" }));
    await waitFor(() => expect(check.result.current.status).toBe("required"));
    act(() => place.result.current.submit({ act: "save", notice, draft: aDraft(notice, "required"), language: "hi" }));
    await waitFor(() => expect(place.result.current).toMatchObject({ result: { outcome: "partially-accepted" } }));
    await waitFor(() => expect(check.result.current.status).toBe("satisfied"));
    expect(bench.service.requests.to(submitConsent)[0]?.body).toMatchObject({ act: "save", language: "hi" });
  });

  it("keeps the key where no answer came, and takes another after a definite no [R-F2] [R-C5] [W42]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const [notice = aNotice()] = bench.service.notices;
    const place = bench.mount(useSubmitConsent, host);
    bench.service.next(submitConsent, { status: 429, code: "RATE_LIMITED" });
    bench.service.next(submitConsent, "drop-answer");
    act(() => place.result.current.submit({ act: "decline", notice, language: "en" }));
    await waitFor(() => expect(place.result.current).toMatchObject({ status: "rejected" }));
    act(() => place.result.current.retry());
    await waitFor(() => expect(place.result.current).toMatchObject({ status: "unknown", error: { code: "NETWORK" } }));
    act(() => place.result.current.retry());
    await waitFor(() => expect(place.result.current).toMatchObject({ result: { outcome: "declined" } }));
    const [refused, unanswered, answered] = bench.service.requests.to(submitConsent).map((sent) => sent.idempotencyKey);
    expect(refused).not.toBe(unanswered);
    expect(answered).toBe(unanswered);
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(2);
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("sends nothing about another notice than it asks about by now [R-F5] [R-D1]", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
    const uuid = "00000000-0000-4000-8000-0000000000bb";
    const asked = aNotice({ uuid, active_config: { uuid, notice_uuid: uuid } });
    const bench = aConsentBench(rendering, { notices: [aNotice(), asked] });
    const [shown = aNotice()] = bench.service.notices;
    const host = bench.host();
    const place = bench.mount(useSubmitConsent, host);
    const check = bench.mount(useConsentStatus, { ...host, noticeId: uuid });
    await waitFor(() => expect(check.result.current.status).toBe("required"));
    place.rerender({ ...host, noticeId: uuid });
    act(() => place.result.current.submit({ act: "accept-all", notice: shown, language: "en" }));
    await announcements();
    expect(place.result.current.status).toBe("idle");
    expect(check.result.current).toMatchObject({ status: "required", mayProceed: false });
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
    if (rendering === "plain") expect(warn.mock.calls.join()).toContain("another notice");
    warn.mockRestore();
  });
});
