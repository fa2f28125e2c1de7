import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";

import type { Account } from "../../../account/account.ts";
import { findAccount, sessionCookieName } from "../../../account/session.ts";
import { readRecordedConsent, type RecordedConsent } from "../../../consent/recorded-consent.ts";
import { needsSecureCookies } from "../../../http/same-origin.ts";
import { ConsentRecordList } from "../../../parts/consent-record.tsx";
import { Moment } from "../../../parts/moment.tsx";
import { SiteHeader } from "../../../parts/site-header.tsx";
import styles from "./dashboard.module.css";

export const metadata: Metadata = { title: "Your account" };

export default async function Page() {
  const name = sessionCookieName(needsSecureCookies(await headers()));
  const account = await findAccount((await cookies()).get(name)?.value);
  if (account === undefined) redirect("/sign-up");
  const consent = await readConsent(account);
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["page"]}>
        <section className={styles["account"]} aria-labelledby="account">
          <h1 id="account" className={styles["title"]}>
            Your account is open, {account.name}.
          </h1>
          <p className={styles["balance"]}>
            <span>Savings account</span>
            <strong>₹0.00</strong>
          </p>
          <dl className={styles["facts"]}>
            <div>
              <dt>Opened</dt>
              <dd>
                <Moment at={account.opened_at} />
              </dd>
            </div>
            <div>
              <dt>E-mail address</dt>
              <dd>{account.email}</dd>
            </div>
            <div>
              <dt>Customer number</dt>
              <dd className={styles["number"]}>{account.id.replace("user_", "")}</dd>
            </div>
          </dl>
        </section>
        <section className={styles["consent"]} aria-labelledby="consent">
          <h2 id="consent">What we may use your data for</h2>
          {consent === undefined ? <Unreadable /> : <Readable consent={consent} />}
        </section>
      </main>
    </>
  );
}

function Readable({ consent: { notice, record } }: { consent: RecordedConsent }) {
  return (
    <>
      <p className={styles["source"]}>
        As our consent record holds it, for version {notice.active_config.version} of “{notice.name}”.
      </p>
      <ConsentRecordList notice={notice} record={record} />
    </>
  );
}

function Unreadable() {
  return (
    <>
      <p>Your consent record cannot be read just now. It has not changed.</p>
      <p>
        <Link href="/dashboard">Read it again</Link>
      </p>
    </>
  );
}

async function readConsent(account: Account): Promise<RecordedConsent | undefined> {
  try {
    return await readRecordedConsent(account.id);
  } catch (error) {
    console.error(`/dashboard: ${error instanceof Error ? error.name : "unknown failure"}`);
    return undefined;
  }
}
