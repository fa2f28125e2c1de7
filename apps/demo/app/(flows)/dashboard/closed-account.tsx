import type { ReactNode } from "react";

import { reasonOf } from "../../../consent/reason.ts";
import type { RecordedConsent } from "../../../consent/recorded-consent.ts";
import { ConsentRecordList } from "../../../parts/consent-record.tsx";
import { AskAgain } from "./ask-again.tsx";
import styles from "./closed-account.module.css";

/** In place of an account whose customer is still to be asked: why, and the way to the notice. */
export function LeftToAsk({ consent }: { consent: RecordedConsent }) {
  return (
    <Closed heading="Your account stays closed for now">
      <p>{reasonOf(consent)} Until you have granted the data marked as required, we show and move nothing.</p>
      <div>
        <AskAgain />
      </div>
      <section className={styles["record"]} aria-labelledby="record">
        <h2 id="record">What is on record</h2>
        <ConsentRecordList notice={consent.notice} record={consent.record} />
      </section>
    </Closed>
  );
}

/** In place of an account about which the consent service says nothing. */
export function Unreadable() {
  return (
    <Closed heading="Your account cannot be shown just now">
      <p>
        Our consent service does not answer, and without its word we show no account. Your money and your choices are as
        you left them.
      </p>
      <p>
        {/* A whole load: what was read before must not stand in for an answer. */}
        <a className="action" href="/dashboard">
          Try again
        </a>
      </p>
    </Closed>
  );
}

function Closed({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <main id="content" className={styles["page"]}>
      <h1 className={styles["title"]} tabIndex={-1}>
        {heading}
      </h1>
      {children}
    </main>
  );
}
