import { ConsentGate, useConsentGate } from "@notice-consent/hooks";

interface Gated {
  readonly noticeId: string;
  /** Uuid of the purpose that the feature needs. */
  readonly purpose: string;
}

/** A feature that is there while its purpose is granted, and an offer to decide while it is not. */
export function Recommendations({ noticeId, purpose }: Gated) {
  return (
    <ConsentGate
      noticeId={noticeId}
      purpose={purpose}
      fallback={<a href="/privacy">Switch recommendations on</a>}
      pending={<p>…</p>}
    >
      <h2>Recommended for you</h2>
    </ConsentGate>
  );
}

/** The same question where code needs the answer: a script that is loaded after a grant, and for nobody else. */
export function Analytics({ noticeId, purpose }: Gated) {
  const gate = useConsentGate({ noticeId, purpose });
  return gate.isGranted ? <script async src="https://analytics.example/script.js" /> : null;
}
