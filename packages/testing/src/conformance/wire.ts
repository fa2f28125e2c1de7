import {
  createUser,
  endpointUrl,
  generateTokens,
  noticeDetail,
  readNotice,
  readPublicNotice,
  submitConsent,
  type Endpoint,
  type Notice,
  type SubmitConsentBody,
  type ValidateAgainst,
  type WorkspaceAddress,
} from "@notice-consent/contract";

/** A running consent service that the suite may fill with people of its own making. */
export interface ConformanceTarget extends WorkspaceAddress {
  /** Ends in `/consent`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** A published notice with at least two purposes, one with a blocking and one without any blocking element. */
  readonly noticeUuid: string;
  readonly fetch: (input: string, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** What one request of the suite carries. */
export interface WireRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it stands. */
  readonly body?: unknown;
  readonly token?: string;
  /** The target's own key unless given; `null` sends none. */
  readonly apiKey?: string | null;
  readonly idempotencyKey?: string;
  readonly address?: WorkspaceAddress;
}

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Members of the JSON body; empty when it is no object. */
  readonly body: Members;
  /** Members of `detail`; empty when it is no object. */
  readonly detail: Members;
  /** Top-level `error_code`, else that of `detail`. */
  readonly code: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/** Plain requests to a service, with nothing of our client in between. */
export interface Wire {
  call(endpoint: Endpoint, request?: WireRequest): Promise<WireAnswer>;
  /** An access token for a person. */
  tokenFor(identifiers: Members): Promise<string>;
  /** The notice under test, read without a person. */
  notice(): Promise<Notice>;
  read(token: string, rule?: ValidateAgainst, query?: Readonly<Record<string, string>>): Promise<WireAnswer>;
  submit(token: string, body: SubmitConsentBody, idempotencyKey?: string): Promise<WireAnswer>;
  create(body: Members): Promise<WireAnswer>;
}

/** Opens plain requests to a target. */
export function wireTo(target: Omit<ConformanceTarget, "close">): Wire {
  async function call(endpoint: Endpoint, request: WireRequest = {}): Promise<WireAnswer> {
    const { params, query, body, address = target } = request;
    const init: RequestInit = { method: endpoint.method, headers: headersOf(endpoint, request, target.apiKey) };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await target.fetch(endpointUrl(target.baseUrl, endpoint, address, params, query), init);
    const parsed = membersOf(jsonOf(await answer.text()));
    const detail = membersOf(parsed["detail"]);
    return {
      status: answer.status,
      headers: answer.headers,
      body: parsed,
      detail,
      code: parsed["error_code"] ?? detail["error_code"],
    };
  }

  return {
    call,
    async tokenFor(identifiers) {
      const { detail } = await call(generateTokens, { body: identifiers });
      return String(detail["token"]);
    },
    async notice() {
      const { body } = await call(readPublicNotice, { params: { notice_uuid: target.noticeUuid } });
      const parsed = await noticeDetail["~standard"].validate(body["detail"]);
      if (parsed.issues !== undefined) throw new Error("The service's notice cannot be read.");
      return parsed.value;
    },
    read: (token, rule, query = {}) =>
      call(readNotice, {
        token,
        params: { notice_uuid: target.noticeUuid },
        query: { ...(rule === undefined ? {} : { validate_against: rule }), ...query },
      }),
    submit: (token, body, idempotencyKey = crypto.randomUUID()) => call(submitConsent, { token, body, idempotencyKey }),
    create: (body) => call(createUser, { body }),
  };
}

/** An identifier that nobody else has. */
export function unique(prefix: string): string {
  return `${prefix}_${crypto.randomUUID()}`;
}

/** An e-mail address that nobody else has. */
export function uniqueEmail(): string {
  return `${unique("person")}@example.org`;
}

/** A phone number that nobody else has. */
export function uniquePhone(): string {
  return `+91${Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte % 10).join("")}`;
}

function headersOf(endpoint: Endpoint, { token, apiKey, idempotencyKey }: WireRequest, ownKey: string): Headers {
  const headers = new Headers({ "content-type": "application/json" });
  const key = apiKey === undefined && endpoint.credential === "api-key" ? ownKey : apiKey;
  if (key) headers.set("x-cms-api-key", key);
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
  return headers;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? Object.fromEntries<unknown>(Object.entries(value)) : {};
}
