import { NoticeConsent } from "@notice-consent/react";
import { fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { submitRefused } from "./refused-story.test-data.tsx";

const meta = preview.meta({
  title: "States/Submission refused",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

/** 401 `INVALID_TOKEN` */
export const InvalidToken = meta.story(submitRefused("INVALID_TOKEN"));

/** 401 `TOKEN_EXPIRED` */
export const TokenExpired = meta.story(submitRefused("TOKEN_EXPIRED"));

/** 401 `SESSION_REVOKED` */
export const SessionRevoked = meta.story(submitRefused("SESSION_REVOKED"));

/** 404 `NOT_FOUND` */
export const NotFound = meta.story(submitRefused("NOT_FOUND"));

/** 422 `INVALID_PURPOSE` */
export const InvalidPurpose = meta.story(submitRefused("INVALID_PURPOSE"));

/** 422 `IDEMPOTENCY_MISMATCH` */
export const IdempotencyMismatch = meta.story(submitRefused("IDEMPOTENCY_MISMATCH"));

/** 409 `IDEMPOTENCY_IN_PROGRESS` */
export const IdempotencyInProgress = meta.story(submitRefused("IDEMPOTENCY_IN_PROGRESS"));

/** 422 `VALIDATION_FAILED` */
export const ValidationFailed = meta.story(submitRefused("VALIDATION_FAILED"));

/** 413 `PAYLOAD_TOO_LARGE` */
export const PayloadTooLarge = meta.story(submitRefused("PAYLOAD_TOO_LARGE"));

/** 400 `BAD_REQUEST` */
export const BadRequest = meta.story(submitRefused("BAD_REQUEST"));

/** 429 `RATE_LIMITED` */
export const RateLimited = meta.story(submitRefused("RATE_LIMITED"));

/** 500 `INTERNAL` */
export const Internal = meta.story(submitRefused("INTERNAL"));

/** 503 `SERVICE_UNAVAILABLE` */
export const ServiceUnavailable = meta.story(submitRefused("SERVICE_UNAVAILABLE"));
