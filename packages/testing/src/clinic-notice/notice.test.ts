import { languages, languageShortfalls, localize, noticeGaps, offeredLanguages } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { clinicNotice } from "./notice.ts";

const config = clinicNotice.active_config;

describe("the clinic's notice", () => {
  it("is complete in English and in all 22 languages [UI-L5] [W57]", () => {
    expect(noticeGaps(config)).toEqual([]);
    expect(languageShortfalls(config)).toEqual([]);
    expect(new Set(offeredLanguages(clinicNotice))).toEqual(new Set(languages));
  });

  it("has three purposes and six data elements, two of them required", () => {
    const elements = config.purposes.flatMap(({ data_elements }) => data_elements);
    expect(config.purposes).toHaveLength(3);
    expect(elements).toHaveLength(6);
    expect(elements.filter(({ required }) => required)).toHaveLength(2);
  });

  it.each(languages)("is written in one script in $wireName, brand and addresses aside [UI-L2]", (language) => {
    const shown = localize(clinicNotice, language).active_config;
    const own = new RegExp(`[\\p{Script_Extensions=${language.script}}\\p{Script=Inherited}]`, "u");
    const letters = [
      ...textsOf(shown)
        .join(" ")
        .replaceAll(/<[^>]+>/gu, "")
        .matchAll(/[\p{L}\p{M}]/gu),
    ];
    expect(letters.length).toBeGreaterThan(400);
    expect(letters.filter(([letter]) => !own.test(letter)).map(([letter]) => letter)).toEqual([]);
  });

  it.each(languages)("says in $wireName how to withdraw, with the markup of the English text [UI-C6]", (language) => {
    const { notice_text } = localize(clinicNotice, language).active_config;
    expect(notice_text.match(/<[^>]+>/gu)).toEqual(config.notice_text.match(/<[^>]+>/gu));
    expect(notice_text).toContain(`href="${config.legal?.withdrawal_url}"`);
  });
});

function textsOf({ purposes, ...shown }: typeof config): string[] {
  return [
    shown.notice_banner_heading,
    shown.notice_text,
    shown.additional_text,
    shown.purpose_section_heading,
    shown.privacy_policy_prefix_text,
    shown.privacy_policy_anchor_text,
    shown.privacy_center_anchor_text,
    ...purposes.flatMap(({ name, description, data_elements }) => [
      name,
      description,
      ...data_elements.map((element) => element.name),
    ]),
  ];
}
