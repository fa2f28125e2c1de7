"use client";

import type { ConsentResult } from "@notice-consent/hooks";
import { NoticeConsent } from "@notice-consent/react";
import { useState } from "react";

import { useAccessToken } from "../../../consent/use-access-token.ts";
import { ConsentFirst } from "./consent-first.tsx";
import { RegistrationPage } from "./registration-page.tsx";

/** Phase 1 asks for consent under a temporary identity, phase 2 opens the form once it may. */
export function SignUp() {
  const token = useAccessToken("/api/consent/temp-token");
  const [consent, setConsent] = useState<ConsentResult>();
  if (consent?.mayProceed === true) return <RegistrationPage recordedAt={consent.recordedAt} />;
  return (
    <ConsentFirst token={token}>
      {token.status === "ready" && (
        <NoticeConsent
          noticeId={process.env.NEXT_PUBLIC_NOTICE_UUID ?? ""}
          baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
          accessToken={token.accessToken}
          refreshUrl="/api/consent/refresh"
          validateAgainst="required"
          onAccept={setConsent}
          onDecline={() => window.location.assign("/consent-required")}
        />
      )}
    </ConsentFirst>
  );
}
