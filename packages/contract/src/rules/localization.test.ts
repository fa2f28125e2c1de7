import { expect, test } from "vitest";
import * as v from "valibot";
import { findLanguage } from "../language.ts";
import { noticeDetail } from "../notice.ts";
import { languageGaps, localize, offeredLanguages, pickLanguage } from "./localization.ts";

const hindi = {
  notice_banner_heading: "शीर्षक",
  purposes: { p: { name: "नाम", description: "विवरण" } },
  data_elements: { e: "ईमेल" },
  dpo_info: { dpo_text: "अधिकारी" },
};

function notice(translations: object, over: object = {}) {
  return v.parse(noticeDetail, {
    uuid: "n",
    active_config: {
      notice_banner_heading: "Heading",
      default_language: "Hindi",
      dpo_info: { dpo_text: "Officer", dpo_email: "dpo@example.com" },
      purposes: [
        {
          uuid: "p",
          name: "Name",
          description: "Description",
          data_elements: [{ uuid: "e", name: "E-mail", description: "Detail", enabled: true }],
        },
      ],
      supported_languages_and_translations: translations,
      ...over,
    },
  });
}

test("a complete language is offered, English first, the default second [UI-L1]", () => {
  const offered = offeredLanguages(notice({ Urdu: hindi, Hindi: hindi, Bengali: hindi }));
  expect(offered.map(({ tag }) => tag)).toEqual(["en", "hi", "bn", "ur"]);
});

test.each([
  ["the heading", { ...hindi, notice_banner_heading: "" }, "notice_banner_heading"],
  ["a purpose's name", { ...hindi, purposes: { p: { description: "विवरण" } } }, "purposes.p.name"],
  ["a purpose's description", { ...hindi, purposes: { p: "नाम" } }, "purposes.p.description"],
  ["a data element", { ...hindi, data_elements: {} }, "data_elements.e"],
  ["a contact", { ...hindi, dpo_info: {} }, "dpo_info.dpo_text"],
])("a language without %s is left out and the gap is named [UI-L2]", (_, translation, path) => {
  const incomplete = notice({ Hindi: translation });
  expect(offeredLanguages(incomplete).map(({ tag }) => tag)).toEqual(["en"]);
  expect(languageGaps(incomplete)).toEqual([{ language: findLanguage("hi"), missing: [path] }]);
});

test("what else a notice says of its purposes, and what needs no consent, is translated with it [UI-L2]", () => {
  const [purpose] = notice({}).active_config.purposes;
  const over = {
    purposes: [{ ...purpose, retention: "Kept for a year.", recipients: "Shared with Acme." }],
    information: [{ uuid: "i", name: "Fraud checks", description: "The law asks for them." }],
  };
  const words = { name: "नाम", description: "विवरण", retention: "एक वर्ष", recipients: "एक्मे" };
  const information = { i: { name: "जाँच", description: "क़ानून" } };
  const complete = { ...hindi, purposes: { p: words }, information };
  const missing = (translation: object) => languageGaps(notice({ Hindi: translation }, over))[0]?.missing;
  expect(missing(complete)).toEqual([]);
  expect(missing({ ...complete, purposes: hindi.purposes })).toEqual(["purposes.p.retention", "purposes.p.recipients"]);
  expect(missing({ ...complete, information: {} })).toEqual(["information.i.name", "information.i.description"]);
  const shown = localize(notice({ Hindi: complete }, over), findLanguage("hi")).active_config;
  expect(shown.purposes).toMatchObject([words]);
  expect(shown.information).toEqual([{ uuid: "i", ...information.i }]);
});

test("the shown notice is wholly in one language, addresses aside [UI-L2]", () => {
  const shown = localize(notice({ Hindi: hindi }), findLanguage("hi"));
  expect(shown.active_config).toMatchObject({
    notice_banner_heading: "शीर्षक",
    purposes: [{ name: "नाम", description: "विवरण", data_elements: [{ name: "ईमेल", description: "" }] }],
    dpo_info: { dpo_text: "अधिकारी", dpo_email: "dpo@example.com" },
  });
});

test("English is always the base text, even beside an English translation [W57]", () => {
  const base = notice({ English: { ...hindi, notice_banner_heading: "Another heading" } });
  expect(localize(base, findLanguage("en"))).toBe(base);
  expect(offeredLanguages(base)).toHaveLength(1);
});

test("a translation never changes which purposes and elements there are [UI-L3]", () => {
  const base = notice({ Hindi: { ...hindi, purposes: { ...hindi.purposes, stranger: "x" } } });
  const shape = (of: typeof base) =>
    of.active_config.purposes.map(({ uuid, data_elements }) => [
      uuid,
      data_elements.map((element) => [element.uuid, element.required]),
    ]);
  expect(shape(localize(base, findLanguage("hi")))).toEqual(shape(base));
});

test.each([
  [["ta", "hi-IN"], "ur", "hi"],
  [["fr"], "ur", "ur"],
  [["fr"], "", "en"],
  [["", "UR"], "", "ur"],
])("of %j with the fallback %j the language %s is picked [UI-L1]", (wanted, fallback, tag) => {
  const offered = offeredLanguages(notice({ Hindi: hindi, Urdu: hindi }));
  expect(pickLanguage(offered, wanted, fallback).tag).toBe(tag);
});
