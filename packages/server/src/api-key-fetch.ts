/**
 * A `fetch` that shows the API key with every request. The client's transport, which ends in browsers too, has no way
 * to send one; what it sends through this never follows a redirect.
 */
export function withApiKey(fetch: typeof globalThis.fetch | undefined, apiKey: string): typeof globalThis.fetch {
  const send: typeof globalThis.fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("X-CMS-API-Key", apiKey);
    return send(input, { ...init, headers });
  };
}
