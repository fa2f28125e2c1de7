"use client";

import { SiteHeader } from "../parts/site-header.tsx";
import styles from "./not-found.module.css";

export default function Failure({ reset }: { error: Error; reset: () => void }) {
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["page"]}>
        <h1>This page could not be shown</h1>
        <p>Something failed on our side. Nothing was recorded or changed by it.</p>
        <button type="button" className="action" onClick={reset}>
          Try again
        </button>
      </main>
    </>
  );
}
