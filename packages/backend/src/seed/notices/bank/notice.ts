import type { NoticeContent } from "@notice-consent/contract";
import { english } from "./en.ts";
import { hindi } from "./hi.ts";
import { bankElement, bankInformation, bankPurpose, type BankElementUuid, type BankPurposeUuid } from "./identity.ts";
import { bankLinks } from "./links.ts";
import { bankLogo } from "./logo.ts";
import { tamil } from "./ta.ts";
import { urdu } from "./ur.ts";

/** The notice of a bank that opens a savings account: three purposes it needs, two that are optional. */
export const bankNotice = {
  notice_banner_heading: english.notice_banner_heading,
  notice_text: english.notice_text,
  purpose_section_heading: english.purpose_section_heading,
  additional_text: english.additional_text,
  privacy_policy_prefix_text: english.privacy_policy_prefix_text,
  privacy_policy_anchor_text: english.privacy_policy_anchor_text,
  privacy_policy_url: bankLinks.policy,
  privacy_center_anchor_text: english.privacy_center_anchor_text,
  privacy_center_url: bankLinks.centre,
  accept_all_button_text: english.accept_all_button_text,
  confirm_button_text: english.confirm_button_text,
  decline_button_text: english.decline_button_text,
  logo_url: bankLogo,
  logo_position: "left",
  primary_color: "#2b5c8a",
  secondary_color: "#f4efe9",
  font_preference: "georgia",
  default_language: "English",
  supported_languages_and_translations: { Hindi: hindi, Tamil: tamil, Urdu: urdu },
  purposes: [
    {
      ...purpose(bankPurpose.account),
      data_elements: [
        required(bankElement.fullName),
        required(bankElement.dateOfBirth),
        required(bankElement.address),
        required(bankElement.pan),
        required(bankElement.identityDocument),
        required(bankElement.photograph),
      ],
    },
    {
      ...purpose(bankPurpose.fraud),
      data_elements: [
        required(bankElement.payments),
        required(bankElement.device),
        optional(bankElement.loginLocation),
      ],
    },
    {
      ...purpose(bankPurpose.messages),
      data_elements: [required(bankElement.mobileNumber), optional(bankElement.email)],
    },
    {
      ...purpose(bankPurpose.credit),
      validity_days: 180,
      data_elements: [optional(bankElement.creditReport)],
    },
    {
      ...purpose(bankPurpose.insurance),
      validity_days: 365,
      data_elements: [optional(bankElement.partnerPhone), optional(bankElement.partnerEmail)],
    },
  ],
  information: [{ uuid: bankInformation.reports, ...english.information[bankInformation.reports] }],
  dpo_info: {
    ...english.dpo_info,
    grievance_url: bankLinks.complaint,
    grievance_email: bankLinks.grievanceEmail,
    dp_board_url: bankLinks.board,
    dpo_email: bankLinks.dpoEmail,
  },
  legal: {
    controller_name: "Palash Bank Limited",
    controller_address: "Lotus House, 4th Floor, Residency Road, Bengaluru 560025, Karnataka, India",
    withdrawal_url: bankLinks.choices,
    rights_url: bankLinks.rights,
    complaint_url: bankLinks.complaint,
  },
} satisfies NoticeContent;

function purpose(uuid: BankPurposeUuid) {
  return { uuid, ...english.purposes[uuid] };
}

function required(uuid: BankElementUuid) {
  return { uuid, name: english.data_elements[uuid], enabled: true, required: true };
}

function optional(uuid: BankElementUuid) {
  return { uuid, name: english.data_elements[uuid], enabled: true, required: false };
}
