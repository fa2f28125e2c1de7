import type { ErrorCode } from "@notice-consent/contract";

/** The steps of a handler: the last part of the address says which. */
export type Step = "token" | "refresh" | "status" | "link";

/** Why a request got no answer of its step. */
export type Refusal = "cross-site" | "rate-limited" | "unreadable-body" | "not-signed-in" | "session-ended" | "invalid";

/** What a handler has done, for your log: no id, no token, no text of a request. */
export type ConsentEvent =
  | { readonly type: "answered"; readonly step: Step; readonly as: "signed-in" | "anonymous" }
  | { readonly type: "refused"; readonly step: Step; readonly reason: Refusal }
  | { readonly type: "failed"; readonly step: Step; readonly code: ErrorCode }
  /** What your `identify` threw is the `cause`. */
  | { readonly type: "failed"; readonly step: Step; readonly code: "IDENTIFY_FAILED"; readonly cause: unknown }
  /** Somebody named a person in a request; the names of the fields, never their values. */
  | { readonly type: "identifier-ignored"; readonly step: Step; readonly fields: readonly string[] };
