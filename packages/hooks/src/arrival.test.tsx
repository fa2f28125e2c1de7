import { readNotice, submitConsent, type Notice } from "@notice-consent/contract";
import { aNotice, aSubmission } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aClockStage, become } from "./clock-stage.test-data.tsx";
import { renderings } from "./consent-bench.test-data.tsx";
import type { UseConsentOptions } from "./index.ts";

afterEach(cleanup);

const notice = aNotice();
const [delivery, offers] = notice.active_config.purposes;
const deliveryUuid = delivery?.uuid ?? "";
const offersUuid = offers?.uuid ?? "";
const [address] = delivery?.data_elements ?? [];

function reworded(): Notice {
  return aNotice({ active_config: { notice_text: "Read this anew." } });
}

describe.each(renderings)("an act made before anybody is known, $rendering,", ({ rendering }) => {
  async function aPreview(given: Partial<UseConsentOptions> = { submit: "when-valid" }) {
    const stage = aClockStage(rendering, { notices: [notice] });
    const host = stage.nobody(given);
    const place = stage.render(host);
    await become(place, { status: "preview", notice: { uuid: notice.uuid }, isWaiting: false });
    return { stage, host, place };
  }

  it("waits, is sent after a fresh read for the first person, and nothing leaves the screen meanwhile [UI-I6] [W46] [W47]", async () => {
    const { stage, host, place } = await aPreview();
    stage.service.latencyMs = 1_000;
    act(() => place.result.current.actions.setElement(deliveryUuid, address?.uuid ?? "", true));
    await become(place, { status: "preview", isWaiting: true });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(900);
    expect(place.result.current).toMatchObject({ status: "preview", isWaiting: true, mayProceed: false });
    expect(stage.writes).toHaveLength(0);
    await stage.pass(200);
    await become(place, { status: "submitting" });
    await stage.pass(1_000);
    await become(place, { status: "recorded", result: { outcome: "partially-accepted" } });
    expect(stage.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual([
      "notices.readPublic",
      "notices.read",
      "consent.submit",
    ]);
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(1);
    expect(host.onAccept).toHaveBeenCalledTimes(1);
  });

  it.each(["acceptAll", "declineAll", "save"] as const)("also waits when it is %s [UI-I6]", async (name) => {
    const { stage, host, place } = await aPreview({});
    act(() => place.result.current.actions.grant(deliveryUuid));
    act(() => void place.result.current.actions[name]());
    await become(place, { status: "preview", isWaiting: true });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(1_000);
    const outcome = { acceptAll: "accepted", declineAll: "declined", save: "partially-accepted" }[name];
    await become(place, { status: "recorded", result: { outcome } });
    expect(stage.writes).toHaveLength(1);
  });

  it("waits no longer once it no longer says what the screen shows [UI-I6] [UI-S2]", async () => {
    const { stage, host, place } = await aPreview();
    act(() => place.result.current.actions.setElement(deliveryUuid, address?.uuid ?? "", true));
    act(() => place.result.current.actions.setElement(deliveryUuid, address?.uuid ?? "", false));
    await become(place, { status: "preview", isWaiting: false });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking" });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
  });

  it("is not sent once the notice was dismissed [UI-I6] [UI-S2]", async () => {
    const { stage, host, place } = await aPreview({});
    act(() => place.result.current.actions.acceptAll());
    await become(place, { status: "preview", isWaiting: true });
    act(() => place.result.current.actions.dismiss());
    await become(place, { status: "dismissed" });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current).toMatchObject({ mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
  });

  it("is dropped with a word when the notice has changed, and what still applies stays ticked [UI-I6] [UI-E1]", async () => {
    const { stage, host, place } = await aPreview();
    act(() => place.result.current.actions.setElement(deliveryUuid, address?.uuid ?? "", true));
    stage.service.publish(reworded());
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking", isDropped: true });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.draft.getState()).toMatchObject({ [deliveryUuid]: { selected: true } });
    act(() => place.result.current.actions.toggle(offersUuid));
    await become(place, { isDropped: false });
    await stage.pass(500);
    await become(place, { status: "recorded" });
    expect(stage.writes).toHaveLength(1);
  });

  it("is dropped with a word when that person has decided before, whose record stands on screen [UI-I6]", async () => {
    const { stage, host, place } = await aPreview();
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "nothing"));
    act(() => place.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking", isDropped: true });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.draft.getState()).toEqual({});
  });

  it("is dropped with a word when nothing is left to ask of that person [UI-I6] [W15]", async () => {
    const { stage, host, place } = await aPreview({ submit: "when-valid", showsRecord: true });
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    act(() => place.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "satisfied", isDropped: true, mayProceed: true });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(host.onAccept).toHaveBeenCalledTimes(1);
    expect(host.onAccept.mock.lastCall?.[0]).toMatchObject({ outcome: "already-valid" });
  });

  it("is dropped with a word when another place on the page has changed the ticks since [UI-S2] [UI-I6]", async () => {
    const { stage, host, place } = await aPreview();
    const other = stage.render(host);
    await become(other, { status: "preview", notice: { uuid: notice.uuid } });
    act(() => place.result.current.actions.toggle(deliveryUuid));
    await become(place, { isWaiting: true });
    act(() => other.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(60_000);
    await become(place, { status: "asking", isDropped: true });
    expect(stage.writes).toHaveLength(0);
  });

  it("is no yes when it was a refusal and everything stands granted on record: that is asked [UI-I6] [UI-E9] [R-F5]", async () => {
    const { stage, host, place } = await aPreview({ submit: "button", showsRecord: true });
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    act(() => place.result.current.actions.declineAll());
    await become(place, { isWaiting: true });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking", isDropped: true, mayProceed: false });
    await stage.pass(60_000);
    expect(place.result.current).toMatchObject({ status: "asking", mayProceed: false });
    expect(host.onAccept).not.toHaveBeenCalled();
    expect(stage.writes).toHaveLength(0);
  });

  it("is never inherited by a second person, at whatever moment that one comes [UI-I6] [UI-E10] [R-D1]", async () => {
    const { stage, host, place } = await aPreview();
    stage.service.latencyMs = 1_000;
    act(() => place.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(500);
    place.rerender({ ...host, ...stage.tokens("person-2") });
    await stage.pass(60_000);
    await become(place, { status: "asking", isDropped: false });
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.draft.getState()).toEqual({});
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
  });

  it("is gone with the person who left before it could be sent [UI-I6] [R-D4]", async () => {
    const { stage, host, place } = await aPreview();
    stage.service.latencyMs = 1_000;
    act(() => place.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(500);
    place.rerender({ ...host, accessToken: undefined, refreshToken: undefined });
    await stage.pass(2_000);
    await become(place, { status: "preview", isWaiting: false });
    place.rerender({ ...host, ...stage.tokens("person-2") });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.draft.getState()).toEqual({});
  });

  it("waits on when the fresh read fails, and is sent once a later one succeeds [UI-I6] [R-F5]", async () => {
    const { stage, host, place } = await aPreview();
    act(() => place.result.current.actions.toggle(deliveryUuid));
    stage.service.always(readNotice, { status: 403, code: "FORBIDDEN" });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(1_000);
    await become(place, { status: "failed", mayProceed: false });
    expect(stage.writes).toHaveLength(0);
    stage.service.always(readNotice, undefined);
    act(() => void place.result.current.actions.retry());
    await stage.pass(1_000);
    await become(place, { status: "recorded" });
    expect(stage.writes).toHaveLength(1);
  });

  it("is not sent on what the page had read of that person before [UI-I6]", async () => {
    const { stage, host, place } = await aPreview();
    const other = stage.render({ ...host, ...stage.tokens("person-1") });
    await become(other, { status: "asking" });
    stage.service.publish(reworded());
    act(() => place.result.current.actions.toggle(deliveryUuid));
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await stage.pass(1_000);
    await become(place, { status: "asking", isDropped: true });
    await stage.pass(60_000);
    expect(stage.service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("leaves what that person has granted where it was, when it was no whole act [UI-I6] [W35]", async () => {
    const { stage, host, place } = await aPreview({ submit: "when-valid", validateAgainst: "all" });
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "required"));
    act(() => place.result.current.actions.toggle(offersUuid));
    expect(place.result.current).toMatchObject({ isWaiting: false });
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking", reason: "stricter" });
    expect(place.result.current.draft.getState()).toMatchObject({
      [deliveryUuid]: { selected: true },
      [offersUuid]: { selected: true },
    });
    await stage.pass(60_000);
    expect(stage.writes).toHaveLength(0);
  });
});
