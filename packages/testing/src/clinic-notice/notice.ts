import { assamese } from "./assamese.ts";
import { bengali } from "./bengali.ts";
import { bodo } from "./bodo.ts";
import { dogri } from "./dogri.ts";
import { english } from "./english.ts";
import { goanKonkani } from "./goan-konkani.ts";
import { gujarati } from "./gujarati.ts";
import { hindi } from "./hindi.ts";
import { kannada } from "./kannada.ts";
import { kashmiri } from "./kashmiri.ts";
import { maithili } from "./maithili.ts";
import { malayalam } from "./malayalam.ts";
import { manipuri } from "./manipuri.ts";
import { marathi } from "./marathi.ts";
import { nepali } from "./nepali.ts";
import { odia } from "./odia.ts";
import { punjabi } from "./punjabi.ts";
import { sanskrit } from "./sanskrit.ts";
import { santali } from "./santali.ts";
import { sindhi } from "./sindhi.ts";
import { tamil } from "./tamil.ts";
import { telugu } from "./telugu.ts";
import { urdu } from "./urdu.ts";
import type { Notice, Translation } from "@notice-consent/contract";
import { anElement, aNotice, aPurpose } from "../builders/notice.ts";
import { stableUuid } from "../stable-uuid.ts";
import type { ClinicElement, ClinicPurpose, ClinicWords } from "./words.ts";

const site = "https://www.neemclinic.example/privacy";
const choices = `${site}/choices`;

const purposes: readonly { readonly purpose: ClinicPurpose; readonly elements: readonly ClinicElement[] }[] = [
  { purpose: "visits", elements: ["fullName", "mobileNumber", "email"] },
  { purpose: "record", elements: ["illnesses", "testResults"] },
  { purpose: "advice", elements: ["adviceEmail"] },
];
const required: readonly ClinicElement[] = ["fullName", "mobileNumber"];

/** By the name that a notice calls the language. */
const translations: Readonly<Record<string, ClinicWords>> = {
  Assamese: assamese,
  Bengali: bengali,
  Bodo: bodo,
  Dogri: dogri,
  Gujarati: gujarati,
  Hindi: hindi,
  Kannada: kannada,
  Kashmiri: kashmiri,
  "Goan Konkani": goanKonkani,
  Maithili: maithili,
  Malayalam: malayalam,
  Manipuri: manipuri,
  Marathi: marathi,
  Nepali: nepali,
  Odia: odia,
  Punjabi: punjabi,
  Sanskrit: sanskrit,
  Santali: santali,
  Sindhi: sindhi,
  Tamil: tamil,
  Telugu: telugu,
  Urdu: urdu,
};

const purposeUuid = (purpose: string): string => stableUuid(`clinic purpose ${purpose}`);
const elementUuid = (element: string): string => stableUuid(`clinic element ${element}`);

/**
 * A clinic's short notice in English and all 22 languages of the Eighth Schedule: three purposes, six data elements.
 * It names no buttons of its own, so that the interface's words show. No translation is confirmed by a native reader.
 */
export const clinicNotice: Notice = aNotice({
  name: "Clinic visit",
  active_config: {
    ...textsOf(english),
    accept_all_button_text: "",
    confirm_button_text: "",
    decline_button_text: "",
    privacy_policy_url: `${site}/policy`,
    privacy_center_url: site,
    supported_languages_and_translations: Object.fromEntries(
      Object.entries(translations).map(([name, words]) => [name, translationOf(words)]),
    ),
    dpo_info: {
      grievance_text: "",
      grievance_anchor_text: "",
      grievance_url: `${site}/complaint`,
      grievance_email: "",
      grievance_email_connector_text: "",
      dp_board_text: "",
      dp_board_anchor_text: "",
      dp_board_url: `${site}/data-protection-board`,
      dpo_text: "",
      dpo_anchor_text: "",
      dpo_url: "",
      dpo_email: "dpo@neemclinic.example",
    },
    legal: {
      controller_name: "Neem Clinic",
      controller_address: "",
      withdrawal_url: choices,
      rights_url: `${site}/rights`,
      complaint_url: `${site}/complaint`,
    },
  },
  purposes: purposes.map(({ purpose, elements }) =>
    aPurpose({
      uuid: purposeUuid(purpose),
      ...english.purposes[purpose],
      data_elements: elements.map((element) =>
        anElement({
          uuid: elementUuid(element),
          name: english.elements[element],
          required: required.includes(element),
        }),
      ),
    }),
  ),
});

function textsOf(words: ClinicWords) {
  return {
    notice_banner_heading: words.heading,
    notice_text: words.text.replace("<a>", `<a href="${choices}">`),
    additional_text: words.additionalText,
    purpose_section_heading: words.sectionHeading,
    privacy_policy_prefix_text: words.policyPrefix,
    privacy_policy_anchor_text: words.policyAnchor,
    privacy_center_anchor_text: words.centreAnchor,
  };
}

function translationOf(words: ClinicWords): Translation {
  return {
    ...textsOf(words),
    accept_all_button_text: "",
    confirm_button_text: "",
    decline_button_text: "",
    product_privacy_policies_label: "",
    purposes: Object.fromEntries(
      Object.entries(words.purposes).map(([purpose, terms]) => [
        purposeUuid(purpose),
        { ...terms, retention: undefined, recipients: undefined },
      ]),
    ),
    products: {},
    data_elements: Object.fromEntries(
      Object.entries(words.elements).map(([element, name]) => [elementUuid(element), name]),
    ),
    information: undefined,
    dpo_info: undefined,
  };
}
