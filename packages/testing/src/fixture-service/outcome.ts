import { errorTable, type ErrorCode } from "@notice-consent/contract";

/** What a route decided: the detail of a success, or a refusal from the error table. */
export type Outcome<Detail = unknown> =
  | { readonly status: "done"; readonly detail: Detail }
  | { readonly status: "refused"; readonly code: ErrorCode; readonly message: string; readonly facts: Facts };

/** Members that a refusal adds to its `detail`. */
type Facts = Readonly<Record<string, unknown>>;

/** A success. */
export function done<Detail>(detail: Detail): Outcome<Detail> {
  return { status: "done", detail };
}

/** A refusal; its message is the table's sentence unless another is given. */
export function refused(
  code: ErrorCode,
  init: { readonly message?: string; readonly facts?: Facts } = {},
): Outcome<never> {
  return { status: "refused", code, message: init.message ?? errorTable[code].sentence, facts: init.facts ?? {} };
}

// The pages on user management print these as a bare message.
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

/** The JSON body of a refusal. */
export function refusalBody(code: string, message: string, facts: Facts = {}): unknown {
  const isBare = bareCodes.has(code) && Object.keys(facts).length === 0;
  return isBare ? { message, error_code: code } : { detail: { ...facts, message, error_code: code } };
}
