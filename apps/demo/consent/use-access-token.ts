import { useEffect, useState } from "react";

/** An access token as a page has it: in its memory alone. */
export type PageToken =
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly accessToken: string }
  | { readonly status: "failed"; readonly retry: () => void };

/** A route of the company's own server; the server, not the page, says whom its tokens are for. */
export type TokenRoute =
  | "/api/consent/temp-token"
  | "/api/consent/token"
  | "/api/shop/consent/token"
  | "/api/clinic/consent/web"
  | "/api/clinic/consent/app";

/** Asks the company's server for a token. */
export function useAccessToken(route: TokenRoute): PageToken {
  const [token, setToken] = useState<PageToken>({ status: "waiting" });

  useEffect(() => {
    let wanted = true;
    const settle = (next: PageToken) => {
      if (wanted) setToken(next);
    };
    const ask = () => {
      settle({ status: "waiting" });
      requestToken(route).then(
        (accessToken) => settle({ status: "ready", accessToken }),
        () => settle({ status: "failed", retry: ask }),
      );
    };
    ask();
    return () => {
      wanted = false;
    };
  }, [route]);

  return token;
}

// Two requests of a visitor without a cookie would make two identities, so mounts at one time share one.
const inFlight = new Map<TokenRoute, Promise<string>>();

function requestToken(route: TokenRoute): Promise<string> {
  const asked = inFlight.get(route) ?? postForToken(route).finally(() => inFlight.delete(route));
  inFlight.set(route, asked);
  return asked;
}

async function postForToken(route: TokenRoute): Promise<string> {
  const response = await fetch(route, {
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
