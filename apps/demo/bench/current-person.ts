import { createTemporaryIdentity, type TemporaryIdentity } from "@notice-consent/server";

import { findAccount, sessionCookieName } from "../account/session.ts";
import { selectedPatient } from "../clinic/patient.ts";
import { type CompanyName, companyNames, companies } from "../companies/company.ts";
import { companyNotices } from "../companies/notices.ts";
import { temporaryIdentity } from "../consent/temporary-identity.ts";
import { readEnvironment } from "../env.ts";
import { needsSecureCookies } from "../http/same-origin.ts";
import { currentCustomer } from "../shop/session.ts";

type Asking = Pick<Headers, "get">;

/** Whom the bench speaks of. */
export interface CurrentPerson {
  /** The ids that the consent service may know the person by; the company's own for them is the first. */
  readonly orgUserIds: readonly [string, ...string[]];
  /** `patient`: the clinic's server has this person before it, signed in or not. */
  readonly role: "visitor" | "signed-in" | "patient";
}

/**
 * Whose page the browser shows. It decides only which of the browser's own cookies the bench looks at: who a person is,
 * those say, and no page.
 */
export function currentCompany(headers: Asking): CompanyName {
  const path = pathOf(headers.get("referer"));
  const isOf = (name: CompanyName) =>
    companies[name].path === path || companies[name].flows.some((flow) => flow.path === path);
  return companyNames.find(isOf) ?? "bank";
}

/** Who sits before the browser that sends this, by the cookies of the company whose page it shows; nobody without one. */
export async function currentPerson(headers: Asking): Promise<CurrentPerson | undefined> {
  const company = currentCompany(headers);
  switch (company) {
    case "bank":
      return customerElseVisitor(await bankCustomer(headers), temporaryIdentity(headers), headers);
    case "shop":
      return customerElseVisitor(await currentCustomer(headers), shopVisitor(headers), headers);
    case "clinic": {
      const patient = await selectedPatient({ headers });
      if (patient === undefined) return undefined;
      // Until somebody says that they are one, what was decided under each contact is somebody's of its own.
      const contacts = [patient.email, patient.mobile].filter((contact) => contact !== undefined);
      return { orgUserIds: [patient.orgUserId, ...contacts], role: "patient" };
    }
    default:
      return company satisfies never;
  }
}

/** The notice that the company of the page asks with. */
export function currentNotice(headers: Asking): string {
  const company = currentCompany(headers);
  return company === "bank" ? readEnvironment().noticeUuid : companyNotices[company];
}

/** The names of all cookies that came along. */
export function cookieNames(headers: Asking): readonly string[] {
  return (headers.get("cookie") ?? "").split(";").flatMap((pair) => pair.split("=")[0]?.trim() || []);
}

async function customerElseVisitor(
  customer: { readonly id: string } | undefined,
  visitor: TemporaryIdentity,
  headers: Asking,
): Promise<CurrentPerson | undefined> {
  if (customer !== undefined) return { orgUserIds: [customer.id], role: "signed-in" };
  const id = await visitor.read({ headers });
  return id === undefined ? undefined : { orgUserIds: [id], role: "visitor" };
}

function bankCustomer(headers: Asking) {
  return findAccount(cookieIn(headers, sessionCookieName(needsSecureCookies(headers))));
}

/** The visitor's cookie as the shop's `createConsentHandler` signs it. */
function shopVisitor(headers: Asking): TemporaryIdentity {
  const secret = readEnvironment().cookieSecret;
  const secure = needsSecureCookies(headers);
  return createTemporaryIdentity({ secret, cookieName: "chaak_visitor", prefix: "anon_", secure });
}

function pathOf(address: string | null): string | undefined {
  return address !== null && URL.canParse(address) ? new URL(address).pathname : undefined;
}

function cookieIn(headers: Asking, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
