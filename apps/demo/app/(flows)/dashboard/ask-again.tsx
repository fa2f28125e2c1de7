"use client";

import { NoticeConsent } from "@notice-consent/react";
import { useState } from "react";

import { useAccessToken } from "../../../consent/use-access-token.ts";
import { TokenProblem } from "../../../parts/token-problem.tsx";

/** The way from a closed account to the notice, and back to the account once nothing required is left to ask. */
export function AskAgain() {
  const token = useAccessToken("/api/consent/token");
  const [isOpen, setOpen] = useState(false);
  return (
    <TokenProblem token={token}>
      <button type="button" className="action" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Read the notice
      </button>
      {isOpen && token.status === "ready" && (
        <NoticeConsent
          noticeId={process.env.NEXT_PUBLIC_NOTICE_UUID ?? ""}
          baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
          accessToken={token.accessToken}
          refreshUrl="/api/consent/refresh"
          validateAgainst="required"
          dismissible
          onOpenChange={setOpen}
          onAccept={() => window.location.reload()}
          onDecline={() => window.location.reload()}
        />
      )}
    </TokenProblem>
  );
}
