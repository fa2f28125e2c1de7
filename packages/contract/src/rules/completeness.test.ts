import { describe, expect, it } from "vitest";
import { languages } from "../language.ts";
import { type FilledNoticeContent, type NoticeContent, noticeContent } from "../notice.ts";
import { languageShortfalls, noticeGaps } from "./completeness.ts";

const purposeUuid = "11111111-1111-4111-8111-111111111111";
const elementUuid = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1";
const element = { uuid: elementUuid, name: "Name", enabled: true, required: true };
const purpose = { uuid: purposeUuid, name: "Account", description: "To open the account.", data_elements: [element] };
const legal = {
  controller_name: "Chaak Studio LLP",
  withdrawal_url: "https://shop.example/choices",
  rights_url: "https://shop.example/rights",
  complaint_url: "https://shop.example/complaint",
};
const whole = { purposes: [purpose], legal, dpo_info: { dpo_email: "dpo@shop.example" } } satisfies NoticeContent;

function filled(content: unknown): FilledNoticeContent {
  const result = noticeContent["~standard"].validate(content);
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("No notice.");
  return result.value;
}
const codes = (content: unknown) => noticeGaps(filled(content)).map(({ code, path }) => `${code} ${path}`);
const without = (name: keyof typeof legal, value?: string) => ({ ...whole, legal: { ...legal, [name]: value } });
const withPurpose = (change: object) => ({ ...whole, purposes: [{ ...purpose, ...change }] });

describe("the legal elements of a notice", () => {
  it("are complete in a notice that has each of them [UI-C1]", () => {
    expect(noticeGaps(filled(whole))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["CONTROLLER_NAME_MISSING legal.controller_name", without("controller_name")],
    ["CONTROLLER_NAME_MISSING legal.controller_name", without("controller_name", "  ")],
    ["WITHDRAWAL_LINK_MISSING legal.withdrawal_url", without("withdrawal_url")],
    ["WITHDRAWAL_LINK_MISSING legal.withdrawal_url", without("withdrawal_url", "javascript:alert(1)")],
    ["RIGHTS_LINK_MISSING legal.rights_url", without("rights_url", "/rights")],
    ["COMPLAINT_LINK_MISSING legal.complaint_url", without("complaint_url")],
    ["WITHDRAWAL_LINK_MISSING legal.withdrawal_url", without("withdrawal_url", "http://shop.example/choices")],
    ["RIGHTS_LINK_MISSING legal.rights_url", without("rights_url", "http://localhost:3000/rights")],
    ["COMPLAINT_LINK_MISSING legal.complaint_url", without("complaint_url", "mailto:")],
    ["CONTACT_MISSING dpo_info", { ...whole, dpo_info: { dpo_url: "tel:" } }],
    ["CONTACT_MISSING dpo_info", { ...whole, dpo_info: null }],
    ["CONTACT_MISSING dpo_info", { ...whole, dpo_info: { dpo_email: "nobody" } }],
    ["PURPOSES_MISSING purposes", { ...whole, purposes: [] }],
    ["PURPOSE_NAME_MISSING purposes.0.name", withPurpose({ name: "" })],
    ["PURPOSE_DESCRIPTION_MISSING purposes.0.description", withPurpose({ description: " " })],
    ["DATA_ELEMENTS_MISSING purposes.0.data_elements", withPurpose({ data_elements: [] })],
    [
      "DATA_ELEMENTS_MISSING purposes.0.data_elements",
      withPurpose({ data_elements: [{ ...element, enabled: false }] }),
    ],
    [
      "DATA_ELEMENT_NAME_MISSING purposes.0.data_elements.0.name",
      withPurpose({ data_elements: [{ ...element, name: "" }] }),
    ],
    ["UUID_INVALID purposes.0.uuid", withPurpose({ uuid: "account" })],
    ["UUID_INVALID purposes.0.uuid", withPurpose({ uuid: purposeUuid.replace("8", "B") })],
    ["UUID_REPEATED purposes.1.uuid", { ...whole, purposes: [purpose, purpose] }],
    ["UUID_REPEATED purposes.0.data_elements.1.uuid", withPurpose({ data_elements: [element, element] })],
  ])("%s is the one gap [UI-C1]", (gap, content) => {
    expect(codes(content)).toEqual([gap]);
  });

  it("are all named at once, each with a sentence [UI-C1]", () => {
    const gaps = noticeGaps(filled({ purposes: [{ uuid: purposeUuid }] }));
    expect(gaps.map(({ code }) => code)).toEqual([
      "CONTROLLER_NAME_MISSING",
      "PURPOSE_NAME_MISSING",
      "PURPOSE_DESCRIPTION_MISSING",
      "DATA_ELEMENTS_MISSING",
      "WITHDRAWAL_LINK_MISSING",
      "RIGHTS_LINK_MISSING",
      "COMPLAINT_LINK_MISSING",
      "CONTACT_MISSING",
    ]);
    for (const { message } of gaps) expect(message).toMatch(/\.$/);
  });

  it("may be reached in any of four ways", () => {
    for (const [name, value] of [
      ["grievance_url", "https://shop.example/complaints"],
      ["grievance_email", "help@shop.example"],
      ["dpo_url", "mailto:dpo@shop.example"],
      ["dpo_email", "dpo@shop.example"],
    ] as const)
      expect(codes({ ...whole, dpo_info: { [name]: value } })).toEqual([]);
  });
});

describe("the languages of a notice", () => {
  it("lack each of the 22 that it is not written in [UI-L5]", () => {
    const shortfalls = languageShortfalls(filled(whole));
    expect(shortfalls).toHaveLength(languages.length - 1);
    expect(new Set(shortfalls.map(({ code }) => code))).toEqual(new Set(["LANGUAGE_MISSING"]));
  });

  it("tell a language that is begun from one that is not there, and name its missing words [UI-L5]", () => {
    const words = { purposes: { [purposeUuid]: { name: "खाता", description: "खाता खोलना।" } } };
    const begun = languageShortfalls(filled({ ...whole, supported_languages_and_translations: { Hindi: words } }));
    expect(begun).toContainEqual({
      code: "LANGUAGE_INCOMPLETE",
      path: "supported_languages_and_translations.Hindi",
      message: expect.stringContaining(`data_elements.${elementUuid}`) as string,
    });
    const done = { ...words, data_elements: { [elementUuid]: "नाम" } };
    // A contact's e-mail address needs no words; its label would.
    const hindi = languageShortfalls(
      filled({ ...whole, supported_languages_and_translations: { Hindi: done } }),
    ).filter(({ path }) => path.endsWith("Hindi"));
    expect(hindi).toEqual([]);
  });
});
