import { describe, expect, it } from "vitest";
import { english } from "./english.ts";
import { sentence } from "./sentence.ts";
import { hasWords, loadWords, loadedWords } from "./words.ts";

const loadable = ["en", "hi", "ta", "ur"];

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(([name]) => name).sort();

describe("the interface's words", () => {
  it.each(loadable)("has every word in %s [UI-L2]", async (tag) => {
    const { labels } = await loadWords(tag);
    expect(Object.keys(labels)).toEqual(Object.keys(english.labels));
    for (const [key, text] of Object.entries(labels)) expect([key, /\S/u.test(text)]).toEqual([key, true]);
  });

  it.each(loadable)("has the same placeholders as English in %s", async (tag) => {
    const { labels } = await loadWords(tag);
    const found = Object.entries(labels).map(([key, text]) => [key, placeholders(text)]);
    const wanted = Object.entries(english.labels).map(([key, text]) => [key, placeholders(text)]);
    expect(found).toEqual(wanted);
  });

  it.each(loadable)("contains the visible count in the spoken one in %s [UI-X5]", async (tag) => {
    const { labels } = await loadWords(tag);
    const values = { ticked: 3, total: 8, purpose: "X" };
    expect(sentence(labels.countOf, values)).toContain(sentence(labels.count, values));
  });

  it("leaves every language but English to be confirmed by a native reader", async () => {
    const reviewed = await Promise.all(loadable.map(async (tag) => (await loadWords(tag)).reviewed));
    expect(reviewed).toEqual([true, false, false, false]);
  });

  it("has English at once, and no other language before it is asked for [UI-L11]", async () => {
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
