import { expect, test } from "vitest";
import { findLanguage, languages } from "./language.ts";

test("there are English and the 22 languages of the Eighth Schedule [W57]", () => {
  expect(languages).toHaveLength(23);
  expect(languages[0]?.tag).toBe("en");
  expect(new Set(languages.map(({ tag }) => tag)).size).toBe(23);
});

test("Urdu, Kashmiri and Sindhi run from right to left, and no other does [W57]", () => {
  const rightToLeft = languages.filter(({ direction }) => direction === "rtl").map(({ wireName }) => wireName);
  expect(rightToLeft).toEqual(["Kashmiri", "Sindhi", "Urdu"]);
});

test.each([
  ["Hindi", "hi", "ltr"],
  ["hindi", "hi", "ltr"],
  ["HI", "hi", "ltr"],
  ["EN", "en", "ltr"],
  ["kok", "gom", "ltr"],
  ["mni", "mni-Mtei", "ltr"],
  ["ur", "ur", "rtl"],
  ["ks-Deva", "ks-Deva", "ltr"],
  ["sd-Arab", "sd", "rtl"],
  ["en-IN", "en-IN", "ltr"],
  ["fr", "fr", "ltr"],
  ["not a language", "en", "ltr"],
  ["", "en", "ltr"],
])("%j means the tag %s, read %s [W57]", (given, tag, direction) => {
  expect(findLanguage(given)).toMatchObject({ tag, direction });
});
