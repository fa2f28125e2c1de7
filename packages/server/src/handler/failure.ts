import { isConsentError, type ConsentError } from "@notice-consent/contract";
import { refuse } from "./answer.ts";
import { IdentifyError } from "./person.ts";

/** The answer to a failure: never a consent, never a text of the consent service. */
export function failureAnswer(failure: unknown): Response {
  if (failure instanceof IdentifyError) {
    return refuse(503, "SERVICE_UNAVAILABLE", "It could not be told who is asking. Try again shortly.");
  }
  if (!isConsentError(failure)) return failed();
  // Names of settings only; whoever sees it is the one who sets them up.
  if (failure.code === "CONFIGURATION") return refuse(500, "CONFIGURATION", failure.message);
  return failure.retryable ? unavailable(failure) : failed();
}

function unavailable({ retryAfterMs }: ConsentError): Response {
  const wait = retryAfterMs === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) };
  return refuse(503, "SERVICE_UNAVAILABLE", "The consent service cannot be reached. Try again shortly.", wait);
}

function failed(): Response {
  return refuse(500, "INTERNAL", "The consent request failed.");
}
