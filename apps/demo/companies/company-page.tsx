import Link from "next/link";
import type { ReactNode } from "react";

import { SiteHeader } from "../parts/site-header.tsx";
import { companies, type CompanyName } from "./company.ts";
import styles from "./company-page.module.css";
import { FlowList } from "./flow-list.tsx";

/** What a company's page says besides its line and its flows. */
interface CompanyPageProps {
  readonly company: CompanyName;
  readonly lead: string;
  readonly factsHeading: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** A figure beside the opening. */
  readonly children: ReactNode;
}

/** A company's front page. */
export function CompanyPage({ company, lead, factsHeading, facts, children }: CompanyPageProps) {
  const { line, flows } = companies[company];
  const [first] = flows;
  return (
    <div className={styles["whole"]} data-company={company} data-whole="">
      <SiteHeader company={company} />
      <main id="content" className={styles["page"]}>
        <div className={styles["hero"]}>
          <div className={styles["opening"]}>
            <h1 className={styles["title"]}>{line}</h1>
            <p className={styles["lead"]}>{lead}</p>
            {first !== undefined && (
              <Link className="action" href={first.path}>
                {first.name}
              </Link>
            )}
          </div>
          {children}
        </div>
        <section className={styles["section"]} aria-labelledby="facts">
          <h2 id="facts" className={styles["heading"]}>
            {factsHeading}
          </h2>
          <dl className={styles["facts"]}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className={styles["section"]} aria-labelledby="flows">
          <h2 id="flows" className={styles["heading"]}>
            In this demonstration
          </h2>
          <FlowList flows={flows} />
        </section>
      </main>
    </div>
  );
}
