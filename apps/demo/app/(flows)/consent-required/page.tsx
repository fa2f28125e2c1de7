import { coverage, isActiveGrant } from "@notice-consent/contract";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";

import { currentAccount } from "../../../account/current-account.ts";
import { reasonOf } from "../../../consent/reason.ts";
import { readRecordedConsent, type RecordedConsent } from "../../../consent/recorded-consent.ts";
import { currentTemporaryId } from "../../../consent/temporary-identity.ts";
import { Moment } from "../../../parts/moment.tsx";
import { SiteHeader } from "../../../parts/site-header.tsx";
import styles from "./consent-required.module.css";

export const metadata: Metadata = { title: "No account was opened" };

export default async function Page() {
  const standing = await readStanding();
  // In another tab the account was opened meanwhile: what was decided here is on record for that account.
  if (standing.status === "undecided" && (await currentAccount()) !== undefined) redirect("/dashboard");
  return (
    <>
      <SiteHeader />
      <main id="content" className={styles["page"]}>
        <h1 className={styles["title"]}>No account was opened</h1>
        <Standing standing={standing} />
        <div className={styles["actions"]}>
          <Link className="action" data-kind="quiet" href="/">
            Back to the start
          </Link>
          <Link className="action" data-kind="quiet" href="/sign-up" prefetch={false}>
            Read the notice again
          </Link>
        </div>
      </main>
    </>
  );
}

type Standing =
  | { readonly status: "undecided" | "unreadable" }
  | { readonly status: "decided"; readonly consent: RecordedConsent; readonly decidedAt: string };

function Standing({ standing }: { standing: Standing }) {
  switch (standing.status) {
    case "undecided":
      return (
        <p>You have not decided anything yet, and nothing is recorded. Opening an account begins with the notice.</p>
      );
    case "unreadable":
      return (
        <p>
          The account needs your consent to the data marked as required. What you decided cannot be read just now,
          because our consent service does not answer.
        </p>
      );
    case "decided":
      return <Decided consent={standing.consent} decidedAt={standing.decidedAt} />;
    default:
      return standing satisfies never;
  }
}

function Decided({ consent, decidedAt }: { consent: RecordedConsent; decidedAt: string }) {
  const { notice, record } = consent;
  const { purposes, version } = notice.active_config;
  const granted = purposes.filter(({ uuid }) => isActiveGrant(record[uuid])).length;
  const complete = coverage(notice, record, "required").status === "covered";
  return (
    <>
      {complete ? (
        <p>Your consent to the required data is on record, and no account has been opened with it yet.</p>
      ) : (
        <p>
          {reasonOf(consent)} An account cannot be opened without the data marked as required, so the application ends
          here.
        </p>
      )}
      <section className={styles["record"]} aria-labelledby="record">
        <h2 id="record">What we recorded</h2>
        <dl>
          <div>
            <dt>Your choice</dt>
            <dd>
              {granted === 0
                ? `All ${purposes.length} purposes declined`
                : `${granted} of ${purposes.length} purposes granted`}
            </dd>
          </div>
          <div>
            <dt>Time</dt>
            <dd>
              <Moment at={decidedAt} />
            </dd>
          </div>
          <div>
            <dt>Notice</dt>
            <dd>
              {notice.name}, version {version}
            </dd>
          </div>
          <div>
            <dt>Kept under</dt>
            <dd>a random number in a cookie, without name or contact</dd>
          </div>
        </dl>
      </section>
      <p>You can read the notice again and choose differently, now or later. The newer choice then counts.</p>
    </>
  );
}

async function readStanding(): Promise<Standing> {
  try {
    const temporaryId = await currentTemporaryId();
    if (temporaryId === undefined) return { status: "undecided" };
    const consent = await readRecordedConsent(temporaryId);
    const decidedAt = Object.values(consent.record)
      .map(({ decided_at }) => decided_at)
      .toSorted()
      .at(-1);
    return decidedAt === undefined ? { status: "undecided" } : { status: "decided", consent, decidedAt };
  } catch (error) {
    console.error(`/consent-required: ${error instanceof Error ? error.name : "unknown failure"}`);
    return { status: "unreadable" };
  }
}
