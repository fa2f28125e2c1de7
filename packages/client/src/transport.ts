import {
  consentBase,
  ConsentError,
  endpointUrl,
  refreshCall,
  type DetailOf,
  type Call,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { fieldsOf, parseJson, readFailure, readSuccess, unreadable, type Answer } from "./answer.ts";
import { systemClock, type Clock } from "./clock.ts";
import { createDeadlines, type Deadlines } from "./deadlines.ts";
import { createExchange, type Exchange } from "./exchange.ts";

/** What is sent: typed where the endpoint itself is called, and by the caller where it is only known as a call. */
type InputOf<E extends Call> = E extends { readonly body: infer Body }
  ? Body extends { readonly "~standard": { readonly types?: { readonly input: infer Input } | undefined } }
    ? Input
    : undefined
  : unknown;

/** What proves the caller to the service: a person's token. An API key never passes through here. */
export interface CallCredential {
  readonly kind: "access-token";
  readonly token: string;
}

/** One call of an endpoint. */
export interface CallRequest<E extends Call> {
  readonly address: WorkspaceAddress;
  /** Path parameters by name, as they stand; the transport encodes them. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: InputOf<E> | undefined;
  readonly credential?: CallCredential | undefined;
  /** BCP-47, sent as Accept-Language. */
  readonly language?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** 10 s for a read and 15 s for a write when absent; counts headers and body together. */
  readonly deadlineMs?: number | undefined;
}

/** The way to one consent service. */
export interface Transport {
  /** The address that all paths start from, with `/consent`. */
  readonly base: string;
  /** The deadlines of everything under way. */
  readonly deadlines: Deadlines;
  /** Calls an endpoint. Rejects with a `ConsentError` and with nothing else. */
  call<E extends Call>(endpoint: E, request: CallRequest<E>): Promise<DetailOf<E>>;
  /** Posts to the host's own route with the page's cookies and answers its JSON; same-origin addresses only. */
  postToHost(url: string, request: { body: unknown; signal: AbortSignal; deadlineMs: number }): Promise<unknown>;
}

/** What a transport is made from. */
export interface TransportOptions {
  /** With or without `/consent`. */
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
}

const readDeadline = 10_000;
const writeDeadline = 15_000;
const largestKeptAlive = 16 * 1024;

/** Milliseconds that a call of an endpoint may take unless it says otherwise. */
export function deadlineOf({ method }: Call): number {
  return method === "GET" ? readDeadline : writeDeadline;
}

/** Opens the way to a service. Throws a `CONFIGURATION` error for a base URL that cannot be used. */
export function createTransport({ baseUrl, fetch, clock = systemClock }: TransportOptions): Transport {
  const base = usableBase(baseUrl);
  const deadlines = createDeadlines(clock);
  const exchange = createExchange({ fetch, clock, deadlines });
  return {
    base,
    deadlines,
    call: async (endpoint, request) => {
      const answer = await exchange(prepare(base, endpoint, request));
      if (!isSuccess(answer)) throw readFailure(endpoint, answer);
      // The endpoint's own schema has just vouched for it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return (await readSuccess(endpoint, answer)) as DetailOf<typeof endpoint>;
    },
    postToHost: async (url, { body, signal, deadlineMs }) => {
      const init: RequestInit = {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        body: JSON.stringify(body),
        credentials: "same-origin",
      };
      const answer = await exchange({ url: sameOrigin(url), init, deadlineMs, signal });
      return readHostAnswer(answer);
    },
  };
}

function usableBase(baseUrl: string): string {
  try {
    return consentBase(baseUrl);
  } catch {
    throw new ConsentError("CONFIGURATION", {
      message: "baseUrl is not a usable address. Give the http(s) address of the consent service, without user name.",
    });
  }
}

function prepare<E extends Call>(base: string, endpoint: E, request: CallRequest<E>): Exchange {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    url: addressOf(base, endpoint, request),
    init: {
      method: endpoint.method,
      headers: headersOf(request),
      credentials: "omit",
      // A decision on its way survives the page; browsers cap what they keep alive.
      ...(body !== undefined && { body, keepalive: endpoint.idempotencyKey && body.length < largestKeptAlive }),
    },
    deadlineMs: request.deadlineMs ?? deadlineOf(endpoint),
    signal: request.signal,
  };
}

function addressOf<E extends Call>(base: string, endpoint: E, request: CallRequest<E>): string {
  try {
    return endpointUrl(base, endpoint, request.address, request.params, request.query);
  } catch (error) {
    throw new ConsentError("CONFIGURATION", { message: error instanceof Error ? error.message : undefined });
  }
}

function headersOf(request: CallRequest<Call>): Record<string, string> {
  const { credential, language, idempotencyKey } = request;
  return {
    Accept: "application/json",
    "Content-Type": "application/json",
    ...(credential && { Authorization: `Bearer ${credential.token}` }),
    ...(language && { "Accept-Language": language }),
    ...(idempotencyKey && { "Idempotency-Key": idempotencyKey }),
  };
}

function sameOrigin(url: string): string {
  try {
    const target = new URL(url, location.href);
    if (target.origin === location.origin) return target.href;
  } catch {
    // Unreadable, or no page to be of the same origin with: refused below.
  }
  throw new ConsentError("CONFIGURATION", { message: "refreshUrl has to be an address of the page's own origin." });
}

function readHostAnswer(answer: Answer): unknown {
  if (!isSuccess(answer)) throw readFailure(refreshCall, answer);
  const body = parseJson(answer.text);
  if (fieldsOf(body) === undefined) throw unreadable(answer);
  return body;
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status <= 299;
}
