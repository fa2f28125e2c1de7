const site = "https://www.palashbank.example/privacy";

/** Where the account-opening notice leads, the same in every language. */
export const bankLinks = {
  policy: `${site}/policy`,
  centre: site,
  choices: `${site}/choices`,
  rights: `${site}/rights`,
  complaint: `${site}/complaint`,
  board: `${site}/data-protection-board`,
  privacyEmail: "privacy@palashbank.example",
  grievanceEmail: "grievance@palashbank.example",
  dpoEmail: "dpo@palashbank.example",
} as const;
