import { languageGaps, noticeDetail, type Notice } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { demoNotices, type DemoNotice } from "./notices.ts";

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("the notices of the demo organisation", () => {
  it("are the bank's, the shop's, the stress notice and the clinic's, in that order", () => {
    expect(demoNotices.map(({ name }) => name)).toEqual([
      "Savings account opening",
      "Shop sign-up",
      "Stress: 50 purposes, 1,000 elements",
      "Clinic visit",
    ]);
  });

  it("identify every notice, purpose and data element by a v4 uuid of its own", () => {
    const uuids = demoNotices.flatMap(({ uuid, content }) => [
      uuid,
      ...content.purposes.flatMap((purpose) => [purpose.uuid, ...elementsOf(purpose).map((element) => element.uuid)]),
    ]);
    expect(uuids.filter((uuid) => !uuidV4.test(uuid))).toEqual([]);
    expect(new Set(uuids).size).toBe(uuids.length);
    expect(uuids).toHaveLength(4 + 59 + 1022);
  });
});

describe.each(demoNotices)("$name", (demoNotice) => {
  const notice = read(demoNotice);
  const config = notice.active_config;

  it("names its controller and leads to withdrawal, rights, complaint, contact and policy [UI-C1]", () => {
    expect(config.legal?.controller_name).not.toBe("");
    expect(config.legal?.controller_address).not.toBe("");
    expect(config.notice_text).toContain(`<strong>${config.legal?.controller_name}</strong>`);
    for (const url of [
      config.legal?.withdrawal_url,
      config.legal?.rights_url,
      config.legal?.complaint_url,
      config.dpo_info?.grievance_url,
      config.dpo_info?.dp_board_url,
      config.privacy_policy_url,
    ]) {
      expect(new URL(url ?? "").protocol).toBe("https:");
    }
    expect(config.dpo_info?.grievance_email).toMatch(/^\S+@\S+\.example$/);
  });

  it("says of each purpose what it enables and which data it uses [UI-C1] [UI-C2]", () => {
    for (const { name, description, data_elements } of config.purposes) {
      expect(name).not.toBe("");
      expect(description).toMatch(/^Lets (us|you) .+\. .+\.$/);
      expect(data_elements).not.toEqual([]);
      expect(data_elements.filter(({ name, enabled }) => name === "" || !enabled)).toEqual([]);
      expect(new Set(data_elements.map(({ name }) => name)).size).toBe(data_elements.length);
    }
  });

  it("says of each purpose what follows when it is refused [UI-C7]", () => {
    const silent = config.purposes.filter(({ description }) => !/\b(without|leave|decline)\b/i.test(description));
    expect(silent).toEqual([]);
  });

  it("shows every contact line with somewhere to go [UI-C10]", () => {
    const contacts = config.dpo_info;
    expect(Boolean(contacts?.grievance_text)).toBe(Boolean(contacts?.grievance_url));
    expect(Boolean(contacts?.dp_board_text)).toBe(Boolean(contacts?.dp_board_url));
    expect(Boolean(contacts?.dpo_text)).toBe(Boolean(contacts?.dpo_url || contacts?.dpo_email));
    expect(Boolean(config.privacy_center_anchor_text)).toBe(Boolean(config.privacy_center_url));
  });

  it("has every text, purpose and data element in each language it offers [UI-L2]", () => {
    expect(languageGaps(notice).filter(({ missing }) => missing.length > 0)).toEqual([]);
  });

  it("translates no purpose and no data element that it does not have [UI-L2]", () => {
    const purposes = new Set(config.purposes.map(({ uuid }) => uuid));
    const elements = new Set(config.purposes.flatMap(({ data_elements }) => data_elements.map(({ uuid }) => uuid)));
    for (const translation of Object.values(config.supported_languages_and_translations)) {
      expect(new Set(Object.keys(translation.purposes))).toEqual(purposes);
      expect(new Set(Object.keys(translation.data_elements))).toEqual(elements);
    }
  });

  it("gives data elements no description, since the wire cannot translate one [UI-L2]", () => {
    const described = config.purposes.flatMap(({ data_elements }) => data_elements).filter((e) => e.description !== "");
    expect(described).toEqual([]);
  });

  it("survives the wire's reading unchanged in content", () => {
    expect(config.legal).toEqual(demoNotice.content.legal);
    expect(config.purposes.map(({ validity_days }) => validity_days)).toEqual(
      demoNotice.content.purposes.map(({ validity_days }) => validity_days),
    );
    expect(Object.keys(config.supported_languages_and_translations)).toEqual(
      Object.keys(demoNotice.content.supported_languages_and_translations ?? {}),
    );
  });
});

function read({ uuid, name, content }: DemoNotice): Notice {
  const result = noticeDetail["~standard"].validate({ uuid, name, active_config: content });
  if (result instanceof Promise || result.issues !== undefined) throw new Error(`${name} is not a notice`);
  return result.value;
}

function elementsOf(purpose: DemoNotice["content"]["purposes"][number]) {
  return purpose.data_elements ?? [];
}
