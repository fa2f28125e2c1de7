import type { NoticeContent } from "@notice-consent/contract";
import { awayServices } from "./stress-away.ts";
import { homeServices } from "./stress-home.ts";
import { aspects, type Service, type Use } from "./stress-vocabulary.ts";

const site = "https://www.meridianhome.example/privacy";
const elementsPerPurpose = 20;
const services = [...homeServices, ...awayServices];

/** A notice of 50 purposes and 1,000 data elements, for measuring; the same at every call and on every machine. */
export const stressNotice = {
  notice_banner_heading: "Consent for all services of Meridian Home",
  notice_text: [
    "<p><strong>Meridian Home Limited</strong> asks for your consent to process personal data for ten household services at once: 50 purposes and 1,000 data elements. The company is invented. Its notice is this long so that reading, choosing and saving can be measured.</p>",
    "<p>Each service needs one item, which is marked as required; without it that service is not available. Everything else is optional.</p>",
    `<p>You can withdraw your consent at any time, as easily as you give it: under <a href="${site}/choices">Privacy choices</a>, or by writing to <a href="mailto:privacy@meridianhome.example">privacy@meridianhome.example</a>. We stop within seven days.</p>`,
  ].join(""),
  purpose_section_heading: "Purposes and the data they use",
  additional_text: `<p>You may ask for a summary of your data, have it corrected, completed or erased, and name a person to act for you, under <a href="${site}/rights">Your data rights</a>. We answer within 30 days.</p>`,
  privacy_policy_prefix_text: "How we protect the data and whom we share it with is set out in our",
  privacy_policy_anchor_text: "Privacy Policy",
  privacy_policy_url: `${site}/policy`,
  privacy_center_anchor_text: "Open the Privacy Centre",
  privacy_center_url: site,
  accept_all_button_text: "Accept all",
  confirm_button_text: "Save choices",
  decline_button_text: "Decline all",
  logo_url: "",
  primary_color: "#3d5a80",
  secondary_color: "#f3f5f8",
  font_preference: "arial",
  default_language: "English",
  supported_languages_and_translations: {},
  purposes: services.flatMap((service, serviceIndex) =>
    service.uses.map((use, useIndex) => purpose(service, use, serviceIndex * service.uses.length + useIndex)),
  ),
  dpo_info: {
    grievance_text: "You can send a complaint about your personal data to our Grievance Officer through the",
    grievance_anchor_text: "complaint form",
    grievance_url: `${site}/complaint`,
    grievance_email: "grievance@meridianhome.example",
    grievance_email_connector_text: "or at",
    dp_board_text: "If our answer does not settle the matter, you may complain to the",
    dp_board_anchor_text: "Data Protection Board of India",
    dp_board_url: `${site}/data-protection-board`,
    dpo_text: "For questions about this notice, write to our",
    dpo_anchor_text: "Data Protection Officer",
    dpo_email: "dpo@meridianhome.example",
  },
  legal: {
    controller_name: "Meridian Home Limited",
    controller_address: "7 Harbour Row, Kochi 682001, Kerala, India",
    withdrawal_url: `${site}/choices`,
    rights_url: `${site}/rights`,
    complaint_url: `${site}/complaint`,
  },
} satisfies NoticeContent;

function purpose(service: Service, use: Use, index: number) {
  const basic = use === service.uses[0];
  const refusal = basic
    ? `Without the required item, ${service.withoutRequired}.`
    : `If you decline this, ${service.withoutOptional}.`;
  return {
    uuid: numberedUuid("8000", index),
    name: use.name,
    description: `Lets us ${use.enables}. ${refusal}`,
    data_elements: elementNames(use).map((name, position) => ({
      uuid: numberedUuid("9000", index * elementsPerPurpose + position),
      name,
      enabled: true,
      required: basic && position === 0,
    })),
  };
}

function elementNames({ topics }: Use): string[] {
  return Object.entries(topics).flatMap(([topic, kind]) => aspects[kind].map((aspect) => `${topic}: ${aspect}`));
}

/** A v4-shaped uuid that tells its number; the variant group keeps purposes and elements apart. */
function numberedUuid(group: "8000" | "9000", index: number): string {
  return `57e55000-0000-4000-${group}-${(index + 1).toString(16).padStart(12, "0")}`;
}
