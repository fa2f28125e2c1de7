import { ConsentProvider, useConsentStatus } from "@notice-consent/hooks";
import type { ReactNode } from "react";

/** A log-in page: whoever has consented goes on, whoever has not is sent to the notice. No notice is shown here. */
export function LoginCheck({ noticeId, children }: { readonly noticeId: string; readonly children: ReactNode }) {
  const check = useConsentStatus({ noticeId, validateAgainst: "required" });
  switch (check.status) {
    case "satisfied":
      return children;
    case "required":
      return <a href="/consent">{`Before you go on: ${check.outstanding.length} questions about your data`}</a>;
    case "unknown":
      // Neither a yes nor a no: the person waits, and is let in by nothing but an answer.
      return <p>{check.reason === "checking" ? "One moment …" : "We cannot check your consent just now."}</p>;
    default:
      return check satisfies never;
  }
}

/** The same with everything that a page needs around it. */
export function LoginPage(props: { baseUrl: string; accessToken: string; noticeId: string; fetch?: typeof fetch }) {
  const { noticeId, ...host } = props;
  return (
    <ConsentProvider {...host} refreshUrl="/api/consent/refresh">
      <LoginCheck noticeId={noticeId}>
        <h1>Welcome back</h1>
      </LoginCheck>
    </ConsentProvider>
  );
}
