import type { Metadata } from "next";

import { SiteHeader } from "../../../parts/site-header.tsx";
import SignUpPage from "./sample-sign-up.tsx";
import styles from "./sample.module.css";

export const metadata: Metadata = { title: "Sign up, from the published sample" };

export default function Page() {
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["sample"]}>
        <SignUpPage />
      </main>
    </>
  );
}
