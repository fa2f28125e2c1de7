import { createTemporaryIdentity, type TemporaryIdentity } from "@notice-consent/server";

import { companyTables } from "../companies/tables.ts";
import { readEnvironment } from "../env.ts";
import { needsSecureCookies } from "../http/same-origin.ts";

/** Two people of one family, who share a telephone. */
export const familyMembers = ["meera", "kamala"] as const;
export type FamilyMember = (typeof familyMembers)[number];

/** How the clinic knows a person of this demonstration. */
export interface Patient {
  readonly member: FamilyMember;
  /** The clinic's own number of the person, under which everything comes together. */
  readonly orgUserId: string;
  readonly name: string;
  readonly email: string | undefined;
  /** Of the family: a way to reach this person, and nobody's own contact. */
  readonly mobile: string;
}

type Asking = { readonly headers: Pick<Headers, "get"> };

/** The signed cookie that gives each browser of the demonstration a family of its own. */
export function familyCookie({ headers }: Asking): TemporaryIdentity {
  return createTemporaryIdentity({
    secret: readEnvironment().cookieSecret,
    cookieName: "neem_family",
    prefix: "family_",
    secure: needsSecureCookies(headers),
  });
}

/** A person of a browser's family. Contacts are made up from the cookie's id, so no two browsers share any. */
export function patientOf(familyId: string, member: FamilyMember): Patient {
  const id = familyId.replace("family_", "");
  const mobile = `+9190${(Number.parseInt(id.slice(0, 8), 16) % 10 ** 8).toString().padStart(8, "0")}`;
  switch (member) {
    case "meera":
      return {
        member,
        orgUserId: `patient_${id}`,
        name: "Meera Nair",
        email: `meera.${id.slice(0, 13)}@example.com`,
        mobile,
      };
    case "kamala":
      return { member, orgUserId: `patient_${id}_mother`, name: "Kamala Nair", email: undefined, mobile };
    default:
      return member satisfies never;
  }
}

/** Whom the clinic has before it at this browser, as its own server remembers; Meera until another one is chosen. */
export async function selectedPatient(request: Asking): Promise<Patient | undefined> {
  const familyId = await familyCookie(request).read(request);
  if (familyId === undefined) return undefined;
  const { rows } = await (
    await companyTables()
  ).query<{ who: string }>("select who from clinic_choice where browser_id = $1", [familyId]);
  return patientOf(familyId, familyMembers.find((member) => member === rows[0]?.who) ?? "meera");
}

/** The person of this browser's family that a page names, since two tabs may have two before them; else the one chosen last. */
export async function patientOfPage(request: Asking, named: unknown): Promise<Patient | undefined> {
  if (named === undefined) return selectedPatient(request);
  const member = familyMembers.find((known) => known === named);
  const familyId = await familyCookie(request).read(request);
  return member === undefined || familyId === undefined ? undefined : patientOf(familyId, member);
}

/** Remembers whom the clinic has before it. */
export async function selectPatient(familyId: string, member: FamilyMember): Promise<void> {
  await (
    await companyTables()
  ).query(
    "insert into clinic_choice (browser_id, who) values ($1, $2) on conflict (browser_id) do update set who = $2",
    [familyId, member],
  );
}
