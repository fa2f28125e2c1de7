import { expect, test, vi } from "vitest";
import { errorTable } from "./error-table.ts";
import { ConsentError, isConsentError, isErrorCode } from "./errors.ts";

test("401 is only ever about credentials and 403 only about permission [SEC-B20]", () => {
  const with401 = Object.entries(errorTable).filter(([, { status }]) => status === 401);
  expect(with401.map(([code]) => code).sort()).toEqual([
    "INVALID_TOKEN",
    "REFRESH_INVALID",
    "REFRESH_REUSED",
    "SESSION_REVOKED",
    "TOKEN_EXPIRED",
    "UNAUTHORIZED",
  ]);
  const with403 = Object.entries(errorTable).filter(([, { status }]) => status === 403);
  expect(with403.map(([code]) => code)).toEqual(["FORBIDDEN"]);
});

test("only what did not definitely fail may be sent again with the same key [R-F2]", () => {
  const repeatable = Object.entries(errorTable).filter(([, { retry }]) => retry === "same-request");
  expect(repeatable.map(([code]) => code).sort()).toEqual([
    "BAD_RESPONSE",
    "IDEMPOTENCY_IN_PROGRESS",
    "INTERNAL",
    "NETWORK",
    "RATE_LIMITED",
    "SERVICE_UNAVAILABLE",
    "TIMEOUT",
  ]);
});

test("an error is recognised by its brand, so that two copies of the package understand each other [R-E8]", () => {
  const fromAnotherCopy: unknown = Object.assign(new Error("x"), { brand: "notice-consent/error", code: "NETWORK" });
  expect(fromAnotherCopy).not.toBeInstanceOf(ConsentError);
  expect(isConsentError(fromAnotherCopy)).toBe(true);
  expect(isConsentError(new Error("x"))).toBe(false);
  expect(isConsentError(null)).toBe(false);
});

test("an error says what happened and carries nothing of the request [SEC-C3]", () => {
  const error = new ConsentError("NOTICE_VERSION_CHANGED", { requestId: "r-1" });
  expect(error.message).toBe(errorTable.NOTICE_VERSION_CHANGED.sentence);
  expect(Object.keys(error).sort()).toEqual([
    "brand",
    "code",
    "detail",
    "name",
    "requestId",
    "retry",
    "retryAfterMs",
    "retryable",
    "serviceCode",
    "status",
  ]);
});

test("a code is one of the table's own keys, not of its prototype", () => {
  expect(isErrorCode("NETWORK")).toBe(true);
  expect(isErrorCode("toString")).toBe(false);
});

test("a page that has not loaded the table knows what it can meet, and says what it does not know the words of", async () => {
  vi.resetModules();
  const page = await import("./errors.ts");
  expect(page.isErrorCode("CONFLICT")).toBe(true);
  expect(page.isErrorCode("USER_NOT_FOUND")).toBe(false);
  expect(new page.ConsentError("CONFLICT")).toMatchObject({ status: 409, retry: "read-again" });
  expect(new page.ConsentError("CONFLICT").message).toBe("The consent service refuses with CONFLICT.");
  expect(new page.ConsentError("NETWORK").message).toBe(errorTable.NETWORK.sentence);
  // Whatever loads the table speaks its sentences.
  await import("./error-table.ts");
  expect(new page.ConsentError("CONFLICT").message).toBe(errorTable.CONFLICT.sentence);
  expect(new page.ConsentError("USER_NOT_FOUND")).toMatchObject({ status: 404, retry: "never" });
});
