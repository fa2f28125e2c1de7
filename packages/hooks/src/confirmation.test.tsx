import { readNotice, submitConsent } from "@notice-consent/contract";
import { aNotice } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aConsentBench, announcements, comeBack, reach, renderings } from "./consent-bench.test-data.tsx";

afterEach(cleanup);

describe.each(renderings)("an act without an answer, $rendering,", ({ rendering }) => {
  it("is settled by the next look at the record, with one callback and no second request to write [UI-E11] [R-F2] [R-F7]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const places = [host, bench.host()].map((options) => bench.render(options));
    const [place] = places;
    if (place === undefined) throw new Error("A place was rendered.");
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.declineAll());
    await reach(place, "uncertain");
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    await comeBack("focus", "online");
    for (const one of places) {
      expect(await reach(one, "recorded")).toMatchObject({ mayProceed: false, result: { outcome: "declined" } });
    }
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(host.onError).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("lets the person proceed once the record shows the grants [UI-E11] [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.acceptAll());
    await reach(place, "uncertain");
    await comeBack("online");
    expect(await reach(place, "recorded")).toMatchObject({ mayProceed: true, result: { outcome: "accepted" } });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it("stays open while the record does not show it, and goes under the same key when it is sent again [UI-E11] [R-F2]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, "offline");
    act(() => actions.acceptAll());
    await reach(place, "uncertain");
    const before = bench.service.requests.to(readNotice).length;
    await comeBack("online");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(before + 1));
    await announcements();
    expect(place.result.current).toMatchObject({ status: "uncertain", mayProceed: false });
    act(() => void actions.retry());
    await reach(place, "recorded");
    const keys = bench.service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(1);
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it("is told once when another try is answered while the record is still looked at [R-D11] [UI-E11]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, "offline");
    act(() => actions.acceptAll());
    await reach(place, "uncertain");
    bench.service.next(readNotice, { latencyMs: 800 });
    const before = bench.service.requests.to(readNotice).length;
    await comeBack("focus");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(before + 1));
    act(() => void actions.retry());
    await reach(place, "recorded");
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    await act(() => new Promise((resolve) => setTimeout(resolve, 900)));
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it("is looked up by a place that finds it on mounting, whoever made it [R-F7] [R-D6]", async () => {
    const bench = aConsentBench(rendering);
    const keeper = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.acceptAll());
    await reach(place, "uncertain");
    place.unmount();
    const host = bench.host();
    const again = bench.render(host);
    expect(await reach(again, "recorded")).toMatchObject({ mayProceed: true });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    await reach(keeper, "satisfied");
  });
});

describe.each(renderings)("an answer that does not fit the screen, $rendering,", ({ rendering }) => {
  it("that a purpose is unknown has the notice read anew while the question stays, ticks kept [W42] [UI-E3]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions, notice } = await reach(place, "asking");
    bench.service.next(submitConsent, { status: 422, code: "INVALID_PURPOSE" });
    const changed = bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    expect(changed.active_config.uuid).not.toBe(notice.active_config.uuid);
    act(() => actions.acceptAll());
    await waitFor(() =>
      expect(place.result.current).toMatchObject({
        status: "asking",
        error: { code: "INVALID_PURPOSE" },
        completeness: { status: "complete" },
        notice: { active_config: { uuid: changed.active_config.uuid } },
      }),
    );
    expect(bench.service.requests.to(readNotice)).toHaveLength(2);
  });

  it("that cannot be read anew either says so, and reads once more on request [UI-E3]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    bench.service.next(readNotice, "offline");
    act(() => actions.acceptAll());
    expect((await reach(place, "failed")).error.code).toBe("NETWORK");
    act(() => void actions.retry());
    expect((await reach(place, "asking")).error?.code).toBe("NOTICE_VERSION_CHANGED");
  });

  it("that nothing is left to ask never turns a decline into a yes [R-F5] [R-D11] [UI-E7]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, { status: 409, code: "CONSENT_ALREADY_PROVIDED" });
    act(() => actions.declineAll());
    expect(await reach(place, "asking")).toMatchObject({
      mayProceed: false,
      error: { code: "CONSENT_ALREADY_PROVIDED" },
    });
    const [query] = bench.queryClient.getQueryCache().findAll({ queryKey: ["notice-consent"] });
    act(() => void bench.queryClient.setQueryData(query?.queryKey ?? [], { status: "already-valid" }));
    await announcements();
    expect(place.result.current).toMatchObject({ status: "asking", mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
    expect(host.onDecline).not.toHaveBeenCalled();
    act(() => actions.declineAll());
    await reach(place, "recorded");
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
  });

  it("that nothing is left to ask, given to a yes, is asked of the record [R-F5] [R-D11]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    const other = aConsentBench("plain", { service: bench.service });
    const elsewhere = other.render(other.host());
    act((await reach(elsewhere, "asking")).actions.acceptAll);
    await reach(elsewhere, "recorded");
    bench.service.next(submitConsent, { status: 409, code: "CONSENT_ALREADY_PROVIDED" });
    act(() => actions.acceptAll());
    expect(await reach(place, "satisfied")).toMatchObject({ mayProceed: true });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });
});
