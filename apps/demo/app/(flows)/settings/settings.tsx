"use client";

import { ManageConsentTrigger } from "@notice-consent/react";
import { useRouter } from "next/navigation";

import { useAccessToken } from "../../../consent/use-access-token.ts";
import { TokenProblem } from "../../../parts/token-problem.tsx";

/** Opens what the customer decided, to be changed or taken back; the record on the page follows. */
export function Settings() {
  const token = useAccessToken("/api/consent/token");
  const router = useRouter();
  return (
    <TokenProblem token={token}>
      <ManageConsentTrigger
        className="action"
        disabled={token.status !== "ready"}
        notice={{
          noticeId: process.env.NEXT_PUBLIC_NOTICE_UUID ?? "",
          baseUrl: process.env.NEXT_PUBLIC_REDACTO_BASE_URL,
          accessToken: token.status === "ready" ? token.accessToken : "",
          refreshUrl: "/api/consent/refresh",
          validateAgainst: "required",
          onAccept: () => router.refresh(),
          onDecline: () => router.refresh(),
        }}
      >
        Change or withdraw
      </ManageConsentTrigger>
    </TokenProblem>
  );
}
