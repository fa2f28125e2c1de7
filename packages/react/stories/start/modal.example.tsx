import { NoticeConsent } from "@notice-consent/react/modal";
import "@notice-consent/react/styles.css";

interface AskProps {
  /** From your back end, for the person who is here. */
  readonly tokens: { readonly token: string; readonly refresh_token: string };
  readonly goOn: () => void;
}

export function Ask({ tokens, goOn }: AskProps) {
  return (
    <NoticeConsent
      noticeId="16e8cf76-363c-4fff-9309-884fb196ec75"
      baseUrl="https://consent.example.com"
      accessToken={tokens.token}
      refreshToken={tokens.refresh_token}
      onAccept={({ mayProceed }) => mayProceed && goOn()}
    />
  );
}
