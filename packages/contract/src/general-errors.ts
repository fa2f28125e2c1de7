import type { Credential, Endpoint } from "./endpoint.ts";
import type { ErrorCode } from "./errors.ts";

/** Every code that an endpoint may answer with: its own, and those of its credential, its body and its server. */
export function errorsOf(endpoint: Endpoint): readonly ErrorCode[] {
  return [
    ...new Set([
      ...endpoint.errors,
      ...credentialErrors(endpoint.credential),
      ...requestErrors(endpoint),
      ...serverErrors,
    ]),
  ];
}

// An address that names no workspace, or a stranger's, is answered alike by all of them.
const serverErrors: readonly ErrorCode[] = ["NOT_FOUND", "RATE_LIMITED", "INTERNAL", "SERVICE_UNAVAILABLE"];

function requestErrors({ body, query, idempotencyKey }: Endpoint): readonly ErrorCode[] {
  if (body !== undefined) return ["BAD_REQUEST", "VALIDATION_FAILED", "PAYLOAD_TOO_LARGE"];
  return query.length > 0 || idempotencyKey ? ["VALIDATION_FAILED"] : [];
}

function credentialErrors(credential: Credential): readonly ErrorCode[] {
  switch (credential) {
    case "api-key":
      return ["UNAUTHORIZED", "FORBIDDEN"];
    case "access-token":
      return ["INVALID_TOKEN", "TOKEN_EXPIRED"];
    case "refresh-token":
      // A key may stand beside the token, and is checked then.
      return ["UNAUTHORIZED"];
    case "none":
      return [];
    default:
      return credential satisfies never;
  }
}
