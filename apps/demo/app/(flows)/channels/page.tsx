import type { Metadata } from "next";

import { SiteHeader } from "../../../parts/site-header.tsx";
import { Channels } from "./channels.tsx";
import styles from "./channels.module.css";

export const metadata: Metadata = { title: { absolute: "Book a visit · Neem Road Clinic" } };

export default function Page() {
  return (
    <div className={styles["whole"]} data-company="clinic" data-whole="">
      <SiteHeader company="clinic" />
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]}>One patient, whichever way you come</h1>
        <p className={styles["lead"]}>
          Meera books on the web, where we know her by her e-mail address, and in our app, where we know her by her
          telephone number. Until somebody tells us, these are two people.
        </p>
        <Channels />
      </main>
    </div>
  );
}
