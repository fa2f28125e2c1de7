"use client";

import { NoticeConsentInline } from "@notice-consent/react";

import { companyNotices } from "../../../companies/notices.ts";
import type { PageToken } from "../../../consent/use-access-token.ts";
import { TokenProblem } from "../../../parts/token-problem.tsx";

/** Where a patient is asked. */
export type ChannelName = "web" | "app";

interface ChannelNoticeProps {
  readonly channel: ChannelName;
  readonly token: PageToken;
  readonly onRecorded: () => void;
}

/** The clinic's question in one channel, to whoever that channel knows. */
export function ChannelNotice({ channel, token, onRecorded }: ChannelNoticeProps) {
  return (
    <TokenProblem token={token}>
      <NoticeConsentInline
        notice_uuid={companyNotices.clinic}
        baseUrl={process.env.NEXT_PUBLIC_REDACTO_BASE_URL}
        accessToken={token.status === "ready" ? token.accessToken : undefined}
        refreshUrl={`/api/clinic/consent/${channel}`}
        validateAgainst="required"
        submit="button"
        headingLevel={3}
        density={channel === "app" ? "compact" : "comfortable"}
        name={channel}
        aria-label={channel === "app" ? "Your choice in the app" : "Your choice on the web"}
        onAccept={onRecorded}
        onDecline={onRecorded}
      />
    </TokenProblem>
  );
}
