import type { Metadata } from "next";
import Link from "next/link";

import type { Account } from "../../../account/account.ts";
import type { RecordedConsent } from "../../../consent/recorded-consent.ts";
import { ConsentRecordList } from "../../../parts/consent-record.tsx";
import { CustomerMenu } from "../../../parts/customer-menu.tsx";
import { Moment } from "../../../parts/moment.tsx";
import { SiteHeader } from "../../../parts/site-header.tsx";
import { LeftToAsk, Unreadable } from "./closed-account.tsx";
import styles from "./dashboard.module.css";
import { type Gate, readGate } from "./gate.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function Page() {
  const gate = await readGate();
  return (
    <>
      <SiteHeader>
        <CustomerMenu />
      </SiteHeader>
      <Behind gate={gate} />
    </>
  );
}

function Behind({ gate }: { gate: Gate }) {
  switch (gate.status) {
    case "covered":
      return <OpenAccount account={gate.account} consent={gate.consent} />;
    case "left-to-ask":
      return <LeftToAsk consent={gate.consent} />;
    case "unreadable":
      return <Unreadable />;
    default:
      return gate satisfies never;
  }
}

function OpenAccount({ account, consent }: { account: Account; consent: RecordedConsent }) {
  return (
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
        <p className={styles["source"]}>
          As our consent record holds it, for version {consent.notice.active_config.version} of “{consent.notice.name}
          ”.{" "}
          <Link href="/settings" prefetch={false}>
            Change your choices
          </Link>
        </p>
        <ConsentRecordList notice={consent.notice} record={consent.record} />
      </section>
    </main>
  );
}
