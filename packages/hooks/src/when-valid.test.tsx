import { submitConsent, type Notice } from "@notice-consent/contract";
import { aNotice, anElement, aPurpose, aSubmission } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aClockStage, become } from "./clock-stage.test-data.tsx";
import { renderings } from "./consent-bench.test-data.tsx";
import type { Consent } from "./index.ts";

afterEach(cleanup);

const notice = aNotice();
const [delivery, offers] = notice.active_config.purposes;
const [address, phone] = delivery?.data_elements ?? [];
const [email] = offers?.data_elements ?? [];
const deliveryUuid = delivery?.uuid ?? "";
const offersUuid = offers?.uuid ?? "";

/** A submission that says this of one data element. */
function saying(purpose: string, element: string | undefined, selected: boolean): object {
  const row = { purpose_uuid: purpose, data_elements: expect.arrayContaining([{ uuid: element, selected }]) };
  return { purposes: expect.arrayContaining([expect.objectContaining(row)]) };
}

function tick(consent: Consent, element: string | undefined, ticked: boolean, purpose = deliveryUuid): void {
  act(() => consent.actions.setElement(purpose, element ?? "", ticked));
}

describe.each(renderings)("choices that send themselves, $rendering,", ({ rendering }) => {
  async function anInlineNotice(shown: Notice = notice, earlier?: Parameters<typeof aSubmission>[1]) {
    const stage = aClockStage(rendering, { notices: [shown] });
    if (earlier !== undefined) stage.service.decide({ orgUserId: "person-1" }, aSubmission(shown, earlier));
    const host = stage.nobody({ submit: "when-valid", ...stage.tokens("person-1") });
    const place = stage.render(host);
    await become(place, { status: "asking" });
    return { stage, host, place };
  }

  it("are sent half a second after the last act, once, exactly as they stand [UI-I2] [W47] [W18]", async () => {
    const { stage, host, place } = await anInlineNotice();
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    tick(place.result.current, address?.uuid, true);
    await stage.pass(400);
    tick(place.result.current, email?.uuid, true, offersUuid);
    await stage.pass(499);
    expect(stage.writes).toHaveLength(0);
    await stage.pass(1);
    await become(place, { status: "recorded" });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(1);
    const [body] = stage.writes;
    expect(body).toMatchObject(saying(deliveryUuid, address?.uuid, true));
    expect(body).toMatchObject(saying(deliveryUuid, phone?.uuid, false));
    expect(body).toMatchObject(saying(offersUuid, email?.uuid, true));
    expect(body).toMatchObject({ act: "save", declined: false, language: "en" });
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onAccept.mock.lastCall?.[0]).toMatchObject({ outcome: "partially-accepted" });
  });

  it("are not sent while something required is missing [UI-I2] [W47]", async () => {
    const { stage, place } = await anInlineNotice();
    tick(place.result.current, phone?.uuid, true);
    tick(place.result.current, email?.uuid, true, offersUuid);
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.status).toBe("asking");
  });

  it("go on from what is recorded: each later act is an update, and nothing is read in between [UI-I2] [UI-I10] [W47]", async () => {
    const { stage, host, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    const { draft } = await become(place, { status: "recorded" });
    tick(place.result.current, phone?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded", result: { outcome: "partially-accepted" } });
    tick(place.result.current, email?.uuid, true, offersUuid);
    await stage.pass(500);
    await become(place, { status: "recorded", result: { outcome: "accepted" }, mayProceed: true });
    await stage.pass(1_000);
    expect(place.result.current.draft).toBe(draft);
    expect(stage.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual([
      "notices.read",
      ...stage.writes.map(() => "consent.submit"),
    ]);
    expect(stage.writes).toHaveLength(3);
    expect(host.onAccept).toHaveBeenCalledTimes(3);
  });

  it("take a grant back when a required item is unticked, although nothing is complete then [UI-I2] [UI-I10] [UI-W1]", async () => {
    const { stage, host, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded" });
    tick(place.result.current, address?.uuid, false);
    await stage.pass(500);
    await become(place, { status: "recorded", mayProceed: false, result: { outcome: "withdrawn" } });
    await stage.pass(1_000);
    expect(stage.writes[1]).toMatchObject(saying(deliveryUuid, address?.uuid, false));
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onDecline).toHaveBeenCalledTimes(1);
    expect(host.onValidationChange).toHaveBeenLastCalledWith(false, {
      state: "incomplete",
      missing: [{ purposeUuid: deliveryUuid, elementUuid: address?.uuid }],
    });
    expect(stage.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "WITHDRAWN", selected: false });
  });

  it("take an earlier visit's grant back at once [UI-W1]", async () => {
    const { stage, place } = await anInlineNotice(notice, "required");
    tick(place.result.current, address?.uuid, false);
    await stage.pass(500);
    await become(place, { status: "recorded", result: { outcome: "withdrawn" } });
    expect(stage.writes).toHaveLength(1);
  });

  it("leave everything on screen but the ticks as it was [PF5]", async () => {
    const { place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    const before = place.result.current;
    tick(before, phone?.uuid, true);
    tick(before, email?.uuid, true, offersUuid);
    tick(before, email?.uuid, false, offersUuid);
    expect(place.result.current).toBe(before);
  });

  it("say the same thing once [W47]", async () => {
    const { stage, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded" });
    tick(place.result.current, phone?.uuid, true);
    tick(place.result.current, phone?.uuid, false);
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(1);
  });

  it("follow an act that is still on its way, so that the last tick is recorded too [UI-I2]", async () => {
    const { stage, host, place } = await anInlineNotice();
    stage.service.latencyMs = 3_000;
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "submitting" });
    tick(place.result.current, address?.uuid, false);
    await stage.pass(1_000);
    expect(stage.writes).toHaveLength(1);
    await stage.pass(2_100);
    await become(place, { status: "submitting" });
    expect(stage.writes).toHaveLength(2);
    await stage.pass(3_000);
    await become(place, { status: "recorded", result: { outcome: "withdrawn" } });
    await stage.pass(1_000);
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onDecline).toHaveBeenCalledTimes(1);
  });

  it("stay as they are when they are refused, with the reason, and go with the next act [UI-E3] [W42]", async () => {
    const { stage, host, place } = await anInlineNotice();
    stage.service.next(submitConsent, { status: 403, code: "FORBIDDEN" });
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "asking", error: { code: "FORBIDDEN" } });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(1);
    expect(host.onError).toHaveBeenCalledTimes(1);
    tick(place.result.current, phone?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded" });
    expect(stage.writes).toHaveLength(2);
  });

  it("stay as they are when an update is refused, and what is recorded is still known [UI-E3]", async () => {
    const { stage, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded" });
    stage.service.next(submitConsent, { status: 403, code: "FORBIDDEN" });
    tick(place.result.current, address?.uuid, false);
    await stage.pass(500);
    await become(place, {
      status: "asking",
      error: { code: "FORBIDDEN" },
      notice: { purpose_selections: { [deliveryUuid]: { status: "ACTIVE" } } },
    });
    act(() => void place.result.current.actions.retry());
    await become(place, { status: "recorded", result: { outcome: "withdrawn" } });
    expect(stage.writes).toHaveLength(3);
  });

  it("take back what an act without an answer may have granted [UI-W1] [UI-E11] [UI-I2]", async () => {
    const { stage, place } = await anInlineNotice();
    stage.service.always(submitConsent, "drop-answer");
    tick(place.result.current, address?.uuid, true);
    await stage.pass(60_000);
    await become(place, { status: "uncertain" });
    const before = stage.writes.length;
    stage.service.always(submitConsent, undefined);
    tick(place.result.current, address?.uuid, false);
    await stage.pass(60_000);
    expect(stage.writes.length).toBeGreaterThan(before);
    expect(stage.writes.at(-1)).toMatchObject(saying(deliveryUuid, address?.uuid, false));
    expect(stage.service.record("person-1")[deliveryUuid]).toMatchObject({ selected: false });
    await become(place, { status: "recorded", mayProceed: false });
  });

  it("are sent when the place goes away before the half second is over, for the person who made them [UI-I2]", async () => {
    const { stage, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(100);
    place.unmount();
    await stage.pass(0);
    expect(stage.writes).toHaveLength(1);
    expect(stage.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "ACTIVE" });
  });

  it.each([0, 500])(
    "follow an act on its way when the place goes away %i ms after them [UI-I2] [UI-W1]",
    async (ms) => {
      const { stage, host, place } = await anInlineNotice();
      stage.service.latencyMs = 3_000;
      tick(place.result.current, address?.uuid, true);
      await stage.pass(500);
      await become(place, { status: "submitting" });
      tick(place.result.current, address?.uuid, false);
      await stage.pass(ms);
      place.unmount();
      await stage.pass(2_000);
      expect(stage.writes).toHaveLength(1);
      await stage.pass(8_000);
      expect(stage.writes).toHaveLength(2);
      expect(stage.service.record("person-1")[deliveryUuid]).toMatchObject({ status: "WITHDRAWN", selected: false });
      expect(host.onDecline).toHaveBeenCalledTimes(1);
      await stage.pass(60_000);
      expect(stage.writes).toHaveLength(2);
    },
  );

  it("take back, after the place has gone, what an act without an answer may have granted [UI-I2] [UI-W1]", async () => {
    const { stage, place } = await anInlineNotice();
    stage.service.latencyMs = 3_000;
    stage.service.always(submitConsent, "drop-answer");
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "submitting" });
    tick(place.result.current, address?.uuid, false);
    place.unmount();
    await stage.pass(2_000);
    stage.service.always(submitConsent, "offline");
    await stage.pass(30_000);
    stage.service.always(submitConsent, undefined);
    await stage.pass(60_000);
    expect(stage.writes.at(-1)).toMatchObject(saying(deliveryUuid, address?.uuid, false));
  });

  it("are never sent for another person who comes within the half second [R-D1] [UI-I2] [UI-E10]", async () => {
    const { stage, host, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(100);
    place.rerender({ ...host, ...stage.tokens("person-2") });
    await become(place, { status: "asking" });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.draft.getState()).toEqual({});
  });

  it("are not sent on another version of the notice than they were made on [UI-E1]", async () => {
    const { stage, host, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(100);
    stage.service.publish({ ...notice, active_config: { ...notice.active_config, notice_text: "Another text." } });
    await act(() => stage.page.queryClient.invalidateQueries());
    await become(place, { status: "asking", notice: { active_config: { notice_text: "Another text." } } });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(host.onError).not.toHaveBeenCalled();
  });

  it("let a person who wants nothing optional go on, and record nothing for it [R-F5] [UI-I4]", async () => {
    const optional = aNotice({ purposes: [aPurpose({ name: "Offers", data_elements: [anElement()] })] });
    const { stage, host, place } = await anInlineNotice(optional);
    await stage.pass(60_000);
    expect(host.onValidationChange.mock.calls).toEqual([[true, { state: "untouched", missing: [] }]]);
    const [purpose] = optional.active_config.purposes;
    act(() => place.result.current.actions.grant(purpose?.uuid ?? ""));
    act(() => place.result.current.actions.withhold(purpose?.uuid ?? ""));
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    act(() => place.result.current.actions.grant(purpose?.uuid ?? ""));
    await stage.pass(500);
    await become(place, { status: "recorded", result: { outcome: "accepted" } });
    act(() => place.result.current.actions.withhold(purpose?.uuid ?? ""));
    await stage.pass(500);
    await become(place, { status: "recorded", result: { outcome: "declined" } });
  });

  it("are given back by a reset without a request [UI-I5]", async () => {
    const { stage, place } = await anInlineNotice();
    tick(place.result.current, address?.uuid, true);
    await stage.pass(500);
    await become(place, { status: "recorded" });
    tick(place.result.current, address?.uuid, false);
    act(() => place.result.current.actions.reset());
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(1);
    expect(place.result.current.status).toBe("recorded");
    expect(place.result.current.draft.getState()).toMatchObject({ [deliveryUuid]: { selected: true } });
  });
});
