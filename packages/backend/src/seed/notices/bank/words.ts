import type { BankElementUuid, BankInformationUuid, BankPurposeUuid } from "./identity.ts";

/** What is said of a purpose. */
export interface BankTerms {
  readonly name: string;
  readonly description: string;
  readonly retention: string;
  readonly recipients?: string;
}

/**
 * Every word of the account-opening notice in one language.
 * English fills the notice itself, each other language its translation, so that none can lack a text.
 */
export interface BankWords {
  readonly notice_banner_heading: string;
  readonly notice_text: string;
  readonly purpose_section_heading: string;
  readonly additional_text: string;
  readonly privacy_policy_prefix_text: string;
  readonly privacy_policy_anchor_text: string;
  readonly privacy_center_anchor_text: string;
  readonly accept_all_button_text: string;
  readonly confirm_button_text: string;
  readonly decline_button_text: string;
  readonly purposes: Readonly<Record<BankPurposeUuid, BankTerms>>;
  readonly information: Readonly<Record<BankInformationUuid, { readonly name: string; readonly description: string }>>;
  readonly data_elements: Readonly<Record<BankElementUuid, string>>;
  readonly dpo_info: {
    readonly grievance_text: string;
    readonly grievance_anchor_text: string;
    readonly grievance_email_connector_text: string;
    readonly dp_board_text: string;
    readonly dp_board_anchor_text: string;
    readonly dpo_text: string;
    readonly dpo_anchor_text: string;
  };
}
