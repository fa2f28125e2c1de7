import { ConsentError, type ErrorCode, isConsentError } from "@notice-consent/contract";
import { isUnavailable } from "../db/failure.ts";

/** An error as it leaves the server. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

// The user-management page prints these as a bare message.
const bareCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "USER_NOT_FOUND",
  "PRIMARY_NOT_FOUND",
  "PRIMARY_IS_ALIAS",
  "ORG_USER_ID_EXISTS",
  "EMAIL_EXISTS_SAME_USER",
  "EMAIL_EXISTS_DIFFERENT_USER",
  "PHONE_EXISTS_SAME_USER",
  "PHONE_EXISTS_DIFFERENT_USER",
]);

/** Status and body of a failure. Nothing of an unexpected one is told: it may quote a query and its values. */
export function errorAnswer(failure: unknown): ErrorAnswer {
  const error = known(failure);
  const { code, message, detail, status } = error;
  const headers: Record<string, string> = {};
  if (status === 503) headers["retry-after"] = "1";
  if (error.retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  if (bareCodes.has(code) && detail === undefined) return { status, headers, body: { message, error_code: code } };
  const extra = typeof detail === "object" && detail !== null ? detail : {};
  return { status, headers, body: { detail: { ...extra, message, error_code: code } } };
}

function known(failure: unknown): ConsentError {
  if (isConsentError(failure)) return failure;
  return new ConsentError(isUnavailable(failure) ? "SERVICE_UNAVAILABLE" : "INTERNAL");
}
