import type { ClinicWords } from "./words.ts";

/** The clinic's notice in English. */
export const english: ClinicWords = {
  heading: "Your data at Neem Clinic",
  text: "<p>Neem Clinic asks for your consent before it uses your personal data. You choose each purpose on its own.</p><p>You can withdraw your consent at any time, as easily as you give it, under <a>Privacy choices</a>.</p>",
  sectionHeading: "What we ask for",
  additionalText: "<p>We erase the data when a purpose has ended or you withdraw your consent to it.</p>",
  policyPrefix: "How we protect your data is set out in our",
  policyAnchor: "privacy policy",
  centreAnchor: "Privacy centre",
  purposes: {
    visits: {
      name: "Your appointments",
      description: "Lets us book your visits and remind you of them. Without the required data we cannot book a visit.",
    },
    record: { name: "Your medical record", description: "Lets your doctor read your medical record and add to it." },
    advice: {
      name: "Health advice by e-mail",
      description: "Lets us send you advice on staying well, at most once a month.",
    },
  },
  elements: {
    fullName: "Full name",
    mobileNumber: "Mobile number",
    email: "E-mail address",
    illnesses: "Illnesses and medicines",
    testResults: "Test results",
    adviceEmail: "E-mail address",
  },
};
