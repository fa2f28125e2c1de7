import type { Answer } from "@notice-consent/client";
import { ConsentError, type ErrorCode } from "@notice-consent/contract";
import { usersApiErrorBody, type UsersApiEndpoint, type UsersApiErrorBody } from "@notice-consent/contract/users-api";

/** What a call came to: what the endpoint answers, or the error that a refusal amounts to. */
export async function readAnswer(endpoint: UsersApiEndpoint, answer: Answer): Promise<unknown> {
  if (answer.status < 200 || answer.status > 299) throw await failureOf(answer);
  if (endpoint.answer === undefined) return undefined;
  const read = await endpoint.answer["~standard"].validate(parse(answer.text));
  if (read.issues !== undefined) throw errorOf("BAD_RESPONSE", answer);
  return read.value;
}

/** Facts of a refusal, for this package alone: errors are shown without them. */
export interface RefusalFacts {
  readonly fields: readonly { readonly path: string }[];
  readonly errors: UsersApiErrorBody["errors"];
}

async function failureOf(answer: Answer): Promise<ConsentError> {
  const ofServer = serverFailure(answer.status);
  if (ofServer !== undefined) return errorOf(ofServer, answer);
  const read = await usersApiErrorBody["~standard"].validate(parse(answer.text));
  // A 404 of somebody else's page is not the service's word that a user is unknown.
  if (read.issues !== undefined || answer.status < 400) return errorOf("BAD_RESPONSE", answer);
  const { errors } = read.value;
  const facts: RefusalFacts = { errors, fields: Object.keys(errors).map((path) => ({ path })) };
  return errorOf(refusal(answer.status), answer, facts);
}

function serverFailure(status: number): ErrorCode | undefined {
  if (status === 429) return "RATE_LIMITED";
  if (status === 408) return "TIMEOUT";
  if (status === 425 || status === 503) return "SERVICE_UNAVAILABLE";
  return status >= 500 ? "INTERNAL" : undefined;
}

function refusal(status: number): ErrorCode {
  switch (status) {
    case 401:
      return "UNAUTHORIZED";
    case 403:
      return "FORBIDDEN";
    case 404:
      return "NOT_FOUND";
    case 405:
      return "METHOD_NOT_ALLOWED";
    case 409:
    case 412:
      return "CONFLICT";
    case 413:
      return "PAYLOAD_TOO_LARGE";
    case 422:
      return "IDEMPOTENCY_MISMATCH";
    default:
      return "VALIDATION_FAILED";
  }
}

function errorOf(code: ErrorCode, { status, retryAfterMs, requestId }: Answer, detail?: RefusalFacts): ConsentError {
  return new ConsentError(code, { status, retryAfterMs, requestId, detail });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
