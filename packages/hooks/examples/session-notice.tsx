import { ConsentProvider, useConsentSession, type ConsentProviderProps } from "@notice-consent/hooks";

/** Tells a person why nothing can be saved just now. Says nothing about consent. */
export function SessionNotice() {
  const session = useConsentSession();
  switch (session.status) {
    case "none":
    case "ready":
    case "refreshing":
      return null;
    case "offline":
    case "degraded":
      return <button onClick={session.refresh}>The connection is poor. Try again</button>;
    case "expired":
      return <a href="/login">Your session has ended. Sign in again; your choices are kept.</a>;
    default:
      return session satisfies never;
  }
}

/** Tokens in `sessionStorage`: a choice of the host's, for whatever script runs on the page can read them there. */
export function WithStoredTokens(props: ConsentProviderProps) {
  return (
    <ConsentProvider
      {...props}
      storage={{
        read: (key) => pairIn(sessionStorage.getItem(key)),
        write: (key, { accessToken, refreshToken = "" }) =>
          sessionStorage.setItem(key, `${accessToken} ${refreshToken}`),
        remove: (key) => sessionStorage.removeItem(key),
      }}
    >
      <SessionNotice />
    </ConsentProvider>
  );
}

function pairIn(text: string | null): { accessToken: string; refreshToken: string | undefined } | undefined {
  const [accessToken, refreshToken] = text?.split(" ") ?? [];
  return accessToken ? { accessToken, refreshToken: refreshToken || undefined } : undefined;
}
