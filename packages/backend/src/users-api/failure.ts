import { isConsentError } from "@notice-consent/contract";
import {
  composeUsersApiError,
  fieldErrors,
  type UsersApiErrorBody,
  type UsersApiErrorName,
  usersApiErrorName,
  usersApiErrors,
} from "@notice-consent/contract/users-api";
import type { Context } from "hono";
import { errorAnswer } from "../http/error-answer.ts";
import type { ServerEnv } from "../http/server-env.ts";

/** A refusal in the words of the Users API. */
export class UsersApiFailure extends Error {
  override readonly name = "UsersApiFailure";
  readonly kind: UsersApiErrorName;
  readonly errors: UsersApiErrorBody["errors"];

  constructor(kind: UsersApiErrorName, message: string, errors: UsersApiErrorBody["errors"] = {}) {
    super(message);
    this.kind = kind;
    this.errors = errors;
  }
}

/** The refusal of fields or query items by their dotted paths. */
export function badFields(fields: readonly { readonly path: string; readonly message: string }[]): UsersApiFailure {
  return new UsersApiFailure("BadRequest", "Some of what was sent cannot be taken.", fieldErrors(fields));
}

/** A failure as the Users API answers it. Nothing of an unexpected one is told. */
export function usersApiFailureAnswer(failure: unknown, context: Context<ServerEnv>): Response {
  if (failure instanceof UsersApiFailure) {
    const { kind, message, errors } = failure;
    return context.json(composeUsersApiError(kind, message, errors), usersApiErrors[kind]);
  }
  const { status, headers } = errorAnswer(failure);
  // What the wire calls 422 is a bad request here, where 422 is for repeated keys alone.
  const isMismatch = isConsentError(failure) && failure.code === "IDEMPOTENCY_MISMATCH";
  const name = usersApiErrorName(status === 422 && !isMismatch ? 400 : status);
  const message = isConsentError(failure)
    ? failure.message
    : name === "ServiceUnavailable"
      ? "The service is not ready. Try again shortly."
      : "The service failed.";
  // The rest of a body that is too large is not read, so the connection cannot serve another request.
  const closing = status === 413 && context.req.raw.body !== null ? { Connection: "close" } : {};
  return context.json(composeUsersApiError(name, message), usersApiErrors[name], { ...headers, ...closing });
}
