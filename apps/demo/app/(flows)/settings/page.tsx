import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { currentAccount } from "../../../account/current-account.ts";
import { readRecordedConsent, type RecordedConsent } from "../../../consent/recorded-consent.ts";
import { ConsentRecordList } from "../../../parts/consent-record.tsx";
import { CustomerMenu } from "../../../parts/customer-menu.tsx";
import { SiteHeader } from "../../../parts/site-header.tsx";
import { Settings } from "./settings.tsx";
import styles from "./settings.module.css";

export const metadata: Metadata = { title: "Your choices" };

/** Open to every customer, also to one whose account stays closed: taking back has to be as easy as giving. */
export default async function Page() {
  const account = await currentAccount();
  if (account === undefined) redirect("/log-in");
  const consent = await readConsent(account.id);
  return (
    <>
      <SiteHeader>
        <CustomerMenu />
      </SiteHeader>
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]} tabIndex={-1}>
          Your choices
        </h1>
        <p className={styles["lead"]}>
          What we may use your data for, as it is on record. Change it or take it back whenever you like. What was done
          before stays lawful, and without the data marked as required your account stays closed.
        </p>
        <div className={styles["acts"]}>
          <Settings />
        </div>
        {consent === undefined ? (
          <p className={styles["unread"]}>
            The record cannot be read just now, because our consent service does not answer. It has not changed.{" "}
            <a href="/settings">Read it again</a>
          </p>
        ) : (
          <section aria-labelledby="record">
            <h2 id="record" className={styles["heading"]}>
              On record for version {consent.notice.active_config.version} of “{consent.notice.name}”
            </h2>
            <ConsentRecordList notice={consent.notice} record={consent.record} />
          </section>
        )}
      </main>
    </>
  );
}

async function readConsent(orgUserId: string): Promise<RecordedConsent | undefined> {
  try {
    return await readRecordedConsent(orgUserId);
  } catch (error) {
    console.error(`/settings: ${error instanceof Error ? error.name : "unknown failure"}`);
    return undefined;
  }
}
