/**
 * Whether a request may come from where it does: a page of this host, or no page at all.
 * `Sec-Fetch-Site` decides where the browser sends it, else `Origin`. A caller that sends neither is no browser of
 * today, and so carries nobody's cookies.
 */
export function isOwnOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  // `none` is a person at the address bar, who can only read.
  if (site !== null) return site === "same-origin" || (site === "none" && request.method === "GET");
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return hostOf(origin) === host.toLowerCase();
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** Whether a request reached a development machine over plain http, where some browsers keep no `Secure` cookie. */
export function isPlainLoopback({ headers, url }: { readonly headers: Headers; readonly url?: string }): boolean {
  if (headers.get("x-forwarded-proto") === "https") return false;
  const asked = url === undefined ? undefined : new URL(url);
  return asked?.protocol !== "https:" && loopback.test(headers.get("host") ?? asked?.host ?? "");
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
