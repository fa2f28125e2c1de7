import type { Endpoint, ErrorCode, WorkspaceAddress } from "@notice-consent/contract";
import { errorTable } from "@notice-consent/contract";
import type { FixtureClock } from "../fake-clock.ts";
import { stableUuid } from "../stable-uuid.ts";
import { ConnectionLost, type Fault, type FaultScript } from "./faults.ts";
import { done, refusalBody, refused, type Outcome } from "./outcome.ts";
import { fingerprint, masked, type LoggedCredential, type LoggedRequest } from "./request-log.ts";
import { matchPath, type Caller, type Route } from "./route.ts";
import type { Sessions } from "./sessions.ts";

interface ExchangeParts {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly address: WorkspaceAddress;
  readonly clock: Pick<FixtureClock, "now" | "setTimeout">;
  readonly line: { readonly latencyMs: number; readonly offline: boolean };
  readonly faults: FaultScript;
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
  write(request: Omit<LoggedRequest, "status">): (status: number) => void;
}

interface Incoming {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly text: string;
}

/** The HTTP side of a fixture service, in the shape of `fetch`: finds the route, checks the credential, plays the faults. */
export function createExchange(
  parts: ExchangeParts,
): (input: RequestInfo | URL, init?: RequestInit) => Promise<Response> {
  let served = 0;

  async function exchange(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    // The signal stays outside of Request: under jsdom the two come from different realms.
    const { signal = input instanceof Request ? input.signal : undefined, ...rest } = init;
    signal?.throwIfAborted();
    const request = new Request(input, rest);
    const incoming: Incoming = {
      url: new URL(request.url),
      method: request.method,
      headers: request.headers,
      text: await request.text(),
    };
    const path = pathBelow(parts.baseUrl, incoming.url);
    const here = parts.routes.filter(({ endpoint }) => matchPath(endpoint, path) !== undefined);
    const route = here.find(({ endpoint }) => endpoint.method === incoming.method);
    if (route === undefined) return plainRefusal(here.length === 0 ? "NOT_FOUND" : "METHOD_NOT_ALLOWED");

    const settle = parts.write(logEntry(route.endpoint, path, incoming));
    const fault = parts.faults.take(route.endpoint);
    if (parts.line.offline || fault === "offline") throw new ConnectionLost();
    if (fault === "never-answer") return hang(signal);
    await wait(latencyOf(fault) ?? parts.line.latencyMs, signal);

    const answer =
      scripted(route.endpoint, fault) ?? (await process(route, matchPath(route.endpoint, path) ?? {}, incoming));
    if (fault === "drop-answer") throw new ConnectionLost();
    signal?.throwIfAborted();
    settle(answer.status);
    return answer;
  }

  async function process(
    route: Route,
    params: Readonly<Record<string, string>>,
    incoming: Incoming,
  ): Promise<Response> {
    const outcome = await judge(route, params, incoming);
    if (outcome.status === "done") return reply(route.endpoint.success, { detail: outcome.detail });
    return reply(
      errorTable[outcome.code].status,
      refusalBody(route.endpoint, outcome.code, outcome.message, outcome.facts),
    );
  }

  async function judge(
    { endpoint, answer }: Route,
    params: Readonly<Record<string, string>>,
    incoming: Incoming,
  ): Promise<Outcome> {
    const caller = authenticate(endpoint, incoming.headers);
    if (caller.status === "refused") return caller;
    const { organisation_uuid, workspace_uuid } = params;
    if (organisation_uuid !== parts.address.organisationUuid || workspace_uuid !== parts.address.workspaceUuid)
      return refused("NOT_FOUND");
    if (new TextEncoder().encode(incoming.text).length > endpoint.bodyLimit) return refused("PAYLOAD_TOO_LARGE");
    const body = endpoint.body === undefined ? done(undefined) : parseJson(incoming.text);
    if (body.status === "refused") return body;
    return answer({
      params,
      query: Object.fromEntries(incoming.url.searchParams),
      body: body.detail,
      caller: caller.detail,
      idempotencyKey: incoming.headers.get("idempotency-key") ?? undefined,
    });
  }

  function authenticate(endpoint: Endpoint, headers: Headers): Outcome<Caller> {
    switch (endpoint.credential) {
      case "api-key":
        return headers.get("x-cms-api-key") === parts.apiKey ? done({ kind: "host" }) : refused("UNAUTHORIZED");
      case "access-token": {
        const identity = parts.sessions.verify(bearer(headers) ?? "");
        return identity.status === "done" ? done({ kind: "person", identity: identity.detail }) : identity;
      }
      case "refresh-token":
      case "none":
        return done({ kind: "anybody" });
      default:
        return endpoint.credential satisfies never;
    }
  }

  function scripted(endpoint: Endpoint, fault: Fault | undefined): Response | undefined {
    if (fault === "not-json") return reply(200, "<!doctype html><title>Sign in to the network</title>", "text/html");
    if (typeof fault !== "object" || !("status" in fault)) return undefined;
    const body =
      fault.code === undefined
        ? ""
        : refusalBody(endpoint, fault.code, fault.message ?? "The fixture was told to refuse this.");
    const answer = reply(fault.status, body);
    if (fault.retryAfterSeconds !== undefined) answer.headers.set("retry-after", String(fault.retryAfterSeconds));
    return answer;
  }

  function plainRefusal(code: ErrorCode): Response {
    const { status, sentence } = errorTable[code];
    return reply(status, { detail: { message: sentence, error_code: code } });
  }

  function reply(status: number, body: unknown, type = "application/json"): Response {
    return new Response(typeof body === "string" ? body : JSON.stringify(body), {
      status,
      headers: {
        "content-type": type,
        "cache-control": "no-store",
        date: new Date(parts.clock.now()).toUTCString(),
        "x-request-id": stableUuid(`request ${++served}`),
      },
    });
  }

  function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return Promise.race([new Promise<void>((resolve) => parts.clock.setTimeout(resolve, ms)), hang(signal)]);
  }

  return exchange;
}

function logEntry(
  endpoint: Endpoint,
  path: string,
  { url, method, headers, text }: Incoming,
): Omit<LoggedRequest, "status"> {
  const body = text === "" ? undefined : parseJson(text);
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

function bearer(headers: Headers): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}

function latencyOf(fault: Fault | undefined): number | undefined {
  return typeof fault === "object" && "latencyMs" in fault ? fault.latencyMs : undefined;
}

function pathBelow(baseUrl: string, url: URL): string {
  const full = url.origin + url.pathname;
  if (!full.startsWith(`${baseUrl}/`))
    throw new Error(`The fixture service serves ${baseUrl}; it was asked for ${full}.`);
  return full.slice(baseUrl.length);
}

function parseJson(text: string): Outcome {
  try {
    return done(JSON.parse(text));
  } catch {
    return refused("BAD_REQUEST");
  }
}

async function hang(signal: AbortSignal | null | undefined): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  signal?.throwIfAborted();
  throw new ConnectionLost();
}
