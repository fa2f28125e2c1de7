import type { Metadata } from "next";
import Link from "next/link";

import { companies, companyNames } from "../companies/company.ts";
import { CompanyMark } from "../companies/company-mark.tsx";
import { FlowList } from "../companies/flow-list.tsx";
import styles from "./page.module.css";

export const metadata: Metadata = { title: { absolute: "Three companies that ask first" } };

export default function Page() {
  return (
    <main id="content" className={styles["page"]}>
      <div className={styles["opening"]}>
        <h1 className={styles["title"]}>Three companies that ask first.</h1>
        <p className={styles["lead"]}>
          A bank, a potter and a clinic. Each asks for consent before it takes a single detail, each in its own look,
          and all three with the same few lines of code.
        </p>
      </div>
      {companyNames.map((name) => {
        const { name: title, path, line, flows } = companies[name];
        return (
          <section key={name} className={styles["company"]} data-company={name} aria-labelledby={name}>
            <div className={styles["band"]}>
              <div className={styles["who"]}>
                <CompanyMark company={name} />
                <h2 id={name} className={styles["name"]}>
                  <Link href={path}>{title}</Link>
                </h2>
                <p className={styles["line"]}>{line}</p>
              </div>
              <FlowList flows={flows} />
            </div>
          </section>
        );
      })}
    </main>
  );
}
