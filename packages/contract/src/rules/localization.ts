import { findLanguage, languages, type Language } from "../language.ts";
import type { DpoInfo, FilledNoticeContent, Notice, Translation } from "../notice.ts";

const translatedTexts = [
  "notice_text",
  "additional_text",
  "accept_all_button_text",
  "confirm_button_text",
  "decline_button_text",
  "privacy_policy_prefix_text",
  "privacy_policy_anchor_text",
  "privacy_center_anchor_text",
  "purpose_section_heading",
  "notice_banner_heading",
] as const satisfies readonly (keyof Translation & keyof Notice["active_config"])[];

const translatedContacts = [
  "grievance_text",
  "grievance_anchor_text",
  "grievance_email_connector_text",
  "dp_board_text",
  "dp_board_anchor_text",
  "dpo_text",
  "dpo_anchor_text",
] as const satisfies readonly (keyof DpoInfo & keyof NonNullable<Translation["dpo_info"]>)[];

/** A notice as far as its words go. */
type WithContent = { readonly active_config: FilledNoticeContent };

/** A language in which the notice has something, and the places where its words are missing. */
export interface LanguageGap {
  readonly language: Language;
  /** Paths of the base texts without a translation, for instance `purposes.<uuid>.name`. */
  readonly missing: readonly string[];
}

/**
 * The languages in which the whole notice can be read: English, then the notice's default, then A to Z.
 * English always means the base texts. A language with any gap is left out, so that no notice is in two languages at once.
 */
export function offeredLanguages(notice: WithContent): Language[] {
  const complete = languageGaps(notice).filter(({ missing }) => missing.length === 0);
  const byName = complete.map(({ language }) => language).sort((a, b) => compare(a.wireName, b.wireName));
  const preferred = findLanguage(notice.active_config.default_language);
  const first = byName.filter(({ tag }) => tag === preferred.tag);
  return [findLanguage("en"), ...first, ...byName.filter(({ tag }) => tag !== preferred.tag)];
}

/** Every translation of the notice with what it lacks, English left out. */
export function languageGaps(notice: WithContent): LanguageGap[] {
  const translations = notice.active_config.supported_languages_and_translations;
  return Object.entries(translations)
    .map(([name, translation]) => ({ language: findLanguage(name), missing: gaps(notice, translation) }))
    .filter(({ language }) => language.tag !== "en");
}

/** The language to open in: the first wanted one that is offered, else the fallback, else English. */
export function pickLanguage(offered: readonly Language[], wanted: readonly string[], fallback: string): Language {
  for (const name of [...wanted, fallback]) {
    if (name === "") continue;
    const found = findLanguage(name);
    const base = found.tag.split("-")[0];
    const match = offered.find(({ tag }) => tag === found.tag) ?? offered.find(({ tag }) => tag === base);
    if (match !== undefined) return match;
  }
  return offered[0] ?? languages[0] ?? findLanguage("en");
}

/**
 * The notice with the words of one language; English means the base texts.
 * Descriptions of data elements have no translation on the wire, so other languages show none.
 */
export function localize(notice: Notice, language: Language): Notice {
  const translation = language.tag === "en" ? undefined : translationOf(notice, language);
  if (translation === undefined) return notice;
  const config = notice.active_config;
  const texts = Object.fromEntries(translatedTexts.map((key) => [key, config[key] === "" ? "" : translation[key]]));
  return {
    ...notice,
    active_config: {
      ...config,
      ...texts,
      purposes: config.purposes.map((purpose) => ({
        ...purpose,
        ...translation.purposes[purpose.uuid],
        data_elements: purpose.data_elements.map((element) => ({
          ...element,
          name: translation.data_elements[element.uuid] ?? element.name,
          description: "",
        })),
      })),
      ...(config.information && {
        information: config.information.map((entry) => ({ ...entry, ...translation.information?.[entry.uuid] })),
      }),
      ...(config.dpo_info && translation.dpo_info ? { dpo_info: { ...config.dpo_info, ...translation.dpo_info } } : {}),
    },
  };
}

function translationOf(notice: Pick<Notice, "active_config">, { tag }: Language): Translation | undefined {
  const entries = Object.entries(notice.active_config.supported_languages_and_translations);
  return entries.find(([name]) => findLanguage(name).tag === tag)?.[1];
}

function gaps({ active_config }: WithContent, translation: Translation): string[] {
  const missing: string[] = translatedTexts.filter((key) => active_config[key] !== "" && translation[key] === "");
  for (const purpose of active_config.purposes) {
    const translated = translation.purposes[purpose.uuid];
    if (purpose.name !== "" && !translated?.name) missing.push(`purposes.${purpose.uuid}.name`);
    if (purpose.description !== "" && !translated?.description) missing.push(`purposes.${purpose.uuid}.description`);
    for (const key of ["retention", "recipients"] as const) {
      if (purpose[key] && !translated?.[key]) missing.push(`purposes.${purpose.uuid}.${key}`);
    }
    for (const { uuid, name, enabled } of purpose.data_elements) {
      if (enabled && name !== "" && !translation.data_elements[uuid]) missing.push(`data_elements.${uuid}`);
    }
  }
  for (const { uuid, name, description } of active_config.information ?? []) {
    const translated = translation.information?.[uuid];
    if (name !== "" && !translated?.name) missing.push(`information.${uuid}.name`);
    if (description !== "" && !translated?.description) missing.push(`information.${uuid}.description`);
  }
  const contacts = active_config.dpo_info;
  for (const key of translatedContacts) {
    if (contacts && contacts[key] !== "" && !translation.dpo_info?.[key]) missing.push(`dpo_info.${key}`);
  }
  return missing;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
