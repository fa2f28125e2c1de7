import { readNotice, submitConsent } from "@notice-consent/contract";
import { aNotice, createFakeClock, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ReactNode } from "react";
import { aConsentBench, announcements, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { SurroundingsContext } from "./consent-provider.tsx";
import { useConsent, type UseConsentOptions } from "./index.ts";
import { createPageClient } from "./page-client.ts";

afterEach(cleanup);

const other = "00000000-0000-4000-8000-0000000000bb";

describe.each(renderings)("an answer of the past, $rendering,", ({ rendering }) => {
  it("lets nobody proceed in any frame of a place that comes later [R-F5] [R-D4] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const frames: boolean[] = [];
    bench.service.next(readNotice, { status: 503, code: "SERVICE_UNAVAILABLE" });
    const useWatched = (options: UseConsentOptions) => {
      const consent = useConsent(options);
      frames.push(consent.mayProceed);
      return consent;
    };
    const second = renderHook(useWatched, { initialProps: bench.host(), wrapper: bench.Page });
    await reach(second, "failed");
    expect(frames).not.toContain(true);
  });

  it("about one notice is not told to a host that has turned to another one [R-D1] [UI-E9]", async () => {
    const bench = aConsentBench(rendering, {
      notices: [aNotice(), aNotice({ uuid: other, active_config: { uuid: other, notice_uuid: other } })],
    });
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, { latencyMs: 100 });
    act(() => actions.acceptAll());
    place.rerender({ ...host, noticeId: other });
    await reach(place, "asking");
    await act(() => new Promise((resolve) => setTimeout(resolve, 200)));
    await announcements();
    expect(bench.service.events("person-1")).toHaveLength(1);
    expect(host.onAccept).not.toHaveBeenCalled();
    expect(place.result.current).toMatchObject({ status: "asking", mayProceed: false });
  });

  it("that nothing is left to ask waits for a host that has turned away, and is told when it is back [R-D11]", async () => {
    const clock = createFakeClock();
    const second = aNotice({ uuid: other, active_config: { uuid: other, notice_uuid: other } });
    const service = createFixtureService({ clock: clock.unskewed, notices: [aNotice(), second] });
    const surroundings = {
      page: createPageClient({ fetch: service.fetch, clock }),
      defaults: { baseUrl: service.baseUrl },
    };
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>
    );
    const pass = (ms: number): Promise<void> => act(() => clock.advance(ms));
    const reactStrictMode = rendering === "in StrictMode";
    const onAccept = vi.fn<NonNullable<UseConsentOptions["onAccept"]>>();
    const host = { noticeId: service.notices[0]?.uuid ?? "", ...tokensOf(service, "person-1") };
    const first = renderHook(useConsent, { initialProps: host, wrapper, reactStrictMode });
    await pass(0);
    act((await reach(first, "asking")).actions.acceptAll);
    await pass(1_000);
    await reach(first, "recorded");
    first.unmount();
    const place = renderHook(useConsent, { initialProps: { ...host, onAccept }, wrapper, reactStrictMode });
    await pass(0);
    await reach(place, "satisfied");
    place.rerender({ ...host, onAccept, noticeId: other });
    await pass(1_000);
    expect(onAccept).not.toHaveBeenCalled();
    place.rerender({ ...host, onAccept });
    await pass(0);
    await reach(place, "satisfied");
    await pass(1_000);
    expect(onAccept).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ outcome: "already-valid" }));
  });

  it("in another language is no placeholder for a yes [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const host = bench.host("person-1", { language: "en" });
    const place = bench.render(host);
    await reach(place, "satisfied");
    bench.service.next(readNotice, { status: 503, code: "SERVICE_UNAVAILABLE" });
    place.rerender({ ...host, language: "hi" });
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    expect((await reach(place, "failed")).mayProceed).toBe(false);
  });

  it("that was good before a failure does not count while the read is tried again [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const host = bench.host();
    const place = bench.render(host);
    await reach(place, "satisfied");
    bench.service.offline = true;
    await act(() => bench.queryClient.invalidateQueries());
    const { actions } = await reach(place, "failed");
    bench.service.offline = false;
    bench.service.next(readNotice, { latencyMs: 1500 });
    act(() => void actions.retry());
    await waitFor(() => expect(place.result.current.status).not.toBe("failed"));
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    await reach(place, "satisfied");
  });

  it("does not count either while it is tried again where the record is shown, in whatever words [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const host = bench.host("person-1", { showsRecord: true, language: "en" });
    const place = bench.render(host);
    await reach(place, "satisfied");
    bench.service.next(readNotice, { status: 500, code: "INTERNAL" });
    await act(() => bench.queryClient.invalidateQueries());
    const { actions } = await reach(place, "failed");
    bench.service.next(readNotice, { latencyMs: 1500, status: 500, code: "INTERNAL" });
    act(() => void actions.retry());
    await waitFor(() => expect(place.result.current.status).not.toBe("failed"));
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    await reach(place, "failed");
    bench.service.next(readNotice, { latencyMs: 1500 });
    place.rerender({ ...host, language: "hi" });
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    await reach(place, "satisfied");
  });

  it("is no review to go on from while a failed read of it is tried again [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const place = bench.render(bench.host("person-1", { includeFullyConsentedData: true }));
    const { actions } = await reach(place, "asking");
    act(() => actions.continueAsRecorded());
    await reach(place, "satisfied");
    bench.service.offline = true;
    await act(() => bench.queryClient.invalidateQueries());
    await reach(place, "asking");
    bench.service.offline = false;
    bench.service.next(readNotice, { latencyMs: 1500 });
    act(() => void bench.queryClient.invalidateQueries());
    await act(() => new Promise((resolve) => setTimeout(resolve, 30)));
    expect(place.result.current).toMatchObject({ status: "asking", isReview: false, mayProceed: false });
    await reach(place, "satisfied");
  });

  it("no longer counts anywhere on the page once a decision is recorded [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const gate = bench.render(bench.host());
    await reach(gate, "satisfied");
    const settings = bench.render(
      bench.host("person-1", { includeFullyConsentedData: true, validateAgainst: "required" }),
    );
    const { actions } = await reach(settings, "asking");
    bench.service.next(readNotice, { latencyMs: 1500 });
    act(() => actions.declineAll());
    await reach(settings, "recorded");
    expect(gate.result.current).toMatchObject({ mayProceed: false });
    await reach(gate, "asking");
  });

  it("is no reason to go on asking elsewhere on the page what has just been decided [R-D5]", async () => {
    const bench = aConsentBench(rendering);
    const elsewhere = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    await reach(elsewhere, "asking");
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    expect(await reach(elsewhere, "satisfied")).toMatchObject({ mayProceed: true });
  });

  it("that was on its way when a decision was recorded does not count either [R-D5] [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.acceptAll);
    await reach(first, "recorded");
    first.unmount();
    const options = { includeFullyConsentedData: true, validateAgainst: "required" } as const;
    const settings = bench.render(bench.host("person-1", options));
    const { actions } = await reach(settings, "asking");
    const host = bench.host();
    bench.service.next(readNotice, { latencyMs: 300 });
    const gate = bench.render(host);
    act(() => actions.declineAll());
    await reach(settings, "recorded");
    await reach(gate, "asking");
    await act(() => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(gate.result.current).toMatchObject({ status: "asking", mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
  });

  it("to somebody else's yes does not turn an unsettled refusal into consent [R-F5] [UI-E11]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions, notice } = await reach(place, "asking");
    bench.service.next(submitConsent, { status: 503, code: "SERVICE_UNAVAILABLE" });
    act(() => actions.declineAll());
    await reach(place, "uncertain");
    const [query] = bench.queryClient.getQueryCache().findAll({ queryKey: ["notice-consent"] });
    act(() => void bench.queryClient.setQueryData(query?.queryKey ?? [], { status: "already-valid" }));
    await announcements();
    expect(notice.uuid).toBe(host.noticeId);
    expect(place.result.current).toMatchObject({ status: "uncertain", mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
  });
});
