import { NoticeConsent } from "@notice-consent/react";
import { fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { refreshRefused } from "./refused-story.test-data.tsx";

const meta = preview.meta({
  title: "States/Renewal refused",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

/** 401 `REFRESH_INVALID` */
export const RefreshInvalid = meta.story(refreshRefused("REFRESH_INVALID"));

/** 401 `REFRESH_REUSED` */
export const RefreshReused = meta.story(refreshRefused("REFRESH_REUSED"));

/** 409 `REFRESH_STALE` */
export const RefreshStale = meta.story(refreshRefused("REFRESH_STALE"));

/** 401 `SESSION_REVOKED` */
export const SessionRevoked = meta.story(refreshRefused("SESSION_REVOKED"));

/** 401 `UNAUTHORIZED` */
export const Unauthorized = meta.story(refreshRefused("UNAUTHORIZED"));

/** 404 `NOT_FOUND` */
export const NotFound = meta.story(refreshRefused("NOT_FOUND"));

/** 400 `BAD_REQUEST` */
export const BadRequest = meta.story(refreshRefused("BAD_REQUEST"));

/** 422 `VALIDATION_FAILED` */
export const ValidationFailed = meta.story(refreshRefused("VALIDATION_FAILED"));

/** 413 `PAYLOAD_TOO_LARGE` */
export const PayloadTooLarge = meta.story(refreshRefused("PAYLOAD_TOO_LARGE"));

/** 429 `RATE_LIMITED` */
export const RateLimited = meta.story(refreshRefused("RATE_LIMITED"));

/** 500 `INTERNAL` */
export const Internal = meta.story(refreshRefused("INTERNAL"));

/** 503 `SERVICE_UNAVAILABLE` */
export const ServiceUnavailable = meta.story(refreshRefused("SERVICE_UNAVAILABLE"));
