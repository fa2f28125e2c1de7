import { NoticeConsent } from "@notice-consent/react";
import { fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { readRefused } from "./refused-story.test-data.tsx";

const meta = preview.meta({
  title: "States/Read refused",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

/** 401 `INVALID_TOKEN` */
export const InvalidToken = meta.story(readRefused("INVALID_TOKEN"));

/** 401 `TOKEN_EXPIRED` */
export const TokenExpired = meta.story(readRefused("TOKEN_EXPIRED"));

/** 401 `SESSION_REVOKED` */
export const SessionRevoked = meta.story(readRefused("SESSION_REVOKED"));

/** 404 `NOT_FOUND` */
export const NotFound = meta.story(readRefused("NOT_FOUND"));

/** 422 `VALIDATION_FAILED` */
export const ValidationFailed = meta.story(readRefused("VALIDATION_FAILED"));

/** 429 `RATE_LIMITED` */
export const RateLimited = meta.story(readRefused("RATE_LIMITED"));

/** 500 `INTERNAL` */
export const Internal = meta.story(readRefused("INTERNAL"));

/** 503 `SERVICE_UNAVAILABLE` */
export const ServiceUnavailable = meta.story(readRefused("SERVICE_UNAVAILABLE"));

/** A bare 403, as from a proxy. */
export const Status403 = meta.story(readRefused(403));

/** A bare 410, as from a proxy. */
export const Status410 = meta.story(readRefused(410));

/** A bare 502, as from a proxy. */
export const Status502 = meta.story(readRefused(502));
