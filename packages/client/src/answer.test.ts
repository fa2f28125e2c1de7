import {
  createUser,
  linkUsers,
  readNotice,
  refreshTokens,
  submitConsent,
  type Endpoint,
  type ErrorCode,
} from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { readFailure, readSuccess, type Answer } from "./answer.ts";

function answer(status: number, body: unknown): Answer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, text, retryAfterMs: undefined, requestId: "request-1" };
}

describe("a failed answer", () => {
  it.each<[string, unknown, string]>([
    ["message", { message: "one", detail: "two" }, "one"],
    ["detail as text", { detail: "two" }, "two"],
    ["detail.message", { detail: { message: "three", detail: "four" } }, "three"],
    ["detail.detail", { detail: { detail: "four" } }, "four"],
    ["an empty message as sent", { message: "" }, ""],
    ["markup as plain text", { message: "<b>five</b>" }, "<b>five</b>"],
  ])("takes its message from %s [W4]", (_, body, expected) => {
    expect(readFailure(readNotice, answer(404, body)).message).toBe(expected);
  });

  it("falls back to the table's sentence for a list of fields [W4]", () => {
    const error = readFailure(submitConsent, answer(422, { detail: [{ loc: ["body"], msg: "field required" }] }));
    expect(error).toMatchObject({ code: "VALIDATION_FAILED", status: 422, requestId: "request-1" });
    expect(error.message).toContain("field is missing");
  });

  it.each<[string, Endpoint, number, unknown, ErrorCode]>([
    [
      "the top-level code first",
      submitConsent,
      422,
      { error_code: "INVALID_PURPOSE", detail: { error_code: "X" } },
      "INVALID_PURPOSE",
    ],
    [
      "then that in detail",
      submitConsent,
      422,
      { detail: { error_code: "IDEMPOTENCY_MISMATCH" } },
      "IDEMPOTENCY_MISMATCH",
    ],
    [
      "a conflict type as a code",
      createUser,
      409,
      { detail: { conflict_type: "ORG_USER_ID_EXISTS" } },
      "ORG_USER_ID_EXISTS",
    ],
    ["a link's message alone as the alias it speaks of", linkUsers, 422, { message: "An alias." }, "PRIMARY_IS_ALIAS"],
    ["a link's list of fields as that", linkUsers, 422, { detail: [{ msg: "required" }] }, "VALIDATION_FAILED"],
    ["a link's text in detail as no alias", linkUsers, 422, { detail: "Unprocessable" }, "VALIDATION_FAILED"],
    ["a submission's message alone as neither of two", submitConsent, 422, { message: "No." }, "VALIDATION_FAILED"],
    ["a link's unknown primary", linkUsers, 404, { message: "User not found" }, "PRIMARY_NOT_FOUND"],
    ["a 409 with a code that is no text as no yes", readNotice, 409, { error_code: 4091, message: "x" }, "CONFLICT"],
    ["a 409 with such a code in detail as no yes", readNotice, 409, { detail: { error_code: 4091 } }, "CONFLICT"],
    [
      "a 409 with such a code before the yes as no yes",
      readNotice,
      409,
      { error_code: 4091, detail: { error_code: "CONSENT_ALREADY_PROVIDED" } },
      "CONFLICT",
    ],
    ["a 409 with such a conflict as no yes", readNotice, 409, { detail: { conflict_type: {} } }, "CONFLICT"],
    ["a 409 whose code is null as without one", readNotice, 409, { error_code: null }, "CONSENT_ALREADY_PROVIDED"],
    [
      "a 409 whose code in detail is null as without one",
      readNotice,
      409,
      { detail: { error_code: null } },
      "CONSENT_ALREADY_PROVIDED",
    ],
    [
      "a 401 without a code as the endpoint's own",
      readNotice,
      401,
      { detail: { detail: "Unauthorized" } },
      "INVALID_TOKEN",
    ],
    ["a refresh 401 without a code", refreshTokens, 401, { detail: "Unauthorized" }, "REFRESH_INVALID"],
    ["an API-key 401 without a code", createUser, 401, { message: "no" }, "UNAUTHORIZED"],
    ["a 404 of the ledger", readNotice, 404, { code: 404, status: "NOT_FOUND", detail: "gone" }, "NOT_FOUND"],
    ["a 500 with a message", submitConsent, 500, { message: "oops" }, "INTERNAL"],
  ])("is recognised by %s [W4]", (_, endpoint, status, body, code) => {
    expect(readFailure(endpoint, answer(status, body)).code).toBe(code);
  });

  it.each<[string, Endpoint, unknown, ErrorCode]>([
    ["without a code on the read", readNotice, {}, "CONSENT_ALREADY_PROVIDED"],
    ["with the code on the read", readNotice, { error_code: "CONSENT_ALREADY_PROVIDED" }, "CONSENT_ALREADY_PROVIDED"],
    ["with an unknown code on the read", readNotice, { error_code: "SOMETHING" }, "CONFLICT"],
    ["with an empty body on the read", readNotice, "", "BAD_RESPONSE"],
    ["with a page on the read", readNotice, "<html></html>", "BAD_RESPONSE"],
    ["without a code on the submission", submitConsent, { message: "no" }, "CONFLICT"],
    [
      "with a changed version",
      submitConsent,
      { detail: { error_code: "NOTICE_VERSION_CHANGED" } },
      "NOTICE_VERSION_CHANGED",
    ],
    ["with a request under way", submitConsent, { error_code: "IDEMPOTENCY_IN_PROGRESS" }, "IDEMPOTENCY_IN_PROGRESS"],
    ["with none of the wire's members on the submission", submitConsent, {}, "BAD_RESPONSE"],
    ["of a stale refresh", refreshTokens, { error_code: "REFRESH_STALE" }, "REFRESH_STALE"],
    ["without a code on the refresh", refreshTokens, { message: "busy" }, "CONFLICT"],
    ["with none of the wire's members on the refresh", refreshTokens, { error: "busy" }, "BAD_RESPONSE"],
    ["with nothing at all on the refresh", refreshTokens, {}, "BAD_RESPONSE"],
  ])("of 409 %s is told apart by its code [R-F4] [W15]", (_, endpoint, body, code) => {
    expect(readFailure(endpoint, answer(409, body)).code).toBe(code);
  });

  it("says 'already given' with 409 alone: the code under another status is no consent [R-F5]", () => {
    const body = { error_code: "CONSENT_ALREADY_PROVIDED" };
    for (const status of [200, 400, 403, 404, 422, 500, 503]) {
      expect(readFailure(readNotice, answer(status, body)).code).not.toBe("CONSENT_ALREADY_PROVIDED");
    }
  });

  const foreign = [
    "",
    " ",
    "<html>Sign in to the network</html>",
    "not json",
    "null",
    "[]",
    '"text"',
    "42",
    "{",
    '{"portal":true}',
  ];
  const terminal = new Set<ErrorCode>([
    "REFRESH_INVALID",
    "REFRESH_REUSED",
    "SESSION_REVOKED",
    "INVALID_TOKEN",
    "TOKEN_EXPIRED",
    "FORBIDDEN",
  ]);

  it.each([401, 403])("of %i is terminal only in one of the wire's JSON shapes [R-C6]", (status) => {
    for (const body of foreign) {
      const { code } = readFailure(refreshTokens, answer(status, body));
      expect(terminal.has(code), `${status} ${body}`).toBe(false);
    }
    for (const body of [
      { message: "no" },
      { detail: "no" },
      { detail: { message: "no", error_code: "REFRESH_INVALID" } },
    ]) {
      expect(terminal.has(readFailure(refreshTokens, answer(status, body)).code)).toBe(true);
    }
  });

  it.each([408, 425, 429, 500, 502, 503, 504])("of %i is temporary whatever its body says [R-A17] [R-C6]", (status) => {
    for (const body of [...foreign, '{"error_code":"REFRESH_REUSED"}', '{"error_code":"SESSION_REVOKED"}']) {
      const error = readFailure(refreshTokens, answer(status, body));
      expect(error.retryable, `${status} ${body}`).toBe(true);
      expect(terminal.has(error.code)).toBe(false);
    }
  });

  it("repeats nothing that a service may echo to a browser [SEC-C3]", () => {
    const echo = { message: "bad r0-secret", detail: [{ input: { refresh_token: "r0-secret" } }] };
    const error = readFailure(refreshTokens, answer(422, echo));
    expect(JSON.stringify(error) + error.message).not.toContain("r0-secret");
    expect(readFailure(submitConsent, answer(422, echo)).detail).toBeUndefined();
  });

  it("keeps the facts of a conflict for the holder of an API key", () => {
    const detail = { conflict_type: "EMAIL_EXISTS_SAME_USER", existing_user: { uuid: "u" } };
    expect(readFailure(createUser, answer(409, { detail })).detail).toEqual(detail);
  });
});

describe("a successful answer", () => {
  it("is read with and without its envelope [W3]", async () => {
    const tokens = { token: "a", refresh_token: "r" };
    expect(await readSuccess(refreshTokens, answer(200, { code: 200, status: "ok", detail: tokens }))).toMatchObject(
      tokens,
    );
    expect(await readSuccess(refreshTokens, answer(200, tokens))).toMatchObject(tokens);
  });

  it.each(["", "{}", "null", '{"detail":null}', '{"code":201,"detail":"recorded"}'])(
    "of a submission may say nothing: %j [R-F5]",
    async (body) => {
      expect(await readSuccess(submitConsent, answer(201, body))).toMatchObject({ event_uuid: "" });
    },
  );

  it("that is a page of somebody else is no answer [R-C6]", async () => {
    await expect(readSuccess(submitConsent, answer(200, "<html>portal</html>"))).rejects.toMatchObject({
      code: "BAD_RESPONSE",
    });
  });

  it.each(["", "{}", "null", "[]", '{"detail":{}}', '{"detail":{"uuid":"n","active_config":{"purposes":"none"}}}'])(
    "of a read has to be a notice: %j [R-F5] [W17]",
    async (body) => {
      await expect(readSuccess(readNotice, answer(200, body))).rejects.toMatchObject({ code: "BAD_RESPONSE" });
    },
  );

  it("cannot pollute prototypes or run away, however it is nested [SEC-C11]", async () => {
    const deep = `${'{"detail":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    for (const body of [deep, '{"__proto__":{"polluted":true},"detail":{"__proto__":{"polluted":true}}}']) {
      await readSuccess(submitConsent, answer(201, body)).catch(() => {});
    }
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
