import {
  ConsentScope,
  useConsent,
  usePurpose,
  type ConsentCallbacks,
  type UseConsentOptions,
} from "@notice-consent/hooks";
import type { ReactNode } from "react";
import type { Heard } from "./place-props.ts";

/** A notice in the plainest markup, with its state on the outside. */
export function Place(props: UseConsentOptions): ReactNode {
  const consent = useConsent(props);
  const { actions, status, mayProceed, session, language } = consent;
  const notice = "notice" in consent ? consent.notice : undefined;
  const error = "error" in consent ? consent.error : undefined;
  const outcome = "result" in consent ? consent.result.outcome : undefined;
  return (
    <ConsentScope consent={consent}>
      <main
        data-status={status}
        data-may-proceed={mayProceed}
        data-session={session}
        data-language={language.tag}
        data-outcome={outcome}
        data-error={error?.code}
        data-version={notice?.active_config.version}
      >
        <h1>{notice?.active_config.notice_banner_heading}</h1>
        {notice?.active_config.purposes.map(({ uuid }) => (
          <Purpose key={uuid} uuid={uuid} />
        ))}
        <button type="button" onClick={actions.acceptAll}>
          Accept all
        </button>
        <button type="button" onClick={actions.declineAll}>
          Decline all
        </button>
        <button type="button" onClick={() => actions.save()}>
          Save choices
        </button>
        <button type="button" onClick={() => actions.retry()}>
          Try again
        </button>
      </main>
    </ConsentScope>
  );
}

function Purpose({ uuid }: { readonly uuid: string }): ReactNode {
  const { purpose, state, toggle } = usePurpose(uuid);
  return (
    <label>
      <input type="checkbox" checked={state !== "withheld"} onChange={toggle} />
      {purpose.name}
    </label>
  );
}

/** Callbacks that write down what they are told. */
export function listeners(
  tell: (heard: Heard) => void,
): Required<Pick<ConsentCallbacks, "onAccept" | "onDecline" | "onError" | "onTokensChange" | "onSessionExpired">> {
  return {
    onAccept: (result) => tell({ kind: "accept", result }),
    onDecline: (result) => tell({ kind: "decline", result }),
    onError: (error) => {
      const { code, retryAfterMs, stack, cause } = error;
      const text = [String(error), stack, String(cause), JSON.stringify(error), Object.values(error)].join(" ");
      tell({ kind: "error", code, retryAfterMs, text });
    },
    onTokensChange: ({ accessToken, refreshToken }) => tell({ kind: "tokens", accessToken, refreshToken }),
    onSessionExpired: () => tell({ kind: "expired" }),
  };
}
