import Link from "next/link";

import styles from "./site-footer.module.css";

/** Says on every page that the companies are made up. */
export function SiteFooter() {
  return (
    <footer className={styles["footer"]}>
      <p>
        Palash Bank, Chaak Studio and Neem Road Clinic are invented for this demonstration. They hold no money, sell
        nothing and treat nobody, and what they record stays on this machine. <Link href="/">All three companies</Link>
      </p>
    </footer>
  );
}
