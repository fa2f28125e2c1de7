import type { Coordination } from "@notice-consent/client";
import { readNotice, submitConsent } from "@notice-consent/contract";
import { aNotice, aSubmission, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  aConsentBench,
  announcements,
  comeBack,
  later,
  reach,
  renderings,
  tokensOf,
} from "./consent-bench.test-data.tsx";
import { useConsentStatus, useNotice } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Lines between the tabs of one browser. */
function aBrowser(): Coordination {
  const lines = new Map<string, Set<(message: unknown) => void>>();
  return {
    lock: async () => undefined,
    connect: (name, hear) => {
      const line = lines.get(name) ?? new Set();
      lines.set(name, line.add(hear));
      return {
        post: (message) => {
          for (const other of line) if (other !== hear) setTimeout(() => other(message), 0);
        },
        close: () => void line.delete(hear),
      };
    },
  };
}

describe.each(renderings)("a page that comes back, $rendering,", ({ rendering }) => {
  it("asks again whether a yes still holds, once for all places and events [R-E4] [R-F9] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const elsewhere = bench.render(bench.host());
    act((await reach(elsewhere, "asking")).actions.acceptAll);
    await reach(elsewhere, "recorded");
    elsewhere.unmount();
    const places = Array.from({ length: 5 }, () => bench.render(bench.host()));
    for (const place of places) await reach(place, "satisfied");
    bench.service.requests.clear();
    bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" }, purposes: [] }));
    bench.service.publish(aNotice({ active_config: { notice_text: "<p>Newer words.</p>" } }));
    later(6_000);
    await comeBack("focus", "pageshow", "online");
    for (const place of places) await waitFor(() => expect(place.result.current.status).not.toBe("checking"));
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("tells the host of a yes from elsewhere again when it was asked something meanwhile [UI-E4] [W31]", async () => {
    const bench = aConsentBench(rendering);
    const [notice] = bench.service.notices;
    if (notice === undefined) throw new Error("The service has no notice.");
    const decide = (ticks: "everything" | "nothing") =>
      bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, ticks));
    decide("everything");
    const host = bench.host();
    const here = bench.render(host);
    await reach(here, "satisfied");
    decide("nothing");
    later(600_000);
    await comeBack("focus");
    await reach(here, "asking");
    here.unmount();
    decide("everything");
    later(600_000);
    await reach(bench.render(host), "satisfied");
    await announcements();
    expect(host.onAccept.mock.calls.map(([{ outcome }]) => outcome)).toEqual(["already-valid", "already-valid"]);
    expect(host.onDecline).not.toHaveBeenCalled();
  });

  it("takes no earlier yes for a fresh one when the clock was put back meanwhile [R-F5] [R-B4]", async () => {
    const bench = aConsentBench(rendering);
    const elsewhere = bench.render(bench.host());
    act((await reach(elsewhere, "asking")).actions.acceptAll);
    await reach(elsewhere, "recorded");
    elsewhere.unmount();
    const first = bench.render(bench.host());
    await reach(first, "satisfied");
    const other = aConsentBench("plain", { service: bench.service });
    const settings = other.render(other.host("person-1", { includeFullyConsentedData: true }));
    act((await reach(settings, "asking")).actions.declineAll);
    await reach(settings, "recorded");
    later(-2 * 60 * 60_000);
    const check = bench.mount(useConsentStatus, bench.host());
    expect(check.result.current).toMatchObject({ status: "unknown", mayProceed: false });
    await waitFor(() => expect(check.result.current).toMatchObject({ status: "required", mayProceed: false }));
  });

  it("asks again although its clock was put back since the yes [R-F5] [R-B4]", async () => {
    const bench = aConsentBench(rendering);
    const elsewhere = bench.render(bench.host());
    act((await reach(elsewhere, "asking")).actions.acceptAll);
    await reach(elsewhere, "recorded");
    elsewhere.unmount();
    const check = bench.mount(useConsentStatus, bench.host());
    await waitFor(() => expect(check.result.current.status).toBe("satisfied"));
    const other = aConsentBench("plain", { service: bench.service });
    const settings = other.render(other.host("person-1", { includeFullyConsentedData: true }));
    act((await reach(settings, "asking")).actions.declineAll);
    await reach(settings, "recorded");
    later(-2 * 60 * 60_000);
    await comeBack("focus");
    await waitFor(() => expect(check.result.current).toMatchObject({ status: "required", mayProceed: false }));
  });

  it("goes back to asking where the yes no longer holds, and asks the person anew [R-F9] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    expect((await reach(place, "recorded")).mayProceed).toBe(true);
    const other = aConsentBench("plain", { service: bench.service });
    const settings = other.render(other.host("person-1", { includeFullyConsentedData: true }));
    act((await reach(settings, "asking")).actions.declineAll);
    await reach(settings, "recorded");
    expect(place.result.current).toMatchObject({ status: "recorded", mayProceed: true });
    later(6_000);
    await comeBack("focus");
    const asking = await reach(place, "asking");
    expect(asking.mayProceed).toBe(false);
    expect(asking.draft.getState()).toEqual({});
  });

  it("leaves a recorded yes as it is while it is confirmed, and takes it away when it cannot be [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    bench.service.requests.clear();
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(1));
    await announcements();
    expect(place.result.current).toMatchObject({ status: "recorded", mayProceed: true });
    bench.service.offline = true;
    later(6_000);
    await comeBack("focus");
    expect((await reach(place, "failed")).mayProceed).toBe(false);
    bench.service.offline = false;
    await comeBack("online");
    await reach(place, "satisfied");
  });

  it.each(["showsRecord", "includeFullyConsentedData"] as const)(
    "does the same where %s is set [R-F5] [UI-E9]",
    async (name) => {
      const bench = aConsentBench(rendering);
      const place = bench.render(bench.host("person-1", { [name]: true }));
      act((await reach(place, "asking")).actions.acceptAll);
      await reach(place, "recorded");
      bench.service.requests.clear();
      later(6_000);
      await comeBack("focus");
      await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(1));
      await announcements();
      expect(place.result.current).toMatchObject({ status: "recorded", mayProceed: true });
      bench.service.offline = true;
      later(6_000);
      await comeBack("focus");
      await waitFor(() => expect(place.result.current).toMatchObject({ mayProceed: false }));
      expect(place.result.current.status).not.toBe("recorded");
    },
  );

  it("takes a recorded yes away when the service asks anew for a reason of its own [R-F5] [UI-E9]", async () => {
    const service = createFixtureService();
    let asksAnew = false;
    const fetch: typeof service.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (!asksAnew) return answer;
      const { detail, ...rest }: { readonly detail: object } = await answer.json();
      return Response.json({ ...rest, detail: { ...detail, reconsent_required: true } });
    };
    const bench = aConsentBench(rendering, { service: { ...service, fetch } });
    const place = bench.render(bench.host("person-1", { showsRecord: true }));
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    asksAnew = true;
    later(6_000);
    await comeBack("focus");
    expect((await reach(place, "asking")).mayProceed).toBe(false);
  });

  it("reads nothing that was answered a moment ago, that is fresh, or that nobody waits for [W16]", async () => {
    later(0);
    const bench = aConsentBench(rendering);
    const fresh = bench.render(bench.host());
    const young = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    await reach(fresh, "asking");
    await reach(young, "asking");
    await comeBack("focus");
    expect(bench.service.requests.to(readNotice)).toHaveLength(2);
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(3));
    expect(bench.service.requests.to(readNotice).at(-1)?.query["validate_against"]).toBe("required");
    act((await reach(fresh, "asking")).actions.declineAll);
    young.unmount();
    await reach(fresh, "recorded");
    await announcements();
    bench.service.requests.clear();
    later(600_000);
    await comeBack("focus");
    await announcements();
    expect(fresh.result.current.status).toBe("recorded");
    expect(bench.service.requests.all).toHaveLength(0);
  });

  it("keeps an `all` read without application for five minutes, by person and never by token [W16] [W85] [W-F6]", async () => {
    later(0);
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    await reach(place, "asking");
    place.unmount();
    later(299_000);
    const again = bench.render({ ...bench.host(), ...tokensOf(bench.service, "person-1") });
    expect(again.result.current.status).toBe("asking");
    again.unmount();
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
    later(2_000);
    await reach(bench.render(bench.host()), "asking");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toHaveLength(2));
  });

  it("does not interrupt a person who is choosing: ticks stay, whatever the record says by now [R-D2] [W11]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    const { actions, notice, draft } = await reach(place, "asking");
    act(() => actions.grant(notice.active_config.purposes[1]?.uuid ?? ""));
    const ticks = draft.getState();
    const other = aConsentBench("plain", { service: bench.service });
    const elsewhere = other.render(other.host());
    act((await reach(elsewhere, "asking")).actions.acceptAll);
    await reach(elsewhere, "recorded");
    elsewhere.unmount();
    bench.service.requests.clear();
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(bench.service.requests.to(readNotice)).toMatchObject([{ status: 409 }]));
    await announcements();
    expect(place.result.current.status).toBe("asking");
    expect(place.result.current.draft.getState()).toBe(ticks);
    act(() => actions.withhold(notice.active_config.purposes[1]?.uuid ?? ""));
    await reach(place, "satisfied");
  });

  it("shows a person who is choosing the notice that has changed, with the ticks that still apply [R-F6]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    const { actions, notice } = await reach(place, "asking");
    const purpose = notice.active_config.purposes[1]?.uuid ?? "";
    act(() => actions.grant(purpose));
    const changed = bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    later(6_000);
    await comeBack("pageshow");
    await waitFor(() =>
      expect(place.result.current).toMatchObject({ notice: { active_config: { uuid: changed.active_config.uuid } } }),
    );
    expect(Object.keys(place.result.current.draft.getState())).toEqual([purpose]);
  });

  it("keeps the question on screen when reading it anew fails [UI-E3] [R-C3]", async () => {
    const bench = aConsentBench(rendering);
    const options = bench.host("person-1", { validateAgainst: "required" });
    const place = bench.render(options);
    const raw = bench.mount(useNotice, options);
    await reach(place, "asking");
    bench.service.offline = true;
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(raw.result.current).toMatchObject({ status: "ask", error: { code: "NETWORK" } }));
    expect(place.result.current.status).toBe("asking");
    bench.service.offline = false;
    await comeBack("online");
    await waitFor(() => expect(raw.result.current).toMatchObject({ status: "ask", error: undefined }));
  });
});

describe.each(renderings)("a decision in another tab, $rendering,", ({ rendering }) => {
  it("reaches the places of this one, with one read for each question [R-F9] [R-D5]", async () => {
    const coordination = aBrowser();
    const here = aConsentBench(rendering, { coordination });
    const there = aConsentBench("plain", { service: here.service, coordination });
    const place = here.render(here.host());
    const checks = Array.from({ length: 4 }, () => here.mount(useConsentStatus, here.host()));
    await reach(place, "asking");
    for (const { result } of checks) expect(result.current.status).toBe("required");
    const other = there.render(there.host());
    const { actions } = await reach(other, "asking");
    here.service.requests.clear();
    act(() => actions.acceptAll());
    await reach(other, "recorded");
    await reach(place, "satisfied");
    for (const { result } of checks) await waitFor(() => expect(result.current.mayProceed).toBe(true));
    expect(here.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("takes away what was recorded here, at once, until it is confirmed [R-F5] [R-F9]", async () => {
    const coordination = aBrowser();
    const here = aConsentBench(rendering, { coordination });
    const there = aConsentBench("plain", { service: here.service, coordination });
    const place = here.render(here.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    const settings = there.render(there.host("person-1", { includeFullyConsentedData: true }));
    const { actions } = await reach(settings, "asking");
    here.service.next(readNotice, { latencyMs: 100 });
    act(() => actions.declineAll());
    await reach(settings, "recorded");
    await waitFor(() => expect(place.result.current.mayProceed).toBe(false));
    await reach(place, "asking");
    await announcements();
    expect(here.service.requests.to(submitConsent)).toHaveLength(2);
  });
});
