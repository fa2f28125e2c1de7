import { aNotice, aPurpose, type NoticeOverrides } from "@notice-consent/testing";
import { cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, announcements, reach, renderings } from "./consent-bench.test-data.tsx";
import type { UseConsentOptions } from "./index.ts";

afterEach(cleanup);

type Content = NonNullable<NoticeOverrides["active_config"]>;

const legal = {
  controller_name: "Bazaar Lane",
  controller_address: "",
  withdrawal_url: "https://shop.example/withdraw",
  rights_url: "https://shop.example/rights",
  complaint_url: "https://board.example",
};
const whole: Content = {
  legal,
  dpo_info: {
    grievance_text: "",
    grievance_anchor_text: "",
    grievance_url: "https://shop.example/grievance",
    grievance_email: "",
    grievance_email_connector_text: "",
    dp_board_text: "",
    dp_board_anchor_text: "",
    dp_board_url: "",
    dpo_text: "",
    dpo_anchor_text: "",
    dpo_url: "",
    dpo_email: "",
  },
};

describe.each(renderings)("the legal content of a notice, $rendering,", ({ rendering }) => {
  function asked(active_config: Content, given: Partial<UseConsentOptions>) {
    const bench = aConsentBench(rendering, { notices: [aNotice({ active_config })] });
    const onPolicyViolation = vi.fn<NonNullable<UseConsentOptions["onPolicyViolation"]>>();
    const host = bench.host("person-1", { onPolicyViolation, ...given });
    return { bench, host, onPolicyViolation, place: bench.render(host) };
  }

  it("is reported when it falls short, once, and the notice is asked all the same [UI-C1]", async () => {
    const { bench, place, onPolicyViolation } = asked({ ...whole, legal: { ...legal, rights_url: "" } }, {});
    await reach(place, "asking");
    await waitFor(() => expect(onPolicyViolation).toHaveBeenCalledTimes(1));
    expect(onPolicyViolation.mock.lastCall?.[0]).toMatchObject({
      kind: "completeness",
      gaps: [{ code: "RIGHTS_LINK_MISSING" }],
    });
    await bench.queryClient.invalidateQueries();
    await announcements();
    expect(onPolicyViolation).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Content]>([
    ["controller_name", { ...whole, legal: { ...legal, controller_name: " " } }],
    ["withdrawal_url", { ...whole, legal: { ...legal, withdrawal_url: "" } }],
    ["rights_url", { ...whole, legal: { ...legal, rights_url: "" } }],
    ["complaint_url", { ...whole, legal: { ...legal, complaint_url: "not a link" } }],
    ["contact", { ...whole, dpo_info: undefined }],
    ["a description", { ...whole, purposes: [aPurpose({ description: "" })] }],
    ["data", { ...whole, purposes: [aPurpose({ data_elements: [] })] }],
  ])(
    "closes a notice without %s where incomplete ones are refused, and never asks [UI-C1] [UI-E9]",
    async (_, lacking) => {
      const { host, place, onPolicyViolation } = asked(lacking, { completeness: "refuse" });
      const states = new Set<string>([place.result.current.status]);
      await waitFor(() => {
        states.add(place.result.current.status);
        expect(place.result.current.status).toBe("failed");
      });
      expect(states).toEqual(new Set(["checking", "failed"]));
      expect(place.result.current).toMatchObject({ error: { code: "NOTICE_UNSUPPORTED" }, mayProceed: false });
      await waitFor(() => expect(host.onError).toHaveBeenCalledTimes(1));
      await waitFor(() => expect(onPolicyViolation).toHaveBeenCalledTimes(1));
    },
  );

  it("names a language that is not offered because words are missing in it, and refuses nothing for it [UI-L2]", async () => {
    // As the wire may bring it, with hardly a word.
    const half: Content = JSON.parse(
      '{"supported_languages_and_translations":{"Hindi":{"notice_text":"<p>हिन्दी</p>"}}}',
    );
    const content = { ...whole, ...half };
    const { place, onPolicyViolation } = asked(content, { completeness: "refuse" });
    const { languages } = await reach(place, "asking");
    expect(languages.map(({ tag }) => tag)).toEqual(["en"]);
    await waitFor(() => expect(onPolicyViolation).toHaveBeenCalledTimes(1));
    expect(onPolicyViolation.mock.lastCall?.[0]).toMatchObject({
      kind: "language",
      gaps: [{ code: "LANGUAGE_INCOMPLETE", path: "supported_languages_and_translations.Hindi" }],
    });
  });

  it("opens a whole notice where incomplete ones are refused [UI-C1]", async () => {
    const { place, onPolicyViolation } = asked(whole, { completeness: "refuse" });
    await reach(place, "asking");
    await announcements();
    expect(onPolicyViolation).not.toHaveBeenCalled();
  });
});
