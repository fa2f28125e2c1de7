import Link from "next/link";

import { CompanyPage } from "../../companies/company-page.tsx";
import { CompanySection } from "../../companies/company-section.tsx";
import { GrowthFigure } from "../../parts/growth-figure.tsx";
import styles from "./order.module.css";

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

const sample = {
  path: "/samples/sign-up",
  name: "Sign up, from the published sample",
  shows: "A component written for another SDK, with its import and the component name changed.",
} as const;

export default function Page() {
  return (
    <CompanyPage
      company="bank"
      lead="3.50 % a year, no smallest balance, no charge for keeping it. And before you type a single detail, we ask what we may use it for."
      factsHeading="What it pays and what it costs"
      facts={terms}
      figure={<GrowthFigure />}
      menu={
        <Link className="action" data-kind="quiet" href="/sign-up">
          Open an account
        </Link>
      }
      moreFlows={[sample]}
    >
      <CompanySection id="order" heading="First the question, then the form">
        <ol className={styles["order"]}>
          {order.map(([step, detail]) => (
            <li key={step}>
              <h3>{step}</h3>
              <p>{detail}</p>
            </li>
          ))}
        </ol>
      </CompanySection>
    </CompanyPage>
  );
}
