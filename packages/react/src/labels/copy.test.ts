import { languages, localize } from "@notice-consent/contract";
import { clinicNotice } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { copyFaults, hasCopyList } from "../guard/copy.ts";
import { loadWords } from "./words.ts";

const letters = new Intl.Segmenter();
const lengthOf = (text: string): number => [...letters.segment(text)].length;

describe.each(languages)("the copy in $wireName", (language) => {
  it("neither urges, pleads nor shames, and names each act [UI-C7] [UI-S7]", async () => {
    const { decline, save, accept, ...texts } = (await loadWords(language.tag)).labels;
    expect(copyFaults({ language: language.tag, actions: { decline, save, accept }, texts })).toEqual([]);
    const { notice_text, additional_text, purposes } = localize(clinicNotice, language).active_config;
    const notice = Object.fromEntries(purposes.map(({ uuid, name, description }) => [uuid, `${name} ${description}`]));
    expect(
      copyFaults({ language: language.tag, actions: {}, texts: { ...notice, notice_text, additional_text } }),
    ).toEqual([]);
  });

  it("gives refusing a name no longer or shorter than accepting by more than half, and saving one to match [UI-S4]", async () => {
    const { decline, save, accept, confirmYes, withdrawAll, change } = (await loadWords(language.tag)).labels;
    const refusing = lengthOf(decline) / lengthOf(accept);
    expect(refusing).toBeGreaterThanOrEqual(2 / 3);
    expect(refusing).toBeLessThanOrEqual(3 / 2);
    expect(lengthOf(save)).toBeGreaterThanOrEqual(lengthOf(decline) / 2);
    expect(lengthOf(save)).toBeLessThanOrEqual(lengthOf(decline) * 2);
    expect(new Set([decline, save, accept, confirmYes, withdrawAll, change]).size).toBe(6);
  });

  it("asks whether to send a decision with a question that is the same for every act, and two different answers", async () => {
    const { confirmQuestion, confirmYes, confirmNo } = (await loadWords(language.tag)).labels;
    expect(confirmQuestion).toMatch(/[?؟]$/u);
    expect(confirmYes).not.toBe(confirmNo);
    expect([confirmYes, confirmNo].filter((text) => /[?؟!]/u.test(text))).toEqual([]);
  });
});

it("has no list of urging words yet for four languages, where only marks are found [UI-C7]", () => {
  const without = languages.filter(({ tag }) => !hasCopyList(tag)).map(({ wireName }) => wireName);
  expect(without).toEqual(["Bodo", "Kashmiri", "Manipuri", "Santali"]);
});

describe("the copy lint", () => {
  it.each([
    ["en", "Hurry, last chance"],
    ["hi", "तुरंत स्वीकार करें"],
    ["as", "এতিয়াই গ্ৰহণ কৰক"],
    ["ne", "अहिल्यै स्वीकार गर्नुहोस्"],
    ["or", "ଶୀଘ୍ର ସ୍ୱୀକାର କରନ୍ତୁ"],
    ["sd", "فوري قبول ڪريو"],
    ["mai", "तुरन्त स्वीकार करू"],
    ["gom", "आतांच मानून घेयात"],
    ["sa", "अद्यैव स्वीक्रियताम्"],
    ["doi", "फौरन स्वीकार करो"],
    ["sat", "ᱡᱚᱛᱚ ᱟᱝᱜᱚᱪ ᱢᱮ!"],
  ])("finds what urges in %s", (language, text) => {
    expect(copyFaults({ language, actions: {}, texts: { text } })).toHaveLength(1);
  });
});
