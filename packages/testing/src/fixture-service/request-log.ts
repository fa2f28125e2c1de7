import { sha256, type Endpoint } from "@notice-consent/contract";

/** One request as it arrived. Tokens and keys are shown by a fingerprint alone. */
export interface LoggedRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  /** Below the consent base, still percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON with token values replaced by their fingerprints; `undefined` without a body. */
  readonly body: unknown;
  readonly credential: LoggedCredential;
  readonly idempotencyKey: string | undefined;
  /** `Accept-Language`. */
  readonly language: string | undefined;
  /** Status of the answer; `undefined` while it is awaited and when none came. */
  readonly status: number | undefined;
}

/** What a request was signed with; equal fingerprints mean equal secrets. */
export type LoggedCredential =
  | { readonly kind: "access-token" | "api-key"; readonly fingerprint: string }
  | { readonly kind: "none" };

/** Everything that arrived, oldest first. */
export interface RequestLog {
  readonly all: readonly LoggedRequest[];
  to(endpoint: Endpoint): readonly LoggedRequest[];
  clear(): void;
}

/** The name under which a secret stands in the log. */
export function fingerprint(secret: string): string {
  return `sha256:${sha256(secret).slice(0, 12)}`;
}

/** The request's JSON with token values replaced. */
export function masked(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const members: [string, unknown][] = Object.entries(body);
  return Object.fromEntries(members.map(([key, value]) => [key, isSecret(key, value) ? fingerprint(value) : value]));
}

/** Makes an empty log and the function that writes to it; what is returned sets the status. */
export function createRequestLog(): {
  log: RequestLog;
  readonly write: (request: Omit<LoggedRequest, "status">) => (status: number) => void;
} {
  const entries: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] }[] = [];
  return {
    log: {
      get all() {
        return [...entries];
      },
      to: ({ id }) => entries.filter(({ endpoint }) => endpoint.id === id),
      clear: () => void entries.splice(0),
    },
    write(request) {
      const entry = { ...request, status: undefined as number | undefined };
      entries.push(entry);
      return (status) => {
        entry.status = status;
      };
    },
  };
}

function isSecret(key: string, value: unknown): value is string {
  return typeof value === "string" && key.endsWith("token");
}
