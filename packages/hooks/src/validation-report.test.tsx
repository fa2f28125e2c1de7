import { aNotice, anElement, aPurpose, aSubmission } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aClockStage, become } from "./clock-stage.test-data.tsx";
import { renderings } from "./consent-bench.test-data.tsx";

afterEach(cleanup);

const notice = aNotice();
const [delivery, offers] = notice.active_config.purposes;
const deliveryUuid = delivery?.uuid ?? "";
const addressUuid = delivery?.data_elements[0]?.uuid ?? "";
const missing = [{ purposeUuid: deliveryUuid, elementUuid: addressUuid }];

describe.each(renderings)("how far the choice has come, $rendering,", ({ rendering }) => {
  it("is told once when the notice is there, then on change only, and never says that anything is recorded [UI-I4] [W48] [W85] [W-F9]", async () => {
    const stage = aClockStage(rendering, { notices: [notice] });
    const host = stage.nobody(stage.tokens("person-1"));
    const place = stage.render(host);
    expect(host.onValidationChange).not.toHaveBeenCalled();
    await become(place, { status: "asking" });
    await stage.pass(5_000);
    const told = host.onValidationChange.mock.calls;
    expect(told).toEqual([[false, { state: "untouched", missing }]]);
    const { actions } = place.result.current;
    act(() => actions.toggle(offers?.uuid ?? ""));
    await stage.pass(1_000);
    act(() => actions.toggle(offers?.uuid ?? ""));
    act(() => actions.setElement(deliveryUuid, addressUuid, true));
    await stage.pass(1_000);
    act(() => actions.toggle(offers?.uuid ?? ""));
    await stage.pass(1_000);
    expect(told).toEqual([
      [false, { state: "untouched", missing }],
      [false, { state: "incomplete", missing }],
      [true, { state: "ready", missing: [] }],
    ]);
    act(() => actions.reset());
    await stage.pass(1_000);
    expect(told.at(-1)).toEqual([false, { state: "untouched", missing }]);
    expect(stage.writes).toHaveLength(0);
    expect(place.result.current.mayProceed).toBe(false);
  });

  it("is the same before anybody is known and after, so that the coming of a person is no news [UI-I4] [UI-I6]", async () => {
    const stage = aClockStage(rendering, { notices: [notice] });
    const host = stage.nobody();
    const place = stage.render(host);
    await become(place, { status: "preview", notice: { uuid: notice.uuid } });
    act(() => place.result.current.actions.setElement(deliveryUuid, addressUuid, true));
    await stage.pass(1_000);
    place.rerender({ ...host, ...stage.tokens("person-1") });
    await become(place, { status: "asking" });
    await stage.pass(5_000);
    expect(host.onValidationChange.mock.lastCall).toEqual([true, { state: "ready", missing: [] }]);
    const states = host.onValidationChange.mock.calls.map(([, { state }]) => state);
    expect(states.filter((state) => state === "ready")).toHaveLength(1);
  });

  it("starts anew with another person [UI-I4] [R-D4]", async () => {
    const stage = aClockStage(rendering, { notices: [notice] });
    const host = stage.nobody(stage.tokens("person-1"));
    const place = stage.render(host);
    await become(place, { status: "asking" });
    act(() => place.result.current.actions.setElement(deliveryUuid, addressUuid, true));
    await stage.pass(1_000);
    place.rerender({ ...host, ...stage.tokens("person-2") });
    await become(place, { status: "asking" });
    await stage.pass(1_000);
    expect(host.onValidationChange.mock.lastCall).toEqual([false, { state: "untouched", missing }]);
  });

  it("is valid from the start where nothing is required, and where everything required is on record [UI-I4] [W35] [W48]", async () => {
    const optional = aNotice({ purposes: [aPurpose({ name: "Offers", data_elements: [anElement()] })] });
    const stage = aClockStage(rendering, { notices: [optional, notice] });
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "required"));
    for (const noticeId of [optional.uuid, notice.uuid]) {
      const host = stage.nobody({ noticeId, ...stage.tokens("person-1") });
      await become(stage.render(host), { status: "asking" });
      await stage.pass(1_000);
      expect(host.onValidationChange.mock.calls).toEqual([[true, { state: "untouched", missing: [] }]]);
    }
  });

  it("is told where nothing is left to ask too, so that nobody waits for it [UI-I4] [W15]", async () => {
    const stage = aClockStage(rendering, { notices: [notice] });
    stage.service.decide({ orgUserId: "person-1" }, aSubmission(notice, "everything"));
    const host = stage.nobody(stage.tokens("person-1"));
    await become(stage.render(host), { status: "satisfied" });
    await stage.pass(1_000);
    expect(host.onValidationChange.mock.calls).toEqual([[true, { state: "untouched", missing: [] }]]);
  });
});
