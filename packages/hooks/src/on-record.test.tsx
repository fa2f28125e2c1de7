import { readNotice, submitConsent, type Notice } from "@notice-consent/contract";
import { aNotice, anElement, aPurpose, aSubmission, type Ticks } from "@notice-consent/testing";
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aConsentBench, announcements, reach, renderings } from "./consent-bench.test-data.tsx";
import type { UseConsentOptions } from "./index.ts";

afterEach(cleanup);

const notice = aNotice();
const [delivery, offers] = notice.active_config.purposes;
const deliveryUuid = delivery?.uuid ?? "";
const offersUuid = offers?.uuid ?? "";

describe.each(renderings)("what is on record, $rendering,", ({ rendering }) => {
  function aReturn(ticks: Ticks, given: Partial<UseConsentOptions> = {}, shown: Notice = notice) {
    const bench = aConsentBench(rendering, { notices: [shown] });
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(shown, ticks));
    const host = bench.host("person-1", given);
    return { bench, host, place: bench.render(host) };
  }

  it("can be managed although nothing is left to ask [W41] [UI-W2]", async () => {
    const { bench, host, place } = aReturn("everything", { mode: "manage" });
    const asking = await reach(place, "asking");
    expect(asking).toMatchObject({ mode: "manage", isReview: true, reason: undefined, mayProceed: false });
    expect(asking.standing.map(({ status }) => status)).toEqual(["granted", "granted"]);
    expect(asking.draft.getState()).toMatchObject({ [offersUuid]: { selected: true } });
    act(() => asking.actions.withhold(offersUuid));
    act(() => void asking.actions.save());
    const recorded = await reach(place, "recorded");
    expect(recorded).toMatchObject({ canUndo: true, result: { outcome: "partially-accepted" } });
    expect(bench.service.record("person-1")[offersUuid]).toMatchObject({ status: "WITHDRAWN" });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it("is asked about as always where it is not managed [W15]", async () => {
    const { place } = aReturn("everything");
    const satisfied = await reach(place, "satisfied");
    expect(satisfied).toMatchObject({ notice: undefined, standing: [], mayProceed: true });
  });

  it("cannot be managed where the service does not show it [UI-E9]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice], withoutReview: true });
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    const place = bench.render(bench.host("person-1", { mode: "manage" }));
    expect(await reach(place, "failed")).toMatchObject({ error: { code: "BAD_RESPONSE" }, mayProceed: false });
  });

  it("is shown beside a yes where that is wanted, with one request, and can be changed [UI-I10] [UI-S11]", async () => {
    const { bench, host, place } = aReturn("everything", { showsRecord: true });
    const satisfied = await reach(place, "satisfied");
    expect(satisfied).toMatchObject({ mayProceed: true, notice: { uuid: notice.uuid } });
    expect(bench.service.requests.all).toHaveLength(1);
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onAccept.mock.lastCall?.[0]).toMatchObject({ outcome: "already-valid" });
    act(() => satisfied.actions.change());
    const asking = await reach(place, "asking");
    expect(asking).toMatchObject({ reason: undefined, mayProceed: false });
    act(() => asking.actions.setElement(deliveryUuid, delivery?.data_elements[0]?.uuid ?? "", false));
    act(() => void asking.actions.save());
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "withdrawn" }, mayProceed: false });
  });

  it("takes the place of a notice that was answered elsewhere, and is what is changed then [UI-I10] [R-F9]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    const place = bench.render(bench.host("person-1", { showsRecord: true, submit: "when-valid" }));
    await reach(place, "asking");
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    await act(() => bench.queryClient.invalidateQueries());
    const satisfied = await reach(place, "satisfied");
    act(() => satisfied.actions.change());
    const asking = await reach(place, "asking");
    act(() => asking.actions.withhold(deliveryUuid));
    expect(place.result.current).toMatchObject({
      notice: { purpose_selections: { [deliveryUuid]: { selected: true } } },
    });
    await waitFor(() =>
      expect(place.result.current).toMatchObject({ status: "recorded", result: { outcome: "withdrawn" } }),
    );
    expect(bench.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "WITHDRAWN" });
  });

  it("stays as it is when the rest is declined, untouched to its date, and proceeds by no means [UI-E7] [W20] [W40]", async () => {
    const { bench, host, place } = aReturn("required", { validateAgainst: "all" });
    const before = bench.service.record("person-1")[deliveryUuid];
    const asking = await reach(place, "asking");
    expect(asking.reason).not.toBe("first");
    act(() => asking.actions.grant(offersUuid));
    act(() => asking.actions.declineAll());
    const recorded = await reach(place, "recorded");
    expect(recorded).toMatchObject({ result: { outcome: "declined" }, mayProceed: false, canUndo: false });
    expect(recorded.draft.getState()).toMatchObject({
      [deliveryUuid]: { selected: true },
      [offersUuid]: { selected: false },
    });
    expect(bench.service.record("person-1")).toMatchObject({ [offersUuid]: { status: "DECLINED" } });
    expect(bench.service.record("person-1")[deliveryUuid]).toEqual(before);
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(host.onDecline.mock.lastCall?.[0]).toMatchObject({ outcome: "declined", mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
  });

  it("is taken back by a decline where the person has unticked it [UI-E7] [W20]", async () => {
    const { bench, place } = aReturn("required", { validateAgainst: "all" });
    const { actions } = await reach(place, "asking");
    act(() => actions.withhold(deliveryUuid));
    act(() => actions.declineAll());
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "withdrawn" }, mayProceed: false });
    expect(bench.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "WITHDRAWN" });
  });

  it.each([
    ["managed", { mode: "manage" }],
    ["changed", { showsRecord: true, validateAgainst: "required" }],
  ] as const)("is taken back whole by a decline where it is %s [UI-E7] [UI-W2]", async (_, options) => {
    const { bench, place } = aReturn("required", options);
    await waitFor(() => expect(["asking", "satisfied"]).toContain(place.result.current.status));
    if (place.result.current.status === "satisfied") act(() => place.result.current.actions.change());
    const { actions } = await reach(place, "asking");
    act(() => actions.declineAll());
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "withdrawn" }, mayProceed: false });
    expect(bench.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "WITHDRAWN" });
  });

  it("is no yes any more once hearing it again has failed [UI-E9]", async () => {
    const { bench, place } = aReturn("everything", { showsRecord: true });
    await reach(place, "satisfied");
    bench.service.always(readNotice, { status: 500 });
    await act(() => bench.queryClient.invalidateQueries());
    expect(await reach(place, "failed")).toMatchObject({ mayProceed: false });
  });

  it("is reviewed with one act that writes nothing [W41]", async () => {
    const { bench, host, place } = aReturn("everything", { includeFullyConsentedData: true });
    const review = await reach(place, "asking");
    expect(review).toMatchObject({ isReview: true, mayProceed: false });
    await announcements();
    expect(host.onAccept).not.toHaveBeenCalled();
    act(() => review.actions.continueAsRecorded());
    expect(await reach(place, "satisfied")).toMatchObject({ mayProceed: true, result: { outcome: "already-valid" } });
    await announcements();
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("is no review while anything is not actively granted, and going on does nothing then [W41] [W40]", async () => {
    const { bench, host, place } = aReturn("required", { includeFullyConsentedData: true });
    const asking = await reach(place, "asking");
    expect(asking.isReview).toBe(false);
    act(() => asking.actions.continueAsRecorded());
    await announcements();
    expect(place.result.current.status).toBe("asking");
    expect(host.onAccept).not.toHaveBeenCalled();
    expect(bench.service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("leaves a review for the choices [W41]", async () => {
    const { place } = aReturn("everything", { includeFullyConsentedData: true });
    const review = await reach(place, "asking");
    act(() => review.actions.change());
    await waitFor(() => expect(place.result.current).toMatchObject({ status: "asking", isReview: false }));
    act(() => place.result.current.actions.reset());
    await waitFor(() => expect(place.result.current).toMatchObject({ status: "asking", isReview: true }));
  });

  it("is taken back in one act, as a submission like any other, and given back in one [UI-W1] [UI-W3]", async () => {
    const { bench, host, place } = aReturn("everything", { showsRecord: true });
    const satisfied = await reach(place, "satisfied");
    act(() => satisfied.actions.withdrawAll());
    const withdrawn = await reach(place, "recorded");
    expect(withdrawn).toMatchObject({ result: { outcome: "withdrawn" }, canUndo: true, mayProceed: false });
    expect(withdrawn.result.recordedAt).toBeTruthy();
    expect(bench.service.requests.to(submitConsent)[0]?.body).toMatchObject({ declined: false, act: "save" });
    expect(withdrawn.standing).toEqual([
      { purposeUuid: deliveryUuid, status: "needs-decision", why: "withdrawn" },
      { purposeUuid: offersUuid, status: "needs-decision", why: "withdrawn" },
    ]);
    await announcements();
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    act(() => withdrawn.actions.undo());
    await waitFor(() =>
      expect(place.result.current).toMatchObject({ status: "recorded", result: { outcome: "accepted" } }),
    );
    expect(place.result.current).toMatchObject({ mayProceed: true, canUndo: false });
    expect(bench.service.record("person-1")[offersUuid]).toMatchObject({ status: "ACTIVE", selected: true });
  });

  it("gives back exactly what stood before [UI-W3]", async () => {
    const { bench, place } = aReturn("required", { mode: "manage" });
    const asking = await reach(place, "asking");
    act(() => asking.actions.withdrawAll());
    const withdrawn = await reach(place, "recorded");
    act(() => withdrawn.actions.undo());
    await waitFor(() => expect(bench.service.requests.to(submitConsent)).toHaveLength(2));
    await reach(place, "recorded");
    const record = bench.service.record("person-1");
    expect(record[deliveryUuid]).toMatchObject({ status: "ACTIVE", selected: true });
    expect(record[offersUuid]).toMatchObject({ selected: false });
  });

  it("needs something granted to be taken back, and something taken back to be given back [UI-S1]", async () => {
    const { bench, place } = aReturn("nothing", { mode: "manage" });
    const asking = await reach(place, "asking");
    act(() => asking.actions.withdrawAll());
    act(() => asking.actions.acceptAll());
    const recorded = await reach(place, "recorded");
    act(() => recorded.actions.undo());
    await announcements();
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("is changed from a recorded decision, and the change left again, without a request [UI-I10]", async () => {
    const { bench, place } = aReturn("nothing");
    const asking = await reach(place, "asking");
    act(() => asking.actions.acceptAll());
    const recorded = await reach(place, "recorded");
    const requests = bench.service.requests.all.length;
    act(() => recorded.actions.change());
    const changing = await reach(place, "asking");
    expect(changing).toMatchObject({ reason: undefined, isReview: false });
    expect(changing.draft.getState()).toMatchObject({ [offersUuid]: { selected: true } });
    act(() => changing.actions.withhold(offersUuid));
    act(() => changing.actions.reset());
    await reach(place, "recorded");
    expect(place.result.current.draft.getState()).toMatchObject({ [offersUuid]: { selected: true } });
    expect(bench.service.requests.all).toHaveLength(requests);
  });

  it("takes back what is optional with one save, although nothing is chosen then [UI-W1]", async () => {
    const optional = aNotice({ purposes: [aPurpose({ name: "Offers", data_elements: [anElement()] })] });
    const { bench, place } = aReturn("everything", { mode: "manage" }, optional);
    const asking = await reach(place, "asking");
    const [purpose] = optional.active_config.purposes;
    act(() => asking.actions.withhold(purpose?.uuid ?? ""));
    let answer;
    act(() => {
      answer = asking.actions.save();
    });
    expect(answer).toEqual({ status: "complete" });
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "declined" }, canUndo: true });
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("shows what another place has just recorded, to be changed, where it is managed [UI-W2]", async () => {
    const bench = aConsentBench(rendering);
    const asked = bench.render(bench.host());
    const managed = bench.render(bench.host("person-1", { mode: "manage" }));
    const asking = await reach(asked, "asking");
    await reach(managed, "asking");
    act(() => asking.actions.acceptAll());
    await reach(asked, "recorded");
    await waitFor(() =>
      expect(managed.result.current).toMatchObject({
        status: "asking",
        notice: { purpose_selections: { [deliveryUuid]: { status: "ACTIVE" } } },
      }),
    );
    expect(managed.result.current.draft.getState()).toMatchObject({ [deliveryUuid]: { selected: true } });
  });
});

describe.each(renderings)("asking again, $rendering,", ({ rendering }) => {
  it("is for the first time when nothing is recorded [UI-C11]", async () => {
    const bench = aConsentBench(rendering);
    expect(await reach(bench.render(bench.host()), "asking")).toMatchObject({ reason: "first" });
  });

  it("says that the rule asks for more, keeps what is granted, and marks what was refused [UI-S11] [UI-C11] [W40]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "required"));
    expect(
      await reach(bench.render(bench.host("person-1", { validateAgainst: "required" })), "satisfied"),
    ).toBeTruthy();
    const asking = await reach(bench.render(bench.host("person-1")), "asking");
    expect(asking).toMatchObject({
      reason: "stricter",
      standing: [
        { purposeUuid: deliveryUuid, status: "granted" },
        { purposeUuid: offersUuid, status: "needs-decision", why: "declined" },
      ],
    });
    expect(asking.draft.getState()).toMatchObject({ [deliveryUuid]: { selected: true } });
  });

  it("says that the notice has changed and what is new in it [UI-S11] [UI-C11]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    const more = aPurpose({ name: "Measure our pages", data_elements: [anElement()] });
    bench.service.publish(aNotice({ purposes: [...notice.active_config.purposes, more] }));
    const asking = await reach(bench.render(bench.host("person-1")), "asking");
    expect(asking.reason).toBe("changed");
    expect(asking.standing.at(-1)).toEqual({ purposeUuid: more.uuid, status: "needs-decision", why: "new" });
  });

  it("says that consent was withdrawn [UI-S11] [UI-C11]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    bench.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "nothing"));
    const asking = await reach(bench.render(bench.host("person-1")), "asking");
    expect(asking.reason).toBe("withdrawn");
    expect(asking.standing[0]).toMatchObject({ why: "withdrawn" });
  });
});
