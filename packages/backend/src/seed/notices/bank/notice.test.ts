import { describe, expect, it } from "vitest";
import { bankPurpose } from "./identity.ts";
import { bankNotice } from "./notice.ts";

const translations = bankNotice.supported_languages_and_translations;

describe("the bank's notice", () => {
  it("has 5 purposes and 14 data elements", () => {
    expect(bankNotice.purposes).toHaveLength(5);
    expect(bankNotice.purposes.flatMap(({ data_elements }) => data_elements)).toHaveLength(14);
  });

  it("needs data for three purposes and leaves two wholly optional", () => {
    const mandatory = bankNotice.purposes.filter(({ data_elements }) => data_elements.some((e) => e.required));
    expect(mandatory.map(({ uuid }) => uuid)).toEqual([bankPurpose.account, bankPurpose.fraud, bankPurpose.messages]);
  });

  it("mixes required and optional data within a purpose", () => {
    const mixed = bankNotice.purposes.filter(
      ({ data_elements }) => data_elements.some((e) => e.required) && data_elements.some((e) => !e.required),
    );
    expect(mixed.map(({ uuid }) => uuid)).toEqual([bankPurpose.fraud, bankPurpose.messages]);
  });

  it("says when a consent that ends by itself ends, in every language", () => {
    const ending = bankNotice.purposes.filter((purpose) => "validity_days" in purpose);
    expect(ending.map(({ uuid }) => uuid)).toEqual([bankPurpose.credit, bankPurpose.insurance]);
    for (const { uuid, validity_days, description } of ending) {
      const descriptions = Object.values(translations).map(({ purposes }) => purposes[uuid].description);
      for (const text of [description, ...descriptions]) expect(text).toMatch(new RegExp(`\\b${validity_days}\\b`));
    }
  });

  it("is offered in Hindi, Tamil and Urdu beside English [UI-L2]", () => {
    expect(Object.keys(translations)).toEqual(["Hindi", "Tamil", "Urdu"]);
  });

  it.each([
    ["Hindi", /\p{Script=Devanagari}/u, /[?.;]\s*$|[a-z]/i],
    ["Tamil", /\p{Script=Tamil}/u, /[a-z]/i],
    ["Urdu", /\p{Script=Arabic}/u, /[a-z,;?]|[.]\s*$/i],
  ] as const)(
    "is in %s from the first word to the last, in its own script and punctuation",
    (name, script, foreign) => {
      const { purposes, information, data_elements, dpo_info, ...texts } = translations[name];
      const words = [
        ...Object.values(texts),
        ...[...Object.values(purposes), ...Object.values(information)].flatMap((said) => Object.values(said)),
        ...Object.values(data_elements),
        ...Object.values(dpo_info),
      ].map((text) => text.replaceAll(/<[^>]*>/g, " ").replaceAll(/\S+@\S+/g, ""));
      expect(words.filter((text) => !script.test(text))).toEqual([]);
      expect(words.filter((text) => foreign.test(text))).toEqual([]);
    },
  );
});
