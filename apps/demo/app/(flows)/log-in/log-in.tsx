"use client";

import { NoticeConsent } from "@notice-consent/react";
import { useState } from "react";

import { LogInForm } from "./log-in-form.tsx";

/** Who the person is comes first; the account opens once the consent service says that nothing is left to ask. */
export function LogIn() {
  const [accessToken, setAccessToken] = useState<string>();
  return (
    <>
      <LogInForm isKnown={accessToken !== undefined} onKnown={setAccessToken} />
      {accessToken !== undefined && (
        <NoticeConsent
          noticeId={process.env.NEXT_PUBLIC_NOTICE_UUID ?? ""}
          baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
          accessToken={accessToken}
          refreshUrl="/api/consent/refresh"
          validateAgainst="required"
          onAccept={({ mayProceed }) => mayProceed && window.location.assign("/dashboard")}
          onDecline={() => window.location.assign("/dashboard")}
          onDismiss={() => setAccessToken(undefined)}
        />
      )}
    </>
  );
}
