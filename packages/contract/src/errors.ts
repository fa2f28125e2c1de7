import type { errorTable } from "./error-table.ts";

/**
 * What a caller may do after an error.
 * `never`: the same call fails again. `same-request`: send it again unchanged, with the same idempotency key.
 * `after-sign-in`: the person's session has to be renewed first. `read-again`: fetch the notice anew, then decide again.
 */
export type RetryClass = "never" | "same-request" | "after-sign-in" | "read-again";

/** What a code stands for. */
export interface ErrorRow {
  /** HTTP status our backend sends with the code; 0 when the code arises in the client. */
  readonly status: number;
  readonly retry: RetryClass;
  /** Absent where the service's answer brings the words and nobody has loaded ours. */
  readonly sentence?: string;
}

/** The codes that the client raises by itself, so that every page needs their sentences. */
export const raisedErrors = {
  INVALID_TOKEN: row(401, "after-sign-in", "The access token cannot be verified. Ask your backend for a new one."),
  REFRESH_INVALID: row(401, "after-sign-in", "The refresh token is unknown or has expired. Generate new tokens."),
  CONFIGURATION: row(0, "never", "The consent component is not configured. The message names what is missing."),
  NETWORK: row(0, "same-request", "The consent service could not be reached."),
  TIMEOUT: row(0, "same-request", "The consent service did not answer in time."),
  BAD_RESPONSE: row(0, "same-request", "The answer is not one of the consent service."),
  AUTH_REJECTED: row(0, "after-sign-in", "A fresh access token was refused as well."),
  SESSION_ENDED: row(0, "after-sign-in", "The session of this person has ended. Supply new tokens."),
  NOTICE_UNSUPPORTED: row(
    0,
    "never",
    "This notice has content that this version cannot show in full, so it is not shown at all.",
  ),
  ABORTED: row(0, "never", "The request was given up because its result is no longer wanted."),
} as const satisfies Record<string, ErrorRow>;

/** The codes that a page is answered with; their sentences stand in {@link errorTable}. */
export const answeredErrors = {
  UNAUTHORIZED: answer(401, "never"),
  TOKEN_EXPIRED: answer(401, "after-sign-in"),
  FORBIDDEN: answer(403, "never"),
  REFRESH_REUSED: answer(401, "after-sign-in"),
  REFRESH_STALE: answer(409, "never"),
  SESSION_REVOKED: answer(401, "after-sign-in"),
  BAD_REQUEST: answer(400, "never"),
  VALIDATION_FAILED: answer(422, "never"),
  NOT_FOUND: answer(404, "never"),
  METHOD_NOT_ALLOWED: answer(405, "never"),
  PAYLOAD_TOO_LARGE: answer(413, "never"),
  RATE_LIMITED: answer(429, "same-request"),
  INTERNAL: answer(500, "same-request"),
  SERVICE_UNAVAILABLE: answer(503, "same-request"),
  CONSENT_ALREADY_PROVIDED: answer(409, "never"),
  NOTICE_VERSION_CHANGED: answer(409, "read-again"),
  INVALID_PURPOSE: answer(422, "never"),
  IDEMPOTENCY_MISMATCH: answer(422, "never"),
  IDEMPOTENCY_IN_PROGRESS: answer(409, "same-request"),
  CONFLICT: answer(409, "read-again"),
} as const satisfies Record<string, ErrorRow>;

/** One row with its sentence. */
export function row<Status extends number, Retry extends RetryClass>(status: Status, retry: Retry, sentence: string) {
  return { status, retry, sentence };
}

function answer<Status extends number, Retry extends RetryClass>(status: Status, retry: Retry) {
  return { status, retry };
}

const known: Record<string, ErrorRow> = { ...raisedErrors, ...answeredErrors };

/** From now on these rows stand for their codes too. */
export function learn<Rows extends Readonly<Record<string, ErrorRow>>>(rows: Rows): Rows {
  Object.assign(known, rows);
  return rows;
}

function rowOf(code: string): ErrorRow {
  return (Object.hasOwn(known, code) ? known[code] : undefined) ?? { status: 0, retry: "never" };
}

/** A stable machine code; every failure carries exactly one. */
export type ErrorCode = keyof typeof errorTable;

const brand = "notice-consent/error";

/** What a {@link ConsentError} is made from. */
export interface ConsentErrorInit {
  /** Replaces the table's sentence; server text is plain text, never HTML. */
  readonly message?: string | undefined;
  /** HTTP status, 0 or absent when no answer came. */
  readonly status?: number | undefined;
  /** Milliseconds to wait before a retry, from Retry-After. */
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  /** The code the service sent, when it is none of ours. */
  readonly serviceCode?: string | undefined;
  /** Parsed facts about the failure (for instance the conflicting user), never a request's headers or body. */
  readonly detail?: unknown;
}

/**
 * A broken promise of the consent service or of the configuration.
 * Recognise it with {@link isConsentError}, which works across two copies of this package on one page.
 */
export class ConsentError extends Error {
  readonly brand = brand;
  override readonly name = "ConsentError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly retry: RetryClass;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  readonly serviceCode: string | undefined;
  readonly detail: unknown;

  constructor(code: ErrorCode, init: ConsentErrorInit = {}) {
    const { status, retry, sentence = `The consent service refuses with ${code}.` } = rowOf(code);
    super(init.message ?? sentence);
    this.code = code;
    this.status = init.status ?? status;
    this.retry = retry;
    this.retryable = retry === "same-request";
    this.retryAfterMs = init.retryAfterMs;
    this.requestId = init.requestId;
    this.serviceCode = init.serviceCode;
    this.detail = init.detail;
  }
}

/** True for an error of this library, whichever copy of it made the error. */
export function isConsentError(value: unknown): value is ConsentError {
  return typeof value === "object" && value !== null && "brand" in value && value.brand === brand;
}

/**
 * True when the text is one of our codes that are known here: those that only the holder of an API key meets are
 * known once {@link errorTable} is loaded, and no page loads it. So a "no" does not say that the text is no code.
 */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(known, code);
}

/** The HTTP status that a code goes with; 0 for one that arises in the client. */
export function statusOf(code: ErrorCode): number {
  return rowOf(code).status;
}
