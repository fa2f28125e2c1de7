import type { NoticeContent } from "@notice-consent/contract";

const site = "https://chaakstudio.example/privacy";
const mailbox = "hello@chaakstudio.example";

const account = "15c919c9-0f54-4033-b92e-128e9d0689cc";
const news = "8da582df-5052-4005-812d-3448dacbc313";

const accountEmail = "daa11dd8-7247-45a7-ad41-5758eaa97b7e";
const recipientName = "958a4ab2-62a4-4c8e-acaa-82b293d52a0b";
const deliveryPhone = "c8afbf7c-c16a-40a7-a90a-53c7cf242c61";
const newsletterEmail = "054653e7-344d-43b4-a1be-2592be56d391";
const pastOrders = "1f2f6ffd-572a-4e7a-9577-0c04a2c014fb";

/** The sign-up notice of a small online shop: one required data element, everything else optional. */
export const shopNotice = {
  notice_banner_heading: "Your account with Chaak Studio",
  notice_text: [
    "<p><strong>Chaak Studio LLP</strong> sells hand-thrown pottery. We ask for your consent to use the personal data named below. An account needs your e-mail address; without it we do not make one, but you can order as a guest. The rest is optional.</p>",
    `<p>You can withdraw your consent at any time, as easily as you give it: under <a href="${site}/choices">Account and privacy</a>, or by writing to <a href="mailto:${mailbox}">${mailbox}</a>. We stop within three days. If you withdraw it for the e-mail address, we close the account and still deliver what you have ordered.</p>`,
  ].join(""),
  purpose_section_heading: "What we use, and what for",
  additional_text: `<p>You may ask to see, correct, complete or erase your data, and name a person to act for you, under <a href="${site}/rights">Your data rights</a>. We answer within 15 days.</p>`,
  privacy_policy_prefix_text: "Details are in our",
  privacy_policy_anchor_text: "Privacy Policy",
  privacy_policy_url: `${site}/policy`,
  accept_all_button_text: "Accept all",
  confirm_button_text: "Save choices",
  decline_button_text: "Decline all",
  logo_url: "",
  primary_color: "#8a3b2a",
  secondary_color: "#faf5f0",
  font_preference: "trebuchet ms",
  default_language: "English",
  supported_languages_and_translations: {
    Hindi: {
      notice_banner_heading: "चाक स्टूडियो में आपका खाता",
      notice_text: [
        "<p><strong>चाक स्टूडियो एलएलपी</strong> हाथ से गढ़े मिट्टी के बर्तन बेचता है। हम नीचे बताए गए व्यक्तिगत डेटा के उपयोग के लिए आपकी सहमति माँगते हैं। खाते के लिए आपका ई-मेल पता चाहिए; उसके बिना हम खाता नहीं बनाते, पर आप अतिथि के रूप में ऑर्डर कर सकते हैं। शेष सब वैकल्पिक है।</p>",
        `<p>आप अपनी सहमति कभी भी वापस ले सकते हैं, और यह सहमति देने जितना ही आसान है: <a href="${site}/choices">खाता और गोपनीयता</a> में, या <a href="mailto:${mailbox}">${mailbox}</a> पर लिखकर। हम तीन दिन के भीतर उपयोग बंद कर देते हैं। यदि आप ई-मेल पते के लिए सहमति वापस लेते हैं, तो हम खाता बंद कर देते हैं, पर जो ऑर्डर आप दे चुके हैं, उन्हें पहुँचाते हैं।</p>`,
      ].join(""),
      purpose_section_heading: "हम क्या उपयोग करते हैं, और किसलिए",
      additional_text: `<p>आप <a href="${site}/rights">आपके डेटा अधिकार</a> में अपना डेटा देखने, सुधारने, पूरा करने या मिटाने का अनुरोध कर सकते हैं, और अपनी ओर से कार्य करने वाले व्यक्ति का नाम दे सकते हैं। हम 15 दिन के भीतर उत्तर देते हैं।</p>`,
      privacy_policy_prefix_text: "विस्तृत जानकारी यहाँ है:",
      privacy_policy_anchor_text: "गोपनीयता नीति",
      accept_all_button_text: "सभी स्वीकार करें",
      confirm_button_text: "चयन सहेजें",
      decline_button_text: "सभी अस्वीकार करें",
      purposes: {
        [account]: {
          name: "आपका खाता और ऑर्डर",
          description:
            "इससे आप लॉग-इन कर सकते हैं, ऑर्डर की स्थिति देख सकते हैं और पुराने ऑर्डर ढूँढ सकते हैं। आपका नाम और मोबाइल नंबर कूरियर को दिए जाते हैं; इन्हें यहाँ न देने पर आप इन्हें हर ऑर्डर के साथ भरते हैं।",
        },
        [news]: {
          name: "ई-मेल से समाचार और प्रस्ताव",
          description:
            "इससे हम आपको महीने में अधिकतम दो बार नए बर्तनों, कार्यशालाओं और छूट के बारे में लिखते हैं। सहमति न देने पर हम आपको केवल आपके ऑर्डर के बारे में लिखते हैं।",
        },
      },
      data_elements: {
        [accountEmail]: "खाते के लिए ई-मेल पता",
        [recipientName]: "पार्सल पर लिखा जाने वाला नाम",
        [deliveryPhone]: "डिलीवरी के लिए मोबाइल नंबर",
        [newsletterEmail]: "समाचार पत्र के लिए ई-मेल पता",
        [pastOrders]: "पुराने ऑर्डर, ताकि समाचार उनके अनुरूप हों",
      },
      dpo_info: {
        grievance_text: "अपने डेटा से जुड़ी शिकायत इला भंडारी को भेजें:",
        grievance_anchor_text: "शिकायत प्रपत्र",
        grievance_email_connector_text: "या ई-मेल:",
        dp_board_text: "यदि हमारे उत्तर से मामला न सुलझे, तो आप यहाँ शिकायत कर सकते हैं:",
        dp_board_anchor_text: "भारतीय डेटा संरक्षण बोर्ड",
      },
    },
  },
  purposes: [
    {
      uuid: account,
      name: "Your account and orders",
      description:
        "Lets you log in, follow an order and find past ones. Your name and mobile number go to the courier; if you leave them out here, you enter them with each order.",
      data_elements: [
        { uuid: accountEmail, name: "E-mail address for the account", enabled: true, required: true },
        { uuid: recipientName, name: "Name on the parcel", enabled: true, required: false },
        { uuid: deliveryPhone, name: "Mobile number for delivery", enabled: true, required: false },
      ],
    },
    {
      uuid: news,
      name: "News and offers by e-mail",
      description:
        "Lets us write to you, at most twice a month, about new pots, workshops and discounts. If you leave this out, we write to you about your orders only.",
      data_elements: [
        { uuid: newsletterEmail, name: "E-mail address for the newsletter", enabled: true, required: false },
        { uuid: pastOrders, name: "Past orders, to suit the news to them", enabled: true, required: false },
      ],
    },
  ],
  dpo_info: {
    grievance_text: "You can send a complaint about your data to Ila Bhandari through the",
    grievance_anchor_text: "complaint form",
    grievance_url: `${site}/complaint`,
    grievance_email: mailbox,
    grievance_email_connector_text: "or at",
    dp_board_text: "If our answer does not settle the matter, you may complain to the",
    dp_board_anchor_text: "Data Protection Board of India",
    dp_board_url: `${site}/data-protection-board`,
  },
  legal: {
    controller_name: "Chaak Studio LLP",
    controller_address: "18 Kumharon ki Gali, Jaipur 302002, Rajasthan, India",
    withdrawal_url: `${site}/choices`,
    rights_url: `${site}/rights`,
    complaint_url: `${site}/complaint`,
  },
} satisfies NoticeContent;
