import Link from "next/link";

import { SiteHeader } from "../parts/site-header.tsx";
import styles from "./not-found.module.css";

export default function NotFound() {
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]}>There is no page at this address</h1>
        <p>
          <Link className="action" data-kind="quiet" href="/">
            Go to the start page
          </Link>
        </p>
      </main>
    </>
  );
}
