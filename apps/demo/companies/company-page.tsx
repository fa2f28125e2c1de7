import Link from "next/link";
import type { ReactNode } from "react";

import { SiteHeader } from "../parts/site-header.tsx";
import { companies, type CompanyName, type Flow } from "./company.ts";
import styles from "./company-page.module.css";
import { CompanySection } from "./company-section.tsx";
import { FlowList } from "./flow-list.tsx";

/** What a company's page says besides its line and its flows. */
interface CompanyPageProps {
  readonly company: CompanyName;
  readonly lead: string;
  readonly factsHeading: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Stands beside the opening. */
  readonly figure: ReactNode;
  /** Stands beside the company's name. */
  readonly menu?: ReactNode;
  /** Flows that are no company's own. */
  readonly moreFlows?: readonly Flow[];
  /** Sections between the facts and the flows. */
  readonly children?: ReactNode;
}

/** A company's front page. */
export function CompanyPage(props: CompanyPageProps) {
  const { company, lead, factsHeading, facts, figure, menu, moreFlows = [], children } = props;
  const { line, flows } = companies[company];
  const [first] = flows;
  return (
    <div className={styles["whole"]} data-company={company} data-whole="">
      <SiteHeader company={company}>{menu}</SiteHeader>
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
          {figure}
        </div>
        <CompanySection id="facts" heading={factsHeading}>
          <dl className={styles["facts"]}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </CompanySection>
        {children}
        <CompanySection id="flows" heading="In this demonstration">
          <FlowList flows={[...flows, ...moreFlows]} />
        </CompanySection>
      </main>
    </div>
  );
}
