import { readNotice, submitConsent, type ConsentError } from "@notice-consent/contract";
import { aDraft, aNotice } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aConsentBench, announcements, reach, renderings } from "./consent-bench.test-data.tsx";

afterEach(cleanup);

describe.each(renderings)("a notice, $rendering,", ({ rendering }) => {
  it("asks, records an acceptance and tells the host once [R-D6] [R-D11] [W18] [W31] [UI-E3]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const seen: string[] = [];
    const place = bench.render(host);
    host.onAccept.mockImplementation(() => seen.push(place.result.current.status));
    expect(place.result.current).toMatchObject({ status: "checking", mayProceed: false });
    const asking = await reach(place, "asking");
    expect(asking).toMatchObject({ mayProceed: false, error: undefined, completeness: { status: "incomplete" } });
    act(() => asking.actions.acceptAll());
    expect(place.result.current).toMatchObject({ status: "submitting", act: "accept-all", mayProceed: false });
    expect(await reach(place, "recorded")).toMatchObject({ mayProceed: true, result: { outcome: "accepted" } });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(seen).toEqual(["recorded"]);
    expect(host.onAccept.mock.calls[0]?.[0]).toMatchObject({
      outcome: "accepted",
      mayProceed: true,
      noticeUuid: bench.service.notices[0]?.uuid,
      noticeVersionUuid: bench.service.notices[0]?.active_config.uuid,
      eventUuid: expect.stringMatching(/./),
    });
    expect(host.onDecline).not.toHaveBeenCalled();
    expect(host.onError).not.toHaveBeenCalled();
    expect(bench.service.events("person-1")).toHaveLength(1);
    expect(bench.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual(["notices.read", "consent.submit"]);
  });

  it("reads once for twenty places and leaves none loading for ever [R-A1] [R-D6]", async () => {
    const bench = aConsentBench(rendering);
    const places = Array.from({ length: 20 }, () => bench.render(bench.host()));
    for (const place of places) await reach(place, "asking");
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
  });

  it("records a decline and reports it as that alone, required data elements included [W20] [UI-E7] [W85] [W-F1] [W-F2]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions, draft } = await reach(place, "asking");
    act(() => actions.grant(bench.service.notices[0]?.active_config.purposes[0]?.uuid ?? ""));
    act(() => actions.declineAll());
    expect(await reach(place, "recorded")).toMatchObject({ mayProceed: false, result: { outcome: "declined" } });
    expect(draft.getState()).toEqual({});
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(host.onAccept).not.toHaveBeenCalled();
    const [sent] = bench.service.requests.to(submitConsent);
    expect(sent?.body).toMatchObject({ declined: true, act: "decline" });
    expect(JSON.stringify(sent?.body)).toContain('"selected":false');
    expect(JSON.stringify(sent?.body)).not.toContain('"selected":true');
  });

  it("saves a partial choice, which may proceed under `required` and not under `all` [UI-S9] [W29]", async () => {
    for (const [validateAgainst, mayProceed] of [
      ["required", true],
      ["all", false],
    ] as const) {
      const bench = aConsentBench(rendering);
      const host = bench.host("person-1", { validateAgainst });
      const place = bench.render(host);
      const { actions, draft } = await reach(place, "asking");
      act(() => draft.setState(aDraft(bench.service.notices[0] ?? aNotice(), "required"), true));
      act(() => void actions.save());
      expect(await reach(place, "recorded")).toMatchObject({ mayProceed, result: { outcome: "partially-accepted" } });
      await announcements();
      expect(host.onAccept).toHaveBeenCalledTimes(1);
      expect(host.onAccept.mock.calls[0]?.[0].mayProceed).toBe(mayProceed);
      cleanup();
    }
  });

  it("sends nothing that is incomplete, and says what is missing [UI-S12]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions, completeness } = await reach(place, "asking");
    let returned: unknown;
    act(() => {
      returned = actions.save();
    });
    expect(returned).toEqual(completeness);
    expect(returned).toMatchObject({ status: "incomplete", reason: "required-missing" });
    expect(place.result.current.status).toBe("asking");
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("is satisfied when nothing is left to ask, and says so once, however many places learn of it [R-D11] [W15] [UI-E4] [W-B2]", async () => {
    const bench = aConsentBench(rendering);
    const decider = bench.host();
    const first = bench.render(decider);
    act((await reach(first, "asking")).actions.acceptAll);
    await waitFor(() => expect(decider.onAccept).toHaveBeenCalledTimes(1));
    first.unmount();
    const hosts = [bench.host(), bench.host()];
    const places = hosts.map((host) => bench.render(host));
    for (const place of places) {
      expect(await reach(place, "satisfied")).toMatchObject({ mayProceed: true, result: { outcome: "already-valid" } });
    }
    places[0]?.unmount();
    places.push(bench.render(hosts[0] ?? bench.host()));
    await announcements();
    const calls = hosts.flatMap(({ onAccept }) => onAccept.mock.calls);
    expect(calls).toEqual([[expect.objectContaining({ outcome: "already-valid", mayProceed: true })]]);
  });

  it("makes one record of a double click, of Enter with a click, and of two places [R-F1] [R-D11] [UI-E2]", async () => {
    const bench = aConsentBench(rendering);
    const hosts = [bench.host(), bench.host()];
    const places = hosts.map((host) => bench.render(host));
    const [one, two] = await Promise.all(places.map((place) => reach(place, "asking")));
    act(() => {
      one?.actions.acceptAll();
      one?.actions.acceptAll();
      two?.actions.declineAll();
    });
    for (const place of places) await reach(place, "recorded");
    await announcements();
    expect(bench.service.events("person-1")).toHaveLength(1);
    expect(hosts.flatMap(({ onAccept, onDecline }) => [...onAccept.mock.calls, ...onDecline.mock.calls])).toHaveLength(
      1,
    );
  });

  it("tells a failed read to onError alone, once, and reads again on request [W32] [R-F5]", async () => {
    const bench = aConsentBench(rendering);
    bench.service.offline = true;
    const host = bench.host();
    const place = bench.render(host);
    const failed = await reach(place, "failed");
    expect(failed).toMatchObject({ mayProceed: false, error: { code: "NETWORK", retryable: true } });
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    bench.service.offline = false;
    act(() => void failed.actions.retry());
    await reach(place, "asking");
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    expect(host.onAccept).not.toHaveBeenCalled();
  });

  it("keeps the choices of an act without an answer and sends it again under its key [R-F2] [UI-E11] [R-C5]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions, draft } = await reach(place, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.acceptAll());
    const ticks = draft.getState();
    expect(await reach(place, "uncertain")).toMatchObject({
      act: "accept-all",
      mayProceed: false,
      error: { code: "NETWORK" },
    });
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    expect(host.onAccept).not.toHaveBeenCalled();
    expect(place.result.current.draft.getState()).toEqual(ticks);
    act(() => void actions.retry());
    await reach(place, "recorded");
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    const [one, two] = bench.service.requests.to(submitConsent);
    expect(two?.idempotencyKey).toBe(one?.idempotencyKey);
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("asks again after a refusal, choices kept, with the reason [W42] [UI-E3]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, { status: 422, code: "INVALID_PURPOSE" });
    act(() => actions.acceptAll());
    const refused = await reach(place, "asking");
    expect(refused).toMatchObject({ error: { code: "INVALID_PURPOSE" }, completeness: { status: "complete" } });
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    act(() => actions.acceptAll());
    await reach(place, "recorded");
    const [one, two] = bench.service.requests.to(submitConsent);
    expect(two?.idempotencyKey).not.toBe(one?.idempotencyKey);
  });

  it("shows a notice that changed meanwhile anew, with the ticks that still apply [R-F6] [UI-E1]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions, notice } = await reach(place, "asking");
    const changed = bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    expect(changed.active_config.uuid).not.toBe(notice.active_config.uuid);
    act(() => actions.acceptAll());
    const again = await reach(place, "asking");
    expect(again).toMatchObject({
      error: { code: "NOTICE_VERSION_CHANGED" },
      notice: { active_config: { uuid: changed.active_config.uuid } },
      completeness: { status: "complete" },
    });
    act(() => void again.actions.save());
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "accepted" } });
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("survives a token that ends in the middle: one refresh, choices kept, same key [R-F8] [W9] [UI-E4]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const pairs: unknown[] = [];
    const place = bench.render({ ...host, onTokensChange: (pair) => pairs.push(pair) });
    const { actions } = await reach(place, "asking");
    bench.service.expireAccessTokens();
    act(() => actions.acceptAll());
    await reach(place, "recorded");
    await announcements();
    expect(pairs).toHaveLength(1);
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.to(submitConsent).map(({ status }) => status)).toEqual([401, 201]);
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("writes nothing when it is dismissed, and can be opened again [W21] [UI-S10]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    act((await reach(place, "asking")).actions.dismiss);
    expect(place.result.current).toMatchObject({ status: "dismissed", mayProceed: false });
    await announcements();
    expect(host.onDismiss).toHaveBeenCalledTimes(1);
    expect(host.onDecline).not.toHaveBeenCalled();
    act(() => place.result.current.actions.acceptAll());
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
    act(() => place.result.current.actions.reset());
    expect(place.result.current.status).toBe("asking");
  });

  it("asks anew after a decline that the person wants to reconsider", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    act((await reach(place, "asking")).actions.declineAll);
    act((await reach(place, "recorded")).actions.reset);
    const again = await reach(place, "asking");
    act(again.actions.acceptAll);
    await reach(place, "recorded");
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });
});

describe("a set-up that cannot work", () => {
  const bench = aConsentBench();
  const good = bench.host();
  it.each([
    ["noticeId", { noticeId: "" }, "noticeId"],
    ["accessToken", { accessToken: "" }, "accessToken"],
    ["an accessToken that can be read", { accessToken: "opaque" }, "organisation"],
    ["a usable baseUrl", { baseUrl: "nowhere" }, "baseUrl"],
  ])("without %s fails with a sentence that names the fix, and no request", async (_, wrong, word) => {
    const host = bench.host("person-1", { ...good, ...wrong });
    const place = bench.render({ ...host, ...wrong });
    const { error } = await reach(place, "failed");
    expect(error).toMatchObject({ code: "CONFIGURATION", retryable: false });
    expect(error.message).toContain(word);
    await announcements();
    expect(host.onError).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.all).toHaveLength(0);
    place.unmount();
  });
});

describe("a notice that this version cannot show in full", () => {
  it.each([
    ["the age screen", { is_minor: true }],
    ["no purpose", { purposes: [] }],
    [
      "several products",
      {
        active_config: {
          products: ["a", "b"].map((uuid) => ({ uuid, name: uuid, description: "", mandatory: undefined })),
        },
      },
    ],
  ])("because of %s is not shown at all [W38] [W39]", async (_, overrides) => {
    const bench = aConsentBench("plain", { notices: [aNotice(overrides)] });
    const host = bench.host();
    const place = bench.render(host);
    expect((await reach(place, "failed")).error.code).toBe("NOTICE_UNSUPPORTED");
    await announcements();
    expect(host.onError.mock.calls.map(([error]: [ConsentError]) => error.code)).toEqual(["NOTICE_UNSUPPORTED"]);
  });
});
