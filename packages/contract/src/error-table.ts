import { answeredErrors, learn, raisedErrors, row } from "./errors.ts";

/**
 * The one table of errors: code, status, retry class, sentence. Sources: the wire's codes and ours.
 * Whatever loads it speaks all of its sentences. A page does without: a refusal there says what the service's answer
 * says of it, and codes that only the holder of an API key meets are none of a page's.
 */
export const errorTable = learn({
  ...raisedErrors,
  // Answers of the service
  UNAUTHORIZED: {
    ...answeredErrors.UNAUTHORIZED,
    sentence: "The API key is missing, unknown or revoked. Send a live one.",
  },
  TOKEN_EXPIRED: {
    ...answeredErrors.TOKEN_EXPIRED,
    sentence: "The access token has expired. Refresh it and send the request again.",
  },
  FORBIDDEN: { ...answeredErrors.FORBIDDEN, sentence: "This credential may not do this. Use one with the permission." },
  REFRESH_REUSED: {
    ...answeredErrors.REFRESH_REUSED,
    sentence: "A used refresh token came back, so its session was ended. Generate new tokens.",
  },
  REFRESH_STALE: { ...answeredErrors.REFRESH_STALE, sentence: "A newer refresh token exists. Use that one." },
  SESSION_REVOKED: { ...answeredErrors.SESSION_REVOKED, sentence: "This session was ended. Generate new tokens." },
  BAD_REQUEST: {
    ...answeredErrors.BAD_REQUEST,
    sentence: "The body is not JSON that can be read without doubt. Correct it and send it again.",
  },
  VALIDATION_FAILED: {
    ...answeredErrors.VALIDATION_FAILED,
    sentence: "A field is missing or has the wrong form. The list of fields says which.",
  },
  NOT_FOUND: { ...answeredErrors.NOT_FOUND, sentence: "There is nothing here under this address." },
  METHOD_NOT_ALLOWED: { ...answeredErrors.METHOD_NOT_ALLOWED, sentence: "This address does not take this method." },
  PAYLOAD_TOO_LARGE: { ...answeredErrors.PAYLOAD_TOO_LARGE, sentence: "The body is larger than this address takes." },
  RATE_LIMITED: { ...answeredErrors.RATE_LIMITED, sentence: "Too many requests. Wait as long as Retry-After says." },
  INTERNAL: {
    ...answeredErrors.INTERNAL,
    sentence: "The consent service failed. Nothing is recorded unless a later read shows it.",
  },
  SERVICE_UNAVAILABLE: {
    ...answeredErrors.SERVICE_UNAVAILABLE,
    sentence: "The consent service is not ready. Try again shortly.",
  },
  CONSENT_ALREADY_PROVIDED: {
    ...answeredErrors.CONSENT_ALREADY_PROVIDED,
    sentence: "Nothing is left to ask of this person for this notice.",
  },
  NOTICE_VERSION_CHANGED: {
    ...answeredErrors.NOTICE_VERSION_CHANGED,
    sentence: "The notice changed while it was being read. Show the new version and ask again.",
  },
  INVALID_PURPOSE: {
    ...answeredErrors.INVALID_PURPOSE,
    sentence: "The submission names a purpose, element or product that the notice does not have.",
  },
  IDEMPOTENCY_MISMATCH: {
    ...answeredErrors.IDEMPOTENCY_MISMATCH,
    sentence: "This Idempotency-Key was used with another body. Make a new key for a new decision.",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    ...answeredErrors.IDEMPOTENCY_IN_PROGRESS,
    sentence: "The first request with this Idempotency-Key is still running. Try again shortly.",
  },
  CONFLICT: { ...answeredErrors.CONFLICT, sentence: "The state changed meanwhile. Read it again." },
  // Answers to the holder of an API key
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
} as const);
