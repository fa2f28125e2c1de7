import { languages } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { english } from "./english.ts";
import type { Labels } from "./labels.ts";
import { sentence } from "./sentence.ts";
import { hasWords, loadWords, loadedWords } from "./words.ts";

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(([name]) => name).sort();

/** Letters and marks of a text that are not of the script; placeholders left out. */
function strangers(text: string, script: string): string[] {
  const own = new RegExp(`[\\p{Script_Extensions=${script}}\\p{Script=Inherited}]`, "u");
  return [...text.replaceAll(/\{\w+\}/gu, "").matchAll(/[\p{L}\p{M}]/gu)]
    .map(([letter]) => letter)
    .filter((letter) => !own.test(letter));
}

describe.each(languages)("the interface's words in $wireName", ({ tag, script, ownName }) => {
  it("are all there [UI-L2] [W57]", async () => {
    const { labels } = await loadWords(tag);
    expect(Object.keys(labels)).toEqual(Object.keys(english.labels));
    expect(Object.entries({ ...labels }).filter(([, text]) => !/\p{L}/u.test(text))).toEqual([]);
  });

  it("have the same placeholders as in English", async () => {
    const { labels } = await loadWords(tag);
    const found = Object.entries({ ...labels }).map(([key, text]) => [key, placeholders(text)]);
    const wanted = Object.entries({ ...english.labels }).map(([key, text]) => [key, placeholders(text)]);
    expect(found).toEqual(wanted);
  });

  it("are written in its script, to the last letter [UI-L2]", async () => {
    const { labels } = await loadWords(tag);
    expect(Object.entries({ ...labels, ownName }).map(([key, text]) => [key, strangers(text, script)])).toEqual(
      Object.keys({ ...labels, ownName }).map((key) => [key, []]),
    );
  });

  it("contain the visible count in the spoken one [UI-X5]", async () => {
    const { labels } = await loadWords(tag);
    const values = { ticked: 3, total: 8, purpose: "X" };
    expect(sentence(labels.countOf, values)).toContain(sentence(labels.count, values));
  });

  it("are tidy: composed, without stray spaces, straight quotes or unassigned characters", async () => {
    const { labels } = await loadWords(tag);
    const texts = Object.values({ ...labels });
    expect(texts.filter((text) => text !== text.normalize("NFC"))).toEqual([]);
    expect(texts.filter((text) => /^\s|\s$| {2}|\s[,.;،۔؛।᱾꯫]|["']|\p{Cn}|\p{Co}|\uFFFD/u.test(text))).toEqual([]);
  });

  it("end their sentences, and only those, as English does", async () => {
    const { labels } = await loadWords(tag);
    const ends = (of: Labels): [string, boolean][] =>
      Object.entries({ ...of }).map(([key, text]) => [key, /[.।۔᱾꯫]$/u.test(text)]);
    expect(ends(labels)).toEqual(ends(english.labels));
  });
});

describe("the interface's words", () => {
  it("leave every language but English to be confirmed by a native reader", async () => {
    const words = await Promise.all(languages.map(async ({ tag }) => ({ tag, ...(await loadWords(tag)) })));
    expect(words.filter(({ reviewed }) => reviewed).map(({ tag }) => tag)).toEqual(["en"]);
  });

  it("differ from language to language", async () => {
    const titles = await Promise.all(languages.map(async ({ tag }) => (await loadWords(tag)).labels.languageChanged));
    expect(new Set(titles).size).toBe(languages.length);
  });

  it("are English at once, and nothing for a language without words [UI-L11]", async () => {
    expect(loadedWords("en")).toBe(english);
    expect(hasWords("hi")).toBe(true);
    expect(hasWords("fr")).toBe(false);
    expect(hasWords("constructor")).toBe(false);
    await expect(loadWords("fr")).rejects.toThrow(RangeError);
  });
});

describe("sentence", () => {
  it("fills placeholders in and leaves unknown ones visible", () => {
    expect(sentence("{ticked} of {total} {more}", { ticked: 0, total: 8 })).toBe("0 of 8 {more}");
  });

  it("takes a value with replacement patterns as it is", () => {
    expect(sentence("for {purpose}", { purpose: "$& {purpose}" })).toBe("for $& {purpose}");
  });
});
