import type { Endpoint } from "@notice-consent/contract";
import { done, refused, type Outcome } from "./outcome.ts";
import { fingerprint, masked, type LoggedCredential, type LoggedRequest } from "./request-log.ts";

/** A request as the service receives it. */
export interface Incoming {
  readonly url: URL;
  /** Below the consent base, still percent-encoded. */
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly text: string;
}

/** Receives a request; throws when it is not for this base, since a test that asks elsewhere is mistaken. */
export async function receive(baseUrl: string, request: Request): Promise<Incoming> {
  const url = new URL(request.url);
  const full = url.origin + url.pathname;
  if (!full.startsWith(`${baseUrl}/`)) {
    throw new Error(`The fixture service serves ${baseUrl}; it was asked for ${full}.`);
  }
  const path = full.slice(baseUrl.length);
  return { url, path, method: request.method, headers: request.headers, text: await request.text() };
}

/** The token of an `Authorization: Bearer` header. */
export function bearer(headers: Headers): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}

/** The request's JSON. */
export function jsonOf({ text }: Incoming): Outcome {
  try {
    return done(JSON.parse(text));
  } catch {
    return refused("BAD_REQUEST");
  }
}

/** What the log keeps of a request. */
export function logEntry(endpoint: Endpoint, incoming: Incoming): Omit<LoggedRequest, "status"> {
  const { url, path, method, headers, text } = incoming;
  const body = text === "" ? undefined : jsonOf(incoming);
  return {
    endpoint,
    method,
    path,
    query: Object.fromEntries(url.searchParams),
    body: body?.status === "done" ? masked(body.detail) : undefined,
    credential: credentialOf(headers),
    idempotencyKey: headers.get("idempotency-key") ?? undefined,
    language: headers.get("accept-language") ?? undefined,
  };
}

function credentialOf(headers: Headers): LoggedCredential {
  const token = bearer(headers);
  if (token !== undefined) return { kind: "access-token", fingerprint: fingerprint(token) };
  const key = headers.get("x-cms-api-key");
  return key === null ? { kind: "none" } : { kind: "api-key", fingerprint: fingerprint(key) };
}
