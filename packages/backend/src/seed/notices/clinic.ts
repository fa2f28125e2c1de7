import type { NoticeContent } from "@notice-consent/contract";

const site = "https://neemroad.example/privacy";
const mailbox = "privacy@neemroad.example";

/** The notice of a doctor's practice that patients reach on the web, in its app and at the counter. */
export const clinicNotice = {
  notice_banner_heading: "Your data at Neem Road Clinic",
  notice_text: [
    "<p><strong>Neem Road Clinic LLP</strong> asks for your consent to use the personal data named below. A visit needs a number to call you back on. The rest is optional.</p>",
    `<p>You can withdraw your consent at any time, as easily as you give it: under <a href="${site}/choices">Your choices</a>, or by writing to <a href="mailto:${mailbox}">${mailbox}</a>.</p>`,
  ].join(""),
  purpose_section_heading: "What we use, and what for",
  additional_text: `<p>You may ask to see, correct, complete or erase your data, and name a person to act for you, under <a href="${site}/rights">Your data rights</a>.</p>`,
  privacy_policy_prefix_text: "Details are in our",
  privacy_policy_anchor_text: "Privacy Policy",
  privacy_policy_url: `${site}/policy`,
  accept_all_button_text: "Accept all",
  confirm_button_text: "Save choices",
  decline_button_text: "Decline all",
  logo_url: "",
  primary_color: "#155a9c",
  secondary_color: "#f1f6fb",
  font_preference: "system-ui",
  default_language: "English",
  supported_languages_and_translations: {},
  purposes: [
    {
      uuid: "5b1f8d0e-93c4-4a6b-8e27-d1f0a4c6b982",
      name: "Your visits",
      description:
        "Lets us book your visits and call you when a time changes. Without it you wait your turn at the door.",
      data_elements: [
        {
          uuid: "e83c2b61-7a0d-4f95-b4d8-20a9f6c1537e",
          name: "Number to call you back on",
          enabled: true,
          required: true,
        },
        { uuid: "0d94f7a3-1c58-4e2b-9b76-8f3e5d02ac41", name: "Reason for the visit", enabled: true, required: false },
      ],
    },
    {
      uuid: "a7260c9d-4e8f-4b13-8d59-6b7e1f94c0d2",
      name: "Reminders",
      description:
        "Lets us remind you of check-ups and vaccinations. If you leave this out, you hear from us about visits alone.",
      data_elements: [
        { uuid: "9f5e1d38-b62a-4c07-a1e4-73d8c0b96f25", name: "Where reminders go", enabled: true, required: false },
      ],
    },
  ],
  dpo_info: {
    grievance_text: "You can send a complaint about your data through the",
    grievance_anchor_text: "complaint form",
    grievance_url: `${site}/complaint`,
    grievance_email: mailbox,
    grievance_email_connector_text: "or to",
    dp_board_text: "If our answer does not settle the matter, you may complain to the",
    dp_board_anchor_text: "Data Protection Board of India",
    dp_board_url: `${site}/data-protection-board`,
  },
  legal: {
    controller_name: "Neem Road Clinic LLP",
    controller_address: "12 Neem Road, Pune 411001, Maharashtra, India",
    withdrawal_url: `${site}/choices`,
    rights_url: `${site}/rights`,
    complaint_url: `${site}/complaint`,
  },
} satisfies NoticeContent;
