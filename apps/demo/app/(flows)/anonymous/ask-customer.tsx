"use client";

import { NoticeConsentInline } from "@notice-consent/react";
import { useRouter } from "next/navigation";

import { companyNotices } from "../../../companies/notices.ts";
import { useAccessToken } from "../../../consent/use-access-token.ts";
import { TokenProblem } from "../../../parts/token-problem.tsx";

/** Asks a customer for whom nothing counts yet. */
export function AskCustomer() {
  const token = useAccessToken("/api/shop/consent/token");
  const router = useRouter();
  return (
    <TokenProblem token={token}>
      <NoticeConsentInline
        notice_uuid={companyNotices.shop}
        baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
        accessToken={token.status === "ready" ? token.accessToken : undefined}
        refreshUrl="/api/shop/consent/refresh"
        validateAgainst="required"
        submit="button"
        onAccept={({ mayProceed }) => mayProceed && router.refresh()}
      />
    </TokenProblem>
  );
}
