import { readNotice, type ConsentRecord, type Notice } from "@notice-consent/contract";
import { aDraft, anElement, aNotice } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, comeBack, later, reach, renderings } from "./consent-bench.test-data.tsx";
import { ConsentGate, ConsentProvider, useConsentGate } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const [account, offers] = aNotice().active_config.purposes;
const purpose = account?.uuid ?? "";
const optional = offers?.uuid ?? "";

describe.each(renderings)("a gate on a purpose, $rendering,", ({ rendering }) => {
  it("is unknown, then undecided, then open or closed as the person decides, elements included [W30]", async () => {
    const bench = aConsentBench(rendering);
    const [notice = aNotice()] = bench.service.notices;
    const [element, loose] = account?.data_elements ?? [];
    const gate = bench.mount(useConsentGate, { ...bench.host(), purpose });
    const other = bench.mount(useConsentGate, { ...bench.host(), purpose: optional });
    const inner = bench.mount(useConsentGate, { ...bench.host(), purpose, element: element?.uuid });
    const left = bench.mount(useConsentGate, { ...bench.host(), purpose, element: loose?.uuid });
    expect(gate.result.current).toEqual({ status: "unknown", isGranted: false, reason: "checking" });
    await waitFor(() => expect(gate.result.current.status).toBe("undecided"));
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);

    const place = bench.render(bench.host());
    const { actions, draft } = await reach(place, "asking");
    act(() => draft.setState(aDraft(notice, "required"), true));
    act(() => void actions.save());
    await reach(place, "recorded");
    await waitFor(() => expect(gate.result.current).toEqual({ status: "granted", isGranted: true }));
    expect(inner.result.current.status).toBe("granted");
    expect(left.result.current).toEqual({ status: "refused", isGranted: false });
    expect(other.result.current).toEqual({ status: "refused", isGranted: false });
  });

  it("closes at once when consent is withdrawn elsewhere on the page, before the service has said so again [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    place.unmount();
    const frames: boolean[] = [];
    const gate = bench.mount(
      (options: Parameters<typeof useConsentGate>[0]) => {
        const found = useConsentGate(options);
        frames.push(found.isGranted);
        return found;
      },
      { ...bench.host(), purpose },
    );
    await waitFor(() => expect(gate.result.current.status).toBe("granted"));
    const settings = bench.render(bench.host("person-1", { includeFullyConsentedData: true }));
    const { actions } = await reach(settings, "asking");
    bench.service.next(readNotice, { latencyMs: 100 });
    act(() => actions.declineAll());
    await reach(settings, "recorded");
    frames.length = 0;
    await waitFor(() => expect(gate.result.current.status).toBe("withdrawn"));
    expect(frames).not.toContain(true);
  });

  it("shuts for a purpose that the notice does not have, even when nothing is left to ask [R-F5]", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    const gate = bench.mount(useConsentGate, { ...bench.host(), purpose: "mistyped" });
    await waitFor(() => expect(gate.result.current).toMatchObject({ reason: { code: "CONFIGURATION" } }));
    expect(gate.result.current).toMatchObject({ status: "unknown", isGranted: false });
    if (rendering === "plain") expect(warn.mock.calls.join()).toContain("mistyped");
    bench.service.next(readNotice, { status: 409, code: "CONSENT_ALREADY_PROVIDED" });
    const silent = bench.mount(useConsentGate, { ...bench.host("person-1", { applicationId: "another" }), purpose });
    await waitFor(() => expect(silent.result.current).toMatchObject({ reason: { code: "BAD_RESPONSE" } }));
  });

  it("is unknown after a failure and without a person, and never no or yes [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const { organisationUuid, workspaceUuid } = bench.service;
    const { noticeId } = bench.host();
    const nobody = bench.mount(useConsentGate, { noticeId, organisationUuid, workspaceUuid, purpose });
    expect(nobody.result.current).toEqual({ status: "unknown", isGranted: false, reason: "no-person" });
    const gate = bench.mount(useConsentGate, { ...bench.host(), purpose });
    await waitFor(() => expect(gate.result.current.status).toBe("undecided"));
    bench.service.offline = true;
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(gate.result.current).toMatchObject({ status: "unknown", reason: { code: "NETWORK" } }));
    expect(bench.service.requests.to(readNotice)).toHaveLength(2);
  });

  it("stays shut after a failure until the service has answered, also while it is asked again [R-F5] [UI-E9]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    place.unmount();
    const gate = bench.mount(useConsentGate, { ...bench.host(), purpose });
    await waitFor(() => expect(gate.result.current.status).toBe("granted"));
    bench.service.offline = true;
    later(6_000);
    await comeBack("focus");
    await waitFor(() => expect(gate.result.current).toMatchObject({ reason: { code: "NETWORK" } }));
    bench.service.offline = false;
    bench.service.next(readNotice, { latencyMs: 2000 });
    await comeBack("online");
    await waitFor(() => expect(gate.result.current).not.toMatchObject({ reason: { code: "NETWORK" } }));
    expect(gate.result.current).toEqual({ status: "unknown", isGranted: false, reason: "checking" });
    await waitFor(() => expect(gate.result.current.status).toBe("granted"));
  });

  it.each<[string, Partial<ConsentRecord[string]>, string]>([
    ["WITHDRAWN", { status: "WITHDRAWN", selected: false }, "withdrawn"],
    ["REVOKED", { status: "REVOKED" }, "withdrawn"],
    ["EXPIRED", { status: "EXPIRED" }, "expired"],
    ["DECLINED", { status: "DECLINED", selected: false }, "refused"],
    ["asked anew", { needs_reconsent: true }, "outdated"],
    ["a word we do not know", { status: "LATER" }, "undecided"],
  ])("reads a record of %s [W40]", async (_, row, status) => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    place.unmount();
    const record = bench.service.record("person-1");
    const answer: Notice = {
      ...(bench.service.notices[0] ?? aNotice()),
      purpose_selections: { ...record, [purpose]: { ...recordOf(record, purpose), ...row } },
    };
    const other = aConsentBench(rendering, {
      service: { ...bench.service, fetch: async () => Response.json({ detail: answer }) },
    });
    const gate = other.mount(useConsentGate, { ...bench.host(), purpose });
    await waitFor(() => expect(gate.result.current.status).toBe(status));
    expect(gate.result.current.isGranted).toBe(false);
  });
});

describe.each(renderings)("a gate on a purpose that needs more than was granted, $rendering,", ({ rendering }) => {
  it("is shut until that is granted as well, as every other check says [R-F5] [W40]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    place.unmount();
    const [notice = aNotice()] = bench.service.notices;
    const needsMore = notice.active_config.purposes.map((one) => ({
      ...one,
      data_elements: [...one.data_elements, anElement({ required: true })],
    }));
    const answer: Notice = {
      ...notice,
      active_config: { ...notice.active_config, purposes: needsMore },
      purpose_selections: { ...bench.service.record("person-1") },
    };
    const other = aConsentBench(rendering, {
      service: { ...bench.service, fetch: async () => Response.json({ detail: answer }) },
    });
    const [element] = account?.data_elements ?? [];
    const gate = other.mount(useConsentGate, { ...bench.host(), purpose });
    const inner = other.mount(useConsentGate, { ...bench.host(), purpose, element: element?.uuid });
    await waitFor(() => expect(gate.result.current).toEqual({ status: "outdated", isGranted: false }));
    expect(inner.result.current).toEqual({ status: "outdated", isGranted: false });
  });
});

function recordOf(record: ConsentRecord, uuid: string): ConsentRecord[string] {
  const row = record[uuid];
  if (row === undefined) throw new Error("Nothing is recorded of this purpose.");
  return row;
}

describe.each(renderings)("<ConsentGate>, $rendering,", ({ rendering }) => {
  it("shows its children while the notice is satisfied or the purpose granted, and in no other case [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    const { noticeId, accessToken, refreshToken } = bench.host();
    const gates = (
      <ConsentProvider
        baseUrl={bench.service.baseUrl}
        fetch={bench.service.fetch}
        accessToken={accessToken}
        refreshToken={refreshToken}
      >
        <ConsentGate noticeId={noticeId} fallback="whole: no" pending="whole: ?">
          whole: yes
        </ConsentGate>
        <p>
          <ConsentGate noticeId={noticeId} purpose={optional} fallback="part: no">
            part: yes
          </ConsentGate>
        </p>
      </ConsentProvider>
    );
    const { container, unmount } = render(gates, { wrapper: bench.Page });
    expect(container.textContent).toBe("whole: ?part: no");
    await screen.findByText("whole: no");
    unmount();

    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    const again = render(gates, { wrapper: bench.Page });
    await waitFor(() => expect(again.container.textContent).toBe("whole: yespart: yes"));
  });
});
