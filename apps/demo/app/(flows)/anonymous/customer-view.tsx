import Link from "next/link";

import { conflictsOf } from "../../../companies/conflict-table.ts";
import { ConsentRecordList } from "../../../parts/consent-record.tsx";
import type { Customer } from "../../../shop/customer.ts";
import { readShopStanding, type Standing } from "../../../shop/standing.ts";
import styles from "./anonymous.module.css";
import { AskCustomer } from "./ask-customer.tsx";

/** The account: what was chosen before it was made, or the question where nothing counts for it yet. */
export async function CustomerView({ customer }: { readonly customer: Customer }) {
  const [standing, conflicts] = await Promise.all([readShopStanding(customer.id), conflictsOf(customer.id)]);
  return (
    <>
      <h1 className={styles["title"]}>Good to see you, {customer.name}.</h1>
      {conflicts.length > 0 && (
        <p className={styles["review"]} role="note">
          What was chosen in this browser before you logged in belongs to another account. We took nothing over from it,
          and a person at the studio will look at it. Your own choices are below.
        </p>
      )}
      <Choices standing={standing} />
    </>
  );
}

function Choices({ standing }: { readonly standing: Standing }) {
  switch (standing.status) {
    case "granted": {
      const { notice, record } = standing.decisions;
      return (
        <section className={styles["record"]} aria-labelledby="record">
          <h2 id="record">Your choices came along</h2>
          <p className={styles["state"]}>As our consent record holds them, for “{notice.name}”.</p>
          <ConsentRecordList notice={notice} record={record} />
        </section>
      );
    }
    case "to-ask":
      return <AskCustomer />;
    case "unreadable":
      return (
        <p>
          Your choices cannot be read just now, and they have not changed.{" "}
          <Link href="/anonymous">Read them again</Link>
        </p>
      );
    default:
      return standing satisfies never;
  }
}
