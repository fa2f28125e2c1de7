import Link from "next/link";

import { Mark } from "./mark.tsx";
import styles from "./site-header.module.css";

/** The bank's name on every page; `children` stands at the other end. */
export function SiteHeader({ children }: { children?: React.ReactNode }) {
  return (
    <header className={styles["header"]}>
      <Link className={styles["home"]} href="/" prefetch={false}>
        <Mark />
        Palash Bank
      </Link>
      {children}
    </header>
  );
}
