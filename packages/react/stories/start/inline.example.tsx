import { NoticeConsentInline } from "@notice-consent/react/inline";
import "@notice-consent/react/styles.css";
import { useState } from "react";

interface AskProps {
  /** From your back end; absent while nobody is known. */
  readonly tokens: { readonly token: string; readonly refresh_token: string } | undefined;
  readonly goOn: () => void;
}

export function Ask({ tokens, goOn }: AskProps) {
  const [missing, setMissing] = useState(0);
  return (
    <>
      <NoticeConsentInline
        org_uuid="6f1c8a52-3b0e-4d7a-9c46-1e5d2b8f7a03"
        workspace_uuid="b2d94e17-75c8-4f36-8a1b-0c9e63d5f482"
        notice_uuid="16e8cf76-363c-4fff-9309-884fb196ec75"
        baseUrl="https://consent.example.com"
        accessToken={tokens?.token}
        refreshToken={tokens?.refresh_token}
        onValidationChange={(_, detail) => setMissing(detail.missing.length)}
        onAccept={({ mayProceed }) => mayProceed && goOn()}
      />
      {missing > 0 && <p>To go on, choose what is marked as required: {missing} left.</p>}
    </>
  );
}
