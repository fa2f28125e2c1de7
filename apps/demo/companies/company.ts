/** The invented companies that the demo's pages belong to. */
export const companyNames = ["bank", "shop", "clinic"] as const;
export type CompanyName = (typeof companyNames)[number];

/** A way through the demo, as its company would offer it. */
export interface Flow {
  readonly path: `/${string}`;
  /** What a person would press. */
  readonly name: string;
  /** What it shows, for whoever looks at the demo as a demo. */
  readonly shows: string;
}

/** One invented company. */
export interface Company {
  readonly name: string;
  readonly path: `/${CompanyName}`;
  readonly line: string;
  readonly flows: readonly Flow[];
}

/** The companies with their flows. */
export const companies: Readonly<Record<CompanyName, Company>> = {
  bank: {
    name: "Palash Bank",
    path: "/bank",
    line: "A savings account that asks before it takes.",
    flows: [
      {
        path: "/sign-up",
        name: "Open an account",
        shows: "Consent first, under a temporary identity; then the form; then both are linked.",
      },
      {
        path: "/log-in",
        name: "Log in",
        shows: "A consent that is still valid lets the customer in; one that has ended is asked for again.",
      },
      {
        path: "/settings",
        name: "Review your choices",
        shows: "What was agreed to, and a way to change or withdraw it.",
      },
    ],
  },
  shop: {
    name: "Chaak Studio",
    path: "/shop",
    line: "Hand-thrown pottery, fired twelve pieces at a time.",
    flows: [
      {
        path: "/anonymous",
        name: "Look around first",
        shows: "A visitor without an account chooses in the page; what was chosen stays when they register or log in.",
      },
    ],
  },
  clinic: {
    name: "Neem Road Clinic",
    path: "/clinic",
    line: "Your own doctor, three streets away.",
    flows: [
      {
        path: "/channels",
        name: "Book a visit",
        shows: "One person known by e-mail in one place and by phone in another, brought together.",
      },
      {
        path: "/crm",
        name: "Bring the patient list along",
        shows: "A list of customers with what each is known by, synchronised one by one.",
      },
    ],
  },
};
