import { useConsentStatus } from "@notice-consent/hooks";
import { NoticeConsentInline, type NoticeConsentInlineProps } from "@notice-consent/react/inline";
import { useId, useState } from "react";

interface CheckoutProps {
  readonly consent: NoticeConsentInlineProps & { readonly noticeId: string };
  readonly onOrder: () => void;
}

/** A page that asks within itself, and says beside its own button why it does not go on yet. */
export function Checkout({ consent, onOrder }: CheckoutProps) {
  const [missing, setMissing] = useState(0);
  // Asked rather than kept from onAccept: another person's tokens, or a withdrawal, end it at once.
  const { mayProceed } = useConsentStatus(consent);
  const reason = useId();
  return (
    <>
      <NoticeConsentInline {...consent} onValidationChange={(_, detail) => setMissing(detail.missing.length)} />
      <button type="button" aria-describedby={reason} onClick={() => mayProceed && onOrder()}>
        Continue
      </button>
      <p id={reason}>{missing > 0 && `${missing} required items are not chosen yet.`}</p>
    </>
  );
}
