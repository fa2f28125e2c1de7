/**
 * Whether a state-changing request comes from a page of this site.
 * `Sec-Fetch-Site` decides where the browser sends it, else `Origin`; a caller that sends neither is no browser,
 * and so carries no cookies of a person.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  try {
    return new URL(origin).host === request.headers.get("host");
  } catch {
    return false;
  }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** Whether cookies have to be `Secure`: everywhere but on this machine's own addresses. */
export function needsSecureCookies(headers: Pick<Headers, "get">): boolean {
  return !loopback.test(headers.get("host") ?? "");
}
