import { describe, expect, it } from "vitest";
import { demoNotices } from "./notices.ts";

/** Urgency, pressure, shame and double negatives, in the words a notice would use for them. */
const pushyWords: Readonly<Record<string, RegExp>> = {
  English:
    /!|\b(now|hurry|today|immediately|instantly|quick(ly)?|last chance|limited time|miss( out)?|only \d+ left|don['’]t|unfortunately|sadly|sorry|best|exclusive|special|free|recommended?|enjoy|improve your|unlock|cannot not|not un\w+|do not (dis|un)\w+|never not)\b/i,
  Hindi: /!|तुरंत|तत्काल|फ़ौरन|अभी|जल्दी|जल्द|आज ही|मत चूक|अंतिम अवसर|दुर्भाग्य|खेद|विशेष छूट|मुफ़्त|सर्वश्रेष्ठ/u,
  Urdu: /!|فوراً|فوری|ابھی|جلدی|آج ہی|آخری موقع|بدقسمتی|افسوس|مفت|خصوصی|بہترین/u,
  Tamil: /!|உடனே|உடனடி|இப்போதே|இன்றே|விரைந்து|தவறவிட|கடைசி வாய்ப்பு|துரதிர்ஷ்ட|வருந்து|இலவச|சிறந்த|சிறப்புச் சலுகை/u,
};

const acknowledgements = /^(ok(ay)?|got it|fine|yes|no|continue|ठीक( है)?|हाँ|ٹھیک( ہے)?|ہاں|சரி|ஆம்)[.!]?$/iu;

const withdrawalWords: Readonly<Record<string, RegExp>> = {
  English: /withdraw your consent at any time/,
  Hindi: /सहमति कभी भी वापस ले सकते हैं/u,
  Urdu: /رضامندی کسی بھی وقت واپس لے سکتے ہیں/u,
  Tamil: /ஒப்புதலை எப்போது வேண்டுமானாலும் திரும்பப் பெறலாம்/u,
};

const allowedTags = new Set(["p", "strong", "em", "ul", "ol", "li", "br", "a", "h3"]);

const versions = demoNotices.flatMap(({ name, content }) => [
  { name, content, language: "English", words: content },
  ...Object.entries(content.supported_languages_and_translations ?? {}).flatMap(([language, words]) =>
    words === null ? [] : [{ name, content, language, words }],
  ),
]);

describe.each(versions)("$name in $language", ({ content, language, words }) => {
  const markup = { notice_text: words.notice_text ?? "", additional_text: words.additional_text ?? "" };

  it("says before the choices that consent can be withdrawn, and where [UI-C6]", () => {
    expect(markup.notice_text).toMatch(withdrawalWords[language] ?? /^$/);
    expect(markup.notice_text).toContain(`href="${content.legal?.withdrawal_url}"`);
    expect(markup.notice_text).toContain('href="mailto:');
  });

  it("neither urges, pleads nor shames [UI-C7]", () => {
    expect(textsIn(words).filter((text) => (pushyWords[language] ?? /^/).test(text))).toEqual([]);
  });

  it("labels its three actions by what they do, each differently [UI-C7]", () => {
    const labels = [words.decline_button_text, words.confirm_button_text, words.accept_all_button_text];
    expect(new Set(labels).size).toBe(3);
    expect(labels.filter((label) => !label || acknowledgements.test(label))).toEqual([]);
  });

  it("uses only the allowed markup, well nested, with links that leave by https, mailto or tel [UI-C9]", () => {
    for (const html of Object.values(markup)) {
      expect(faultsIn(html)).toEqual([]);
      expect(linksIn(html).filter((href) => !/^(https:\/\/|mailto:|tel:)\S+$/.test(href))).toEqual([]);
    }
    const plain = textsIn({ ...words, notice_text: "", additional_text: "" });
    expect(plain.filter((text) => /[<>]|&\w+;/.test(text))).toEqual([]);
  });

  it("has the structure and the links of the English text [UI-L2]", () => {
    expect(shapeOf(markup.notice_text)).toEqual(shapeOf(content.notice_text ?? ""));
    expect(shapeOf(markup.additional_text)).toEqual(shapeOf(content.additional_text ?? ""));
  });

  it("is set without stray spaces, straight apostrophes or unassigned characters", () => {
    const untidy = textsIn(words).filter((text) => /^\s|\s$| {2}|\s[,.;:،۔؛।]|\w'\w|\p{Cn}|\p{Co}|\uFFFD/u.test(text));
    expect(untidy).toEqual([]);
    expect(textsIn(words).filter((text) => text !== text.normalize("NFC"))).toEqual([]);
  });
});

/** Every text below a value except addresses, colours, fonts, uuids and the language map. */
function textsIn(value: unknown, key = ""): string[] {
  if (/(^uuid|_url|_email|_color|_position|preference|supported_languages)/.test(key)) return [];
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name));
}

function faultsIn(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [tag, closing, name = "", attributes = ""] of html.matchAll(/<(\/?)([a-z0-9]*)([^<>]*)>?/gi)) {
    if (!tag.endsWith(">") || !allowedTags.has(name)) faults.push(tag);
    if (attributes !== "" && !(name === "a" && /^ href="[^"]+"$/.test(attributes))) faults.push(tag);
    if (closing === "" && name !== "br") open.push(name);
    if (closing === "/" && open.pop() !== name) faults.push(tag);
  }
  return [...faults, ...open];
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, href = ""]) => href);
}

function shapeOf(html: string): string[] {
  return html.match(/<[^>]+>/g) ?? [];
}
