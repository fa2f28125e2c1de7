/** What the clinic's notice says in one language. */
export interface ClinicWords {
  readonly heading: string;
  /** Markup; `<a>` stands for the link to where consent is withdrawn. */
  readonly text: string;
  readonly sectionHeading: string;
  readonly additionalText: string;
  readonly policyPrefix: string;
  readonly policyAnchor: string;
  readonly centreAnchor: string;
  readonly purposes: Readonly<Record<ClinicPurpose, { readonly name: string; readonly description: string }>>;
  readonly elements: Readonly<Record<ClinicElement, string>>;
}

/** The purposes of the clinic's notice. */
export type ClinicPurpose = "visits" | "record" | "advice";

/** The data elements of the clinic's notice. */
export type ClinicElement = "fullName" | "mobileNumber" | "email" | "illnesses" | "testResults" | "adviceEmail";
