import type { Metadata } from "next";
import Link from "next/link";

import { SiteHeader } from "../../../parts/site-header.tsx";
import styles from "../sign-up/sign-up.module.css";
import { LogIn } from "./log-in.tsx";

export const metadata: Metadata = { title: "Log in" };

export default function Page() {
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]} tabIndex={-1}>
          Log in
        </h1>
        <p className={styles["lead"]}>
          If something about your consent has changed since your last visit, we ask before we show your account.
        </p>
        <LogIn />
        <p className={styles["lead"]}>
          No account yet? <Link href="/sign-up">Open one</Link>.
        </p>
      </main>
    </>
  );
}
