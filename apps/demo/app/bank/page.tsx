import Link from "next/link";

import { companies } from "../../companies/company.ts";
import { FlowList } from "../../companies/flow-list.tsx";
import { GrowthFigure } from "../../parts/growth-figure.tsx";
import { SiteHeader } from "../../parts/site-header.tsx";
import styles from "./page.module.css";

const terms = [
  ["Interest", "3.50 % a year, credited every quarter"],
  ["Opening, keeping and closing the account", "₹0"],
  ["Smallest balance", "₹0"],
  ["UPI, IMPS and NEFT transfers", "₹0"],
  ["Debit card", "₹150 a year, if you want one"],
] as const;

const order = [
  [
    "You read what we would like to use your data for",
    <>
      Purpose by purpose, in English, <span lang="hi">हिन्दी</span>, <span lang="ta">தமிழ்</span> or{" "}
      <span lang="ur">اردو</span>.
    </>,
  ],
  ["You choose, and we record your choice", "Nothing is ticked for you. Declining takes one press, like accepting."],
  ["Only then does the form open", "Until that moment you have told us nothing, not even your name."],
] as const;

const flows = [
  ...companies.bank.flows,
  {
    path: "/samples/sign-up",
    name: "Sign up, from the published sample",
    shows: "A component written for another SDK, with its import and the component name changed.",
  },
] as const;

export default function Page() {
  return (
    <>
      <SiteHeader>
        <Link className="action" data-kind="quiet" href="/sign-up">
          Open an account
        </Link>
      </SiteHeader>
      <main id="content" className={styles["page"]}>
        <div className={styles["hero"]}>
          <div className={styles["opening"]}>
            <h1 className={styles["title"]}>A savings account that asks before it takes.</h1>
            <p className={styles["lead"]}>
              3.50 % a year, no smallest balance, no charge for keeping it. And before you type a single detail, we ask
              what we may use it for.
            </p>
            <Link className="action" href="/sign-up">
              Open an account
            </Link>
          </div>
          <GrowthFigure />
        </div>

        <section className={styles["section"]} aria-labelledby="terms">
          <h2 id="terms" className={styles["heading"]}>
            What it pays and what it costs
          </h2>
          <dl className={styles["terms"]}>
            {terms.map(([name, value]) => (
              <div key={name} className={styles["term"]}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>

        <section className={styles["section"]} aria-labelledby="order">
          <h2 id="order" className={styles["heading"]}>
            First the question, then the form
          </h2>
          <ol className={styles["order"]}>
            {order.map(([step, detail]) => (
              <li key={step}>
                <h3>{step}</h3>
                <p>{detail}</p>
              </li>
            ))}
          </ol>
        </section>

        <section className={styles["section"]} aria-labelledby="flows">
          <h2 id="flows" className={styles["heading"]}>
            In this demonstration
          </h2>
          <FlowList flows={flows} />
        </section>
      </main>
    </>
  );
}
