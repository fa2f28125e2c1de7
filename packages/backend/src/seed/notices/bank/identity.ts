/** The purposes of the account-opening notice, in the order they are shown. */
export const bankPurpose = {
  account: "3d183104-adc3-4ad2-9c4d-3fa17c48d476",
  fraud: "e06bb662-0d82-49c7-841c-f9cebbece00a",
  messages: "9886a496-f274-44ca-843e-ed585741152e",
  credit: "694d4fbe-ddc2-488a-bbbd-0707493399a3",
  insurance: "92494afb-6308-4680-9c92-82fc75e7b229",
} as const;

/** The data elements of the account-opening notice. */
export const bankElement = {
  fullName: "1c13e8da-ef99-41ec-8cd4-b320ec2aeedd",
  dateOfBirth: "83058ba1-714c-4c70-b416-be02a6432699",
  address: "1c931da9-1511-42de-a891-e9a4bbcb3735",
  pan: "52953b03-e8c1-41d1-9db4-8a40959215e8",
  identityDocument: "9eca9390-6371-4dcc-a5f0-5b5536e3ab18",
  photograph: "2085b9b4-9000-4d81-b705-49a0399e3205",
  payments: "496b785d-9fd8-4742-96b5-178a8008f951",
  device: "f1cd5a07-1435-4d07-8fb7-fe92e5ca6041",
  loginLocation: "8e4a8124-35b6-4755-89f2-7d1f82d928e2",
  mobileNumber: "c1284ae2-25dc-4fe3-8280-c367a35ae8e3",
  email: "8ace6f8b-373e-4ded-9ca7-ab596e701272",
  creditReport: "b1549ca1-022e-4537-b1b6-72c47cb59794",
  partnerPhone: "c341954b-9a4e-49fe-98a2-853f56531a5d",
  partnerEmail: "b31e2480-d83b-4ebf-ab31-51ee1c1c5910",
} as const;

/** What the account-opening notice tells without asking. */
export const bankInformation = {
  reports: "d0c3a7e5-62b1-4f48-9d7c-1e5b8f3a6c04",
} as const;

/** Identifies something that the account-opening notice tells without asking. */
export type BankInformationUuid = (typeof bankInformation)[keyof typeof bankInformation];

/** Identifies a purpose of the account-opening notice. */
export type BankPurposeUuid = (typeof bankPurpose)[keyof typeof bankPurpose];

/** Identifies a data element of the account-opening notice. */
export type BankElementUuid = (typeof bankElement)[keyof typeof bankElement];
