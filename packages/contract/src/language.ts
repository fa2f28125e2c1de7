/** Direction of a script. */
export type Direction = "ltr" | "rtl";

/** One language of the table: English or one of the 22 of the Eighth Schedule. */
export interface Language {
  /** Key in a notice's `supported_languages_and_translations`. */
  readonly wireName: string;
  readonly ownName: string;
  /** BCP-47 tag that a submission sends. */
  readonly tag: string;
  /** Value of the `lang` attribute; adds the script where a language is written in more than one. */
  readonly lang: string;
  /** ISO 15924 script. */
  readonly script: string;
  readonly direction: Direction;
}

/** The languages, English first. Static on purpose: `Intl` renames some of them and differs between engines. */
export const languages: readonly Language[] = [
  language("English", "English", "en", "Latn"),
  language("Assamese", "অসমীয়া", "as", "Beng"),
  language("Bengali", "বাংলা", "bn", "Beng"),
  language("Bodo", "बर’", "brx", "Deva"),
  language("Dogri", "डोगरी", "doi", "Deva"),
  language("Gujarati", "ગુજરાતી", "gu", "Gujr"),
  language("Hindi", "हिन्दी", "hi", "Deva"),
  language("Kannada", "ಕನ್ನಡ", "kn", "Knda"),
  language("Kashmiri", "کٲشُر", "ks", "Arab", "ks-Arab"),
  language("Goan Konkani", "कोंकणी", "gom", "Deva"),
  language("Maithili", "मैथिली", "mai", "Deva"),
  language("Malayalam", "മലയാളം", "ml", "Mlym"),
  language("Manipuri", "ꯃꯤꯇꯩꯂꯣꯟ", "mni-Mtei", "Mtei"),
  language("Marathi", "मराठी", "mr", "Deva"),
  language("Nepali", "नेपाली", "ne", "Deva"),
  language("Odia", "ଓଡ଼ିଆ", "or", "Orya"),
  language("Punjabi", "ਪੰਜਾਬੀ", "pa", "Guru"),
  language("Sanskrit", "संस्कृतम्", "sa", "Deva"),
  language("Santali", "ᱥᱟᱱᱛᱟᱲᱤ", "sat", "Olck"),
  language("Sindhi", "سنڌي", "sd", "Arab", "sd-Arab"),
  language("Tamil", "தமிழ்", "ta", "Taml"),
  language("Telugu", "తెలుగు", "te", "Telu"),
  language("Urdu", "اردو", "ur", "Arab"),
];

const english = languages[0] ?? language("English", "English", "en", "Latn");
const aliases: Readonly<Record<string, string>> = { kok: "gom", mni: "mni-Mtei" };
const rightToLeftScripts = new Set(["Arab"]);
const wellFormedTag = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

function language(wireName: string, ownName: string, tag: string, script: string, lang = tag): Language {
  return { wireName, ownName, tag, lang, script, direction: script === "Arab" ? "rtl" : "ltr" };
}

/**
 * The language that a wire name or a tag means, in any letter case.
 * An unknown but well-formed tag passes through as itself; anything else reads as English.
 */
export function findLanguage(nameOrTag: string): Language {
  const wanted = nameOrTag.trim();
  const folded = wanted.toLowerCase();
  const known = knownLanguage(folded);
  if (known !== undefined) return known;
  if (!wellFormedTag.test(wanted)) return english;
  const base = knownLanguage(folded.split("-")[0] ?? "");
  const script = scriptOf(wanted) ?? base?.script ?? "Latn";
  const direction = rightToLeftScripts.has(script) ? "rtl" : "ltr";
  return {
    wireName: base?.wireName ?? wanted,
    ownName: base?.ownName ?? wanted,
    tag: wanted,
    lang: wanted,
    script,
    direction,
  };
}

function knownLanguage(folded: string): Language | undefined {
  const target = aliases[folded] ?? folded;
  return languages.find(
    ({ wireName, tag, lang }) =>
      wireName.toLowerCase() === target || tag.toLowerCase() === target.toLowerCase() || lang.toLowerCase() === target,
  );
}

function scriptOf(tag: string): string | undefined {
  const part = tag.split("-").find((subtag, index) => index > 0 && /^[a-z]{4}$/i.test(subtag));
  return part === undefined ? undefined : part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();
}
