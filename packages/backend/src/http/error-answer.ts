import { ConsentError, errorBody, errorTable, isConsentError } from "@notice-consent/contract";
import { isUnavailable } from "../db/failure.ts";

/** The statuses of errors that arise in the server. */
export type AnswerStatus = Exclude<(typeof errorTable)[keyof typeof errorTable]["status"], 0>;

/** An error as it leaves the server. */
export interface ErrorAnswer {
  readonly status: AnswerStatus;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Status and body of a failure. Nothing of an unexpected one is told: it may quote a query and its values. */
export function errorAnswer(failure: unknown): ErrorAnswer {
  const error = known(failure);
  const { code, message, detail } = error;
  const told = errorTable[code].status;
  const status = told === 0 ? errorTable.INTERNAL.status : told;
  const headers: Record<string, string> = {};
  if (status === 503) headers["retry-after"] = "1";
  if (error.retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  const facts = detail === undefined ? undefined : typeof detail === "object" && detail !== null ? { ...detail } : {};
  return { status, headers, body: errorBody(code, message, facts) };
}

function known(failure: unknown): ConsentError {
  if (isConsentError(failure)) return failure;
  return new ConsentError(isUnavailable(failure) ? "SERVICE_UNAVAILABLE" : "INTERNAL");
}
