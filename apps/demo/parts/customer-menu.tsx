import Link from "next/link";

import styles from "./customer-menu.module.css";

/** Where a customer who is logged in can go from every page. */
export function CustomerMenu() {
  return (
    <nav className={styles["menu"]} aria-label="Your account">
      <Link className={styles["entry"]} href="/dashboard" prefetch={false}>
        Account
      </Link>
      <Link className={styles["entry"]} href="/settings" prefetch={false}>
        Your choices
      </Link>
      <form method="post" action="/api/logout">
        <button className={styles["entry"]} type="submit">
          Log out
        </button>
      </form>
    </nav>
  );
}
