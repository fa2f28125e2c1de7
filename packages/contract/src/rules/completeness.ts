import { findLanguage, languages } from "../language.ts";
import type { FilledNoticeContent } from "../notice.ts";
import { languageGaps, type LanguageGap } from "./localization.ts";
import { safeLink } from "./safe-link.ts";

/** What a notice can lack, by stable codes. */
export const noticeGapCodes = [
  "CONTROLLER_NAME_MISSING",
  "PURPOSES_MISSING",
  "PURPOSE_NAME_MISSING",
  "PURPOSE_DESCRIPTION_MISSING",
  "DATA_ELEMENTS_MISSING",
  "DATA_ELEMENT_NAME_MISSING",
  "WITHDRAWAL_LINK_MISSING",
  "RIGHTS_LINK_MISSING",
  "COMPLAINT_LINK_MISSING",
  "CONTACT_MISSING",
  "UUID_INVALID",
  "UUID_REPEATED",
  "LANGUAGE_MISSING",
  "LANGUAGE_INCOMPLETE",
] as const;
export type NoticeGapCode = (typeof noticeGapCodes)[number];

/** One thing that a notice lacks, where it belongs, and why it is asked for. */
export interface NoticeGap {
  readonly code: NoticeGapCode;
  /** Dotted path below the content. */
  readonly path: string;
  readonly message: string;
}

/**
 * The legal elements that a notice lacks: who asks, what for and with which data, and the ways to withdraw, to use
 * one's rights, to complain and to reach somebody. Sources: DPDP Act s.5 and s.6(3), DPDP Rules 3; GDPR 13.
 */
export function noticeGaps(content: FilledNoticeContent): NoticeGap[] {
  const { legal, dpo_info: dpo, purposes } = content;
  const gaps: NoticeGap[] = [];
  const require = (present: boolean, code: NoticeGapCode, path: string, message: string): void => {
    if (!present) gaps.push({ code, path, message });
  };
  require(isFilled(
    legal?.controller_name,
  ), "CONTROLLER_NAME_MISSING", "legal.controller_name", "Who asks for the consent.");
  require(purposes.length > 0, "PURPOSES_MISSING", "purposes", "At least one purpose.");
  gaps.push(...purposes.flatMap(purposeGaps), ...uuidGaps(purposes));
  require(isLink(
    legal?.withdrawal_url,
  ), "WITHDRAWAL_LINK_MISSING", "legal.withdrawal_url", "Where consent is withdrawn, as a link.");
  require(isLink(
    legal?.rights_url,
  ), "RIGHTS_LINK_MISSING", "legal.rights_url", "Where people use their rights, as a link.");
  require(isLink(
    legal?.complaint_url,
  ), "COMPLAINT_LINK_MISSING", "legal.complaint_url", "Where people complain to the authority, as a link.");
  const reachable =
    isLink(dpo?.grievance_url) || isLink(dpo?.dpo_url) || isAddress(dpo?.grievance_email) || isAddress(dpo?.dpo_email);
  require(reachable, "CONTACT_MISSING", "dpo_info", "A link or an e-mail address of somebody who answers.");
  return gaps;
}

/** The languages of the table that a notice is not, or not wholly, written in; English is its base text. */
export function languageShortfalls(content: FilledNoticeContent): NoticeGap[] {
  const translated = new Map(languageGaps({ active_config: content }).map((found) => [found.language.tag, found]));
  return languages.flatMap(({ tag, wireName }): NoticeGap[] => {
    if (tag === findLanguage("en").tag) return [];
    const found = translated.get(tag);
    if (found !== undefined) return unspokenLanguages([found]);
    return [{ code: "LANGUAGE_MISSING", path: pathOf(wireName), message: `Not written in ${wireName}.` }];
  });
}

/** The languages that a notice is partly written in, so that it is not offered in them. */
export function unspokenLanguages(found: readonly LanguageGap[]): NoticeGap[] {
  return found.flatMap(({ language: { wireName }, missing }): NoticeGap[] => {
    if (missing.length === 0) return [];
    const message = `Without ${wireName} words: ${missing.join(", ")}.`;
    return [{ code: "LANGUAGE_INCOMPLETE", path: pathOf(wireName), message }];
  });
}

function pathOf(wireName: string): string {
  return `supported_languages_and_translations.${wireName}`;
}

type Purposes = FilledNoticeContent["purposes"];

function purposeGaps(purpose: Purposes[number], index: number): NoticeGap[] {
  const path = `purposes.${index}`;
  const elements = purpose.data_elements ?? [];
  const gaps: NoticeGap[] = [];
  if (!isFilled(purpose.name))
    gaps.push({ code: "PURPOSE_NAME_MISSING", path: `${path}.name`, message: "What the purpose is called." });
  if (!isFilled(purpose.description))
    gaps.push({
      code: "PURPOSE_DESCRIPTION_MISSING",
      path: `${path}.description`,
      message: "The goods, services or uses that the data is for.",
    });
  if (!elements.some(({ enabled }) => enabled))
    gaps.push({
      code: "DATA_ELEMENTS_MISSING",
      path: `${path}.data_elements`,
      message: "The data, itemised: at least one enabled element.",
    });
  for (const [at, { name, enabled }] of elements.entries())
    if (enabled && !isFilled(name))
      gaps.push({
        code: "DATA_ELEMENT_NAME_MISSING",
        path: `${path}.data_elements.${at}.name`,
        message: "What the data element is called.",
      });
  return gaps;
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// A decision names purposes and elements by these, in lower case.
function uuidGaps(purposes: Purposes): NoticeGap[] {
  const seen = new Set<string>();
  const gaps: NoticeGap[] = [];
  const look = (uuid: string, path: string): void => {
    if (!uuidForm.test(uuid)) gaps.push({ code: "UUID_INVALID", path, message: "A uuid in lower case." });
    else if (seen.has(uuid)) gaps.push({ code: "UUID_REPEATED", path, message: "A uuid that stands once." });
    seen.add(uuid);
  };
  for (const [index, { uuid }] of purposes.entries()) look(uuid, `purposes.${index}.uuid`);
  for (const [index, { data_elements }] of purposes.entries()) {
    seen.clear();
    for (const [at, { uuid }] of (data_elements ?? []).entries())
      look(uuid, `purposes.${index}.data_elements.${at}.uuid`);
  }
  return gaps;
}

function isFilled(given: string | undefined): boolean {
  return given !== undefined && given.trim() !== "";
}

function isAddress(given: string | undefined): boolean {
  return given !== undefined && /^[^\s@]+@[^\s@]+$/.test(given.trim());
}

function isLink(given: string | undefined): boolean {
  return given !== undefined && safeLink(given) !== undefined;
}
