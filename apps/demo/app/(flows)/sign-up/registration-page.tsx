"use client";

import { useEffect, useRef } from "react";

import { Moment } from "../../../parts/moment.tsx";
import { Steps } from "../../../parts/steps.tsx";
import { RegistrationFields } from "./registration-fields.tsx";
import styles from "./sign-up.module.css";

/** The form, reached only through a recorded consent. */
export function RegistrationPage({ recordedAt }: { recordedAt: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);

  // Not given a moment ago: it may be that of who was here before.
  const isFound = recordedAt === undefined || recordedAt === "";

  // The notice that held the focus is gone.
  useEffect(() => heading.current?.focus(), []);

  return (
    <main id="content" className={styles["page"]}>
      <Steps current="Details" />
      <h1 ref={heading} className={styles["title"]} tabIndex={-1}>
        Your details
      </h1>
      <p className={styles["lead"]}>
        {isFound ? (
          "Your consent is on record. "
        ) : (
          <>
            Your consent was recorded on <Moment at={recordedAt} />.{" "}
          </>
        )}
        Three things, and the account is open.
      </p>
      {isFound && (
        <form method="post" action="/api/logout">
          <button type="submit" className="action" data-kind="quiet">
            Not you? Begin anew
          </button>
        </form>
      )}
      <RegistrationFields />
    </main>
  );
}
