import { bankElement, bankInformation, bankPurpose } from "./identity.ts";
import { bankLinks } from "./links.ts";
import type { BankWords } from "./words.ts";

/** The account-opening notice in English. */
export const english: BankWords = {
  notice_banner_heading: "Consent for your savings account",
  notice_text: [
    "<p><strong>Palash Bank Limited</strong> (“the Bank”, “we”) asks for your consent to process personal data about you when you open a savings account and while you hold it. Each purpose below names the data it needs. We use the data for the purposes you agree to and for no other.</p>",
    "<p>You choose purpose by purpose, and item by item. The account cannot be opened or kept safe without the data marked as required: if you leave any of it out, we cannot continue the application, and we keep only a record of your choice. Everything else is optional. Leaving it out changes neither the account nor its interest rate and charges.</p>",
    "<h3>You can withdraw your consent at any time</h3>",
    `<p>Withdrawing consent is as easy as giving it. Open <a href="${bankLinks.choices}">Privacy choices</a> on our website or in the mobile app, write to <a href="mailto:${bankLinks.privacyEmail}">${bankLinks.privacyEmail}</a>, or ask at any branch. We stop processing the data for that purpose within seven days, except for data that a law obliges us to keep. What we did before you withdrew remains lawful. If you withdraw consent to required data, we close the account and pay its balance to you.</p>`,
  ].join(""),
  purpose_section_heading: "Purposes and the data they use",
  additional_text: [
    "<h3>Your rights</h3>",
    "<p>You may ask us</p>",
    "<ul>",
    "<li>for a summary of your personal data, of what we do with it, and of everyone we have shared it with;</li>",
    "<li>to correct, complete, update or erase it;</li>",
    "<li>to record the name of a person who may use these rights if you die, or can no longer use them yourself.</li>",
    "</ul>",
    `<p>Use the page <a href="${bankLinks.rights}">Your data rights</a> or ask at any branch. We answer within 30 days.</p>`,
    "<h3>How long we keep the data</h3>",
    "<p>We keep it while the account is open. After that, the Prevention of Money-Laundering Act, 2002, obliges us to keep identity records for five years from the closing of the account, and the record of each transaction for five years from its date. Data for an optional purpose is erased when your consent to it ends, unless another purpose you have agreed to needs it.</p>",
    "<p>This notice is given under section 5 of the Digital Personal Data Protection Act, 2023. Any branch can give it to you in each language of the Eighth Schedule to the Constitution.</p>",
  ].join(""),
  privacy_policy_prefix_text: "How we protect the data and whom we share it with is set out in our",
  privacy_policy_anchor_text: "Privacy Policy",
  privacy_center_anchor_text: "Open the Privacy Centre",
  accept_all_button_text: "Accept all",
  confirm_button_text: "Save choices",
  decline_button_text: "Decline all",
  purposes: {
    [bankPurpose.account]: {
      name: "Opening and running the account",
      description:
        "Lets us check your identity, open your savings account, and carry out deposits, withdrawals and transfers. We check your identity with the Central KYC Records Registry and with the authority that issued your document. Without this data the account cannot be opened.",
      retention: "Kept while the account is open and for five years after it closes.",
      recipients: "Shared with the Central KYC Records Registry.",
    },
    [bankPurpose.fraud]: {
      name: "Protecting the account against fraud",
      description:
        "Lets us recognise payments and log-ins that you did not make, and stop them before money leaves the account. An automatic check may hold a payment until you confirm it. Without the required data the account cannot be run; without your location we may ask you to confirm a log-in more often.",
      retention: "Kept for five years from the date of each payment or log-in.",
    },
    [bankPurpose.messages]: {
      name: "Service messages by SMS and e-mail",
      description:
        "Lets us send you one-time passwords, an alert for each transaction, and your statements. These messages carry no advertising. The account needs a mobile number; without an e-mail address you find your statements in the app and at your branch.",
      retention: "Kept while the account is open.",
    },
    [bankPurpose.credit]: {
      name: "Credit-bureau check for a card offer",
      description:
        "Lets us obtain your credit report once from a licensed credit bureau, and decide whether we can offer you a credit card and with what limit. The enquiry is entered in your credit report. Consent ends after 180 days. Without it the account opens as usual, and we make no card offer.",
      retention: "Erased when your consent ends.",
      recipients: "Sent to one licensed credit bureau.",
    },
    [bankPurpose.insurance]: {
      name: "Offers from our insurance partners",
      description:
        "Lets us give your contact details to Banyan Life Insurance and Tamarind General Insurance, who may tell you about life, health and home cover and may use the details for nothing else. Consent ends after 365 days. Without it the account stays the same, and the partners do not contact you.",
      retention: "Erased when your consent ends.",
      recipients: "Given to Banyan Life Insurance and Tamarind General Insurance.",
    },
  },
  information: {
    [bankInformation.reports]: {
      name: "Reports that the law requires",
      description:
        "We report interest and certain transactions to the tax authorities and to the Financial Intelligence Unit, because laws oblige us to. Your choices do not change this.",
    },
  },
  data_elements: {
    [bankElement.fullName]: "Full name",
    [bankElement.dateOfBirth]: "Date of birth",
    [bankElement.address]: "Residential address",
    [bankElement.pan]: "PAN (Permanent Account Number)",
    [bankElement.identityDocument]: "Copy of Aadhaar, passport or voter card",
    [bankElement.photograph]: "Photograph",
    [bankElement.payments]: "Payments into and out of the account",
    [bankElement.device]: "Device model and identifier",
    [bankElement.loginLocation]: "Approximate location at log-in",
    [bankElement.mobileNumber]: "Mobile number",
    [bankElement.email]: "E-mail address",
    [bankElement.creditReport]: "Credit report and score",
    [bankElement.partnerPhone]: "Name and mobile number (for calls)",
    [bankElement.partnerEmail]: "Name and e-mail address (for written offers)",
  },
  dpo_info: {
    grievance_text:
      "You can send a complaint about your personal data to our Grievance Officer, Ms Meera Nair, through the",
    grievance_anchor_text: "complaint form",
    grievance_email_connector_text: "or at",
    dp_board_text:
      "If our answer does not settle the matter, or none reaches you within 30 days, you may complain to the",
    dp_board_anchor_text: "Data Protection Board of India",
    dpo_text: "For questions about this notice, write to our",
    dpo_anchor_text: "Data Protection Officer, Mr Arvind Rao",
  },
};
