import type { ReactNode } from "react";

import type { PageToken } from "../../../consent/use-access-token.ts";
import { Steps } from "../../../parts/steps.tsx";
import styles from "./sign-up.module.css";

/** What stands behind the notice: where the person is, and what to do when the notice cannot open. */
export function ConsentFirst({ token, children }: { token: PageToken; children: ReactNode }) {
  return (
    <main id="content" className={styles["page"]}>
      <Steps current="Consent" />
      <h1 className={styles["title"]} tabIndex={-1}>
        Open a savings account
      </h1>
      <p className={styles["lead"]}>
        First we ask what we may use your data for. You have told us nothing yet; the form opens after your choice is
        recorded.
      </p>
      <output className={styles["state"]}>{describe(token)}</output>
      {token.status === "failed" && (
        <button type="button" className="action" onClick={token.retry}>
          Try again
        </button>
      )}
      {children}
    </main>
  );
}

function describe(token: PageToken) {
  switch (token.status) {
    case "waiting":
      return <span className={styles["waiting"]}>Fetching the notice…</span>;
    case "failed":
      return (
        <span className={styles["problem"]}>
          The notice cannot be shown, because our consent service does not answer. Nothing has been recorded, and
          without your choice we cannot go on.
        </span>
      );
    case "ready":
      return null;
    default:
      return token satisfies never;
  }
}
