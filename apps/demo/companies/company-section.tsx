import type { ReactNode } from "react";

import styles from "./company-page.module.css";

interface CompanySectionProps {
  readonly id: string;
  readonly heading: string;
  readonly children: ReactNode;
}

/** A part of a company's front page, under a heading of its own. */
export function CompanySection({ id, heading, children }: CompanySectionProps) {
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <h2 id={id} className={styles["heading"]}>
        {heading}
      </h2>
      {children}
    </section>
  );
}
