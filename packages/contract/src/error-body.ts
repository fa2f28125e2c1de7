import type { ErrorCode } from "./errors.ts";

// The user-management page prints these as a bare message.
const bareCodes: ReadonlySet<string> = new Set<ErrorCode>([
  "USER_NOT_FOUND",
  "PRIMARY_NOT_FOUND",
  "PRIMARY_IS_ALIAS",
  "ORG_USER_ID_EXISTS",
  "EMAIL_EXISTS_SAME_USER",
  "EMAIL_EXISTS_DIFFERENT_USER",
  "PHONE_EXISTS_SAME_USER",
  "PHONE_EXISTS_DIFFERENT_USER",
]);

/** The JSON body of a refusal; facts stand in its `detail` beside message and code. */
export function errorBody(
  code: string,
  message: string,
  facts?: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (bareCodes.has(code) && facts === undefined) return { message, error_code: code };
  return { detail: { ...facts, message, error_code: code } };
}
