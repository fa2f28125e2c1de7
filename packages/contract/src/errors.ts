/**
 * What a caller may do after an error.
 * `never`: the same call fails again. `same-request`: send it again unchanged, with the same idempotency key.
 * `after-sign-in`: the person's session has to be renewed first. `read-again`: fetch the notice anew, then decide again.
 */
export type RetryClass = "never" | "same-request" | "after-sign-in" | "read-again";

interface ErrorRow {
  /** HTTP status our backend sends with the code; 0 when the code arises in the client. */
  readonly status: number;
  readonly retry: RetryClass;
  readonly sentence: string;
}

/** The one table of errors: code, status, retry class, sentence. Sources: the wire's codes and ours. */
export const errorTable = {
  // Credentials and permission
  UNAUTHORIZED: row(401, "never", "The API key is missing, unknown or revoked. Send a live one."),
  INVALID_TOKEN: row(401, "after-sign-in", "The access token cannot be verified. Ask your backend for a new one."),
  TOKEN_EXPIRED: row(401, "after-sign-in", "The access token has expired. Refresh it and send the request again."),
  FORBIDDEN: row(403, "never", "This credential may not do this. Use one with the permission."),
  REFRESH_INVALID: row(401, "after-sign-in", "The refresh token is unknown or has expired. Generate new tokens."),
  REFRESH_REUSED: row(
    401,
    "after-sign-in",
    "A used refresh token came back, so its session was ended. Generate new tokens.",
  ),
  REFRESH_STALE: row(409, "never", "A newer refresh token exists. Use that one."),
  SESSION_REVOKED: row(401, "after-sign-in", "This session was ended. Generate new tokens."),

  // Requests
  BAD_REQUEST: row(400, "never", "The body is not JSON that can be read without doubt. Correct it and send it again."),
  VALIDATION_FAILED: row(422, "never", "A field is missing or has the wrong form. The list of fields says which."),
  NOT_FOUND: row(404, "never", "There is nothing here under this address."),
  METHOD_NOT_ALLOWED: row(405, "never", "This address does not take this method."),
  PAYLOAD_TOO_LARGE: row(413, "never", "The body is larger than this address takes."),
  RATE_LIMITED: row(429, "same-request", "Too many requests. Wait as long as Retry-After says."),
  INTERNAL: row(500, "same-request", "The consent service failed. Nothing is recorded unless a later read shows it."),
  SERVICE_UNAVAILABLE: row(503, "same-request", "The consent service is not ready. Try again shortly."),

  // Notices and submissions
  CONSENT_ALREADY_PROVIDED: row(409, "never", "Nothing is left to ask of this person for this notice."),
  NOTICE_VERSION_CHANGED: row(
    409,
    "read-again",
    "The notice changed while it was being read. Show the new version and ask again.",
  ),
  INVALID_PURPOSE: row(
    422,
    "never",
    "The submission names a purpose, element or product that the notice does not have.",
  ),
  IDEMPOTENCY_MISMATCH: row(
    422,
    "never",
    "This Idempotency-Key was used with another body. Make a new key for a new decision.",
  ),
  IDEMPOTENCY_IN_PROGRESS: row(
    409,
    "same-request",
    "The first request with this Idempotency-Key is still running. Try again shortly.",
  ),
  CONFLICT: row(409, "read-again", "The state changed meanwhile. Read it again."),

  // Users
  USER_NOT_FOUND: row(404, "never", "User not found"),
  PRIMARY_NOT_FOUND: row(404, "never", "The primary user does not exist. Create it before linking."),
  PRIMARY_IS_ALIAS: row(422, "never", "An alias cannot be the primary of others. Use its primary."),
  ORG_USER_ID_EXISTS: row(409, "never", "The org_user_id belongs to another user."),
  EMAIL_EXISTS_SAME_USER: row(409, "never", "The e-mail address is the primary contact of a user of the same type."),
  EMAIL_EXISTS_DIFFERENT_USER: row(
    409,
    "never",
    "The e-mail address is the primary contact of a user of another type.",
  ),
  PHONE_EXISTS_SAME_USER: row(409, "never", "The phone number is the primary contact of a user of the same type."),
  PHONE_EXISTS_DIFFERENT_USER: row(409, "never", "The phone number is the primary contact of a user of another type."),

  // Raised by the client alone
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

function row<Status extends number, Retry extends RetryClass>(status: Status, retry: Retry, sentence: string) {
  return { status, retry, sentence };
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
    const known = errorTable[code];
    super(init.message ?? known.sentence);
    this.code = code;
    this.status = init.status ?? known.status;
    this.retry = known.retry;
    this.retryable = known.retry === "same-request";
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

/** True when the text is one of our codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
