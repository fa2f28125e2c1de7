import type { IdentityConflict } from "@notice-consent/server";
import type { Metadata } from "next";
import { headers } from "next/headers";

import { customerNames, customersOf } from "../../../clinic/customers.ts";
import { familyCookie } from "../../../clinic/patient.ts";
import { conflictTable } from "../../../companies/conflict-table.ts";
import { SiteHeader } from "../../../parts/site-header.tsx";
import styles from "./crm.module.css";
import { PatientList } from "./patient-list.tsx";

export const metadata: Metadata = { title: { absolute: "Patient list · Neem Road Clinic" } };

export default async function Page() {
  const reviews = await readReviews();
  return (
    <div className={styles["whole"]} data-company="clinic" data-whole="">
      <SiteHeader company="clinic" />
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]}>Bring the patient list along</h1>
        <div className={styles["columns"]}>
          <PatientList names={customerNames} />
          <section className={styles["card"]} aria-labelledby="review">
            <h2 id="review">To review</h2>
            {reviews.length === 0 ? (
              <p className={styles["state"]}>Nothing waits for a person’s decision.</p>
            ) : (
              <ul className={styles["reviews"]}>
                {reviews.map(({ name, reason }) => (
                  <li key={`${name} ${reason}`}>
                    <strong>{name}</strong> {reason}
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      </main>
    </div>
  );
}

interface Review {
  readonly name: string;
  readonly reason: string;
}

async function readReviews(): Promise<readonly Review[]> {
  const requestHeaders = await headers();
  const familyId = await familyCookie({ headers: requestHeaders }).read({ headers: requestHeaders });
  if (familyId === undefined) return [];
  const customers = customersOf(familyId);
  const nameOf = (id: string) => customers.find(({ crmId }) => crmId === id)?.name;
  return (await conflictTable.list()).flatMap((conflict) => {
    const name = nameOf(conflict.orgUserId);
    return name === undefined ? [] : [{ name, reason: reasonOf(conflict, nameOf) }];
  });
}

function reasonOf(conflict: IdentityConflict, nameOf: (id: string) => string | undefined): string {
  switch (conflict.kind) {
    case "alias-of-another":
      return `has an identifier that is ${nameOf(conflict.otherOrgUserId) ?? "another patient"}’s already`;
    case "contact-of-another":
      return conflict.field === "email"
        ? "has an e-mail address that is another patient’s"
        : "has a telephone that is another patient’s";
    case "id-of-another":
      return "is filed under a number that is another patient’s";
    default:
      return conflict satisfies never;
  }
}
