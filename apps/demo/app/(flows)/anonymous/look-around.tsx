"use client";

import type { ConsentResult } from "@notice-consent/hooks";
import { NoticeConsentInline } from "@notice-consent/react";
import { useState } from "react";

import { companyNotices } from "../../../companies/notices.ts";
import { useAccessToken } from "../../../consent/use-access-token.ts";
import { TokenProblem } from "../../../parts/token-problem.tsx";
import styles from "./anonymous.module.css";
import { Doors } from "./doors.tsx";

/** A visitor without an account chooses in the page; a recorded choice opens the form. */
export function LookAround() {
  const token = useAccessToken("/api/shop/consent/token");
  const [consent, setConsent] = useState<ConsentResult>();
  return (
    <>
      <h1 className={styles["title"]}>Look around. We know you by nothing.</h1>
      <TokenProblem token={token}>
        <NoticeConsentInline
          notice_uuid={companyNotices.shop}
          baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
          accessToken={token.status === "ready" ? token.accessToken : undefined}
          refreshUrl="/api/shop/consent/refresh"
          validateAgainst="required"
          submit="button"
          onAccept={setConsent}
          onDecline={() => setConsent(undefined)}
        />
      </TokenProblem>
      <Doors mayRegister={consent?.mayProceed === true} />
    </>
  );
}
