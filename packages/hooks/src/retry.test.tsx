import { submitConsent, type SubmitConsentBody } from "@notice-consent/contract";
import { aNotice, type Fault } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { aConsentBench, reach, renderings, type ConsentBench } from "./consent-bench.test-data.tsx";

afterEach(cleanup);

const bodies = ({ service }: ConsentBench): Partial<SubmitConsentBody>[] =>
  service.requests.to(submitConsent).map(({ body }) => ({ ...(typeof body === "object" ? body : {}) }));
const keys = ({ service }: ConsentBench): (string | undefined)[] =>
  service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey);
const optionalPurpose = ({ service }: ConsentBench): string =>
  service.notices[0]?.active_config.purposes.find(
    ({ data_elements }) => !data_elements.some(({ required }) => required),
  )?.uuid ?? "";

const failures: readonly [string, Fault, "asking" | "uncertain"][] = [
  ["was refused", { status: 429, code: "RATE_LIMITED" }, "asking"],
  ["had no answer", "drop-answer", "uncertain"],
];

describe.each(renderings)("trying again, $rendering,", ({ rendering }) => {
  it.each(failures)(
    "after an act that %s sends what is ticked by now, never what was unticked",
    async (_, fault, status) => {
      const bench = aConsentBench(rendering);
      const place = bench.render(bench.host("person-1", { validateAgainst: "required" }));
      const { actions } = await reach(place, "asking");
      bench.service.next(submitConsent, fault);
      act(() => actions.acceptAll());
      if (status === "asking") expect((await reach(place, "asking")).error?.code).toBe("RATE_LIMITED");
      else await reach(place, "uncertain");
      act(() => actions.withhold(optionalPurpose(bench)));
      act(() => void actions.retry());
      expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "partially-accepted" } });
      const last = bodies(bench).at(-1);
      expect(last?.act).toBe("save");
      expect(last?.purposes?.find(({ purpose_uuid }) => purpose_uuid === optionalPurpose(bench))?.selected).toBe(false);
      expect(new Set(keys(bench)).size).toBe(2);
    },
  );

  it("what was refused and stands as it was is the same act under a key of its own [W42]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    bench.service.next(submitConsent, { status: 429, code: "RATE_LIMITED" });
    act(() => actions.declineAll());
    await reach(place, "asking");
    act(() => void actions.retry());
    expect(await reach(place, "recorded")).toMatchObject({ result: { outcome: "declined" } });
    expect(bodies(bench).map((body) => body.act)).toEqual(["decline", "decline"]);
    expect(new Set(keys(bench)).size).toBe(2);
  });

  it("with a choice that is incomplete by now sends nothing and says what is missing [UI-S12]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions, notice, draft } = await reach(place, "asking");
    bench.service.next(submitConsent, "drop-answer");
    act(() => actions.acceptAll());
    await reach(place, "uncertain");
    for (const { uuid } of notice.active_config.purposes) act(() => actions.withhold(uuid));
    expect(draft.getState()).not.toEqual({});
    let returned: unknown;
    act(() => {
      returned = actions.retry();
    });
    expect(returned).toMatchObject({ status: "incomplete", reason: "required-missing" });
    expect(place.result.current).toMatchObject({ status: "uncertain", completeness: { status: "incomplete" } });
    expect(bodies(bench)).toHaveLength(1);
  });

  it("after the words have changed is no second “accept all”, but saves what is ticked under them [R-F6]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    act(() => actions.acceptAll());
    expect((await reach(place, "asking")).error?.code).toBe("NOTICE_VERSION_CHANGED");
    act(() => void actions.retry());
    await reach(place, "recorded");
    expect(bodies(bench).map((body) => body.act)).toEqual(["accept-all", "save"]);
  });

  it("after the notice has changed grants nothing that is new in it [R-F6]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    const { actions, notice } = await reach(place, "asking");
    const added = { ...aNotice().active_config.purposes[0], uuid: "00000000-0000-4000-8000-0000000000aa" };
    const [first, ...rest] = notice.active_config.purposes;
    if (first === undefined) throw new Error("The notice has no purpose.");
    const purposes = [first, ...rest, { ...first, ...added, data_elements: [] }];
    bench.service.publish(aNotice({ active_config: { purposes } }));
    act(() => actions.acceptAll());
    expect((await reach(place, "asking")).error?.code).toBe("NOTICE_VERSION_CHANGED");
    act(() => void actions.retry());
    await reach(place, "recorded");
    expect(
      bodies(bench)
        .at(-1)
        ?.purposes?.find(({ purpose_uuid }) => purpose_uuid === added.uuid)?.selected,
    ).toBe(false);
  });
});
