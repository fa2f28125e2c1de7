import Link from "next/link";

import { companies, type CompanyName } from "../companies/company.ts";
import { CompanyMark } from "../companies/company-mark.tsx";
import styles from "./site-header.module.css";

interface SiteHeaderProps {
  /** Whose page it is; the bank's unless said otherwise. */
  readonly company?: CompanyName;
  /** Stands at the other end. */
  readonly children?: React.ReactNode;
}

/** A company's name on every page of its own. */
export function SiteHeader({ company = "bank", children }: SiteHeaderProps) {
  const { name, path } = companies[company];
  return (
    <header className={styles["header"]}>
      <Link className={styles["home"]} href={path} prefetch={false}>
        <CompanyMark company={company} />
        {name}
      </Link>
      {children}
    </header>
  );
}
