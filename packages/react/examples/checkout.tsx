import { NoticeConsentInline, type NoticeConsentInlineProps } from "@notice-consent/react/inline";
import { useId, useState } from "react";

/** A page that asks within itself, and says beside its own button why it does not go on yet. */
export function Checkout(props: { readonly consent: NoticeConsentInlineProps; readonly onOrder: () => void }) {
  const [missing, setMissing] = useState(0);
  const [mayGoOn, setMayGoOn] = useState(false);
  const reason = useId();
  return (
    <>
      <NoticeConsentInline
        {...props.consent}
        onValidationChange={(_, detail) => setMissing(detail.missing.length)}
        onAccept={(result) => setMayGoOn(result.mayProceed)}
        onDecline={(result) => setMayGoOn(result.mayProceed)}
      />
      <button type="button" aria-describedby={reason} onClick={() => mayGoOn && props.onOrder()}>
        Continue
      </button>
      <p id={reason}>{missing > 0 && `${missing} required items are not chosen yet.`}</p>
    </>
  );
}
