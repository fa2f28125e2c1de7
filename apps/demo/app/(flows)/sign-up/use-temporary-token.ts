import { useEffect, useState } from "react";

/** The access token of the visitor's temporary identity; it stays in this page's memory. */
export type TemporaryToken =
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly accessToken: string }
  | { readonly status: "failed"; readonly retry: () => void };

/** Asks the bank's server for a token; the server, not the page, says who the visitor is. */
export function useTemporaryToken(): TemporaryToken {
  const [token, setToken] = useState<TemporaryToken>({ status: "waiting" });

  useEffect(() => {
    let wanted = true;
    const settle = (next: TemporaryToken) => {
      if (wanted) setToken(next);
    };
    const ask = () => {
      settle({ status: "waiting" });
      requestToken().then(
        (accessToken) => settle({ status: "ready", accessToken }),
        () => settle({ status: "failed", retry: ask }),
      );
    };
    ask();
    return () => {
      wanted = false;
    };
  }, []);

  return token;
}

// Two requests of a visitor without a cookie would make two identities, so mounts at one time share one.
let inFlight: Promise<string> | undefined;

function requestToken(): Promise<string> {
  inFlight ??= postForToken().finally(() => {
    inFlight = undefined;
  });
  return inFlight;
}

async function postForToken(): Promise<string> {
  const response = await fetch("/api/consent/temp-token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
    signal: AbortSignal.timeout(15_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok || typeof answer !== "object" || answer === null || !("token" in answer)) {
    throw new Error("There is no token in the answer.");
  }
  if (typeof answer.token !== "string") throw new Error("The token is no text.");
  return answer.token;
}
