import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys, usersApiCredentials } from "../db/access-schema.ts";
import { createApiKey, field } from "../test-backend.test-data.ts";
import { createSessionLimit } from "./session-limit.ts";
import { createCredential, createTestUsersApi, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

const list = (token: string | undefined, organizationId = api.organizationId) =>
  api.call("GET", `/v1/consents/users?organization_id=${organizationId}`, { token });

describe("opening a session", () => {
  it("answers a signed token of an hour, for a key and its secret [U1]", async () => {
    const opened = await api.open();
    expect([opened.status, Object.keys(opened.body as object)]).toEqual([200, ["access_token"]]);
    const token = field(opened.body, "access_token");
    const { exp = 0, iat = 0 } = decodeJwt(token);
    expect([decodeProtectedHeader(token).alg, exp - iat]).toEqual(["ES256", 3600]);
    expect((await list(token)).status).toBe(200);
  });

  it("takes an API key too, by its public part and its secret one [U1]", async () => {
    const [, key = "", secret = ""] = /^cms_([^_]+)_(.+)$/.exec(api.backend.home.apiKey) ?? [];
    const opened = await api.open({ key, secret });
    expect((await list(field(opened.body, "access_token"))).status).toBe(200);
  });

  it("refuses every bad pair and every other type with 400, alike [U1, U36]", async () => {
    const { key, secret } = api.credential;
    const [, prefix = ""] = api.backend.home.apiKey.split("_");
    const bad = [
      { key, secret: `${secret}x` },
      { key: `${key}x`, secret },
      { key: "unknown", secret },
      { key: prefix, secret },
      { key: secret, secret: key },
    ];
    const answers = [];
    for (const pair of bad) answers.push(await api.open(pair));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.body).toEqual({ code: 400, name: "BadRequest", message: expect.any(String), errors: {} });
    const path = "/v1/sessions";
    for (const body of [{ type: "password", key, secret }, { type: "api-key", key }, {}, []])
      expect((await api.call("POST", path, { body })).status).toBe(400);
    expect((await api.call("POST", path, { raw: "{" })).status).toBe(400);
  });

  it("ends with its key, at once [U1]", async () => {
    const credential = await createCredential(api.backend, api.backend.home);
    const token = field((await api.open(credential)).body, "access_token");
    expect((await list(token)).status).toBe(200);
    await api.backend.database.queries
      .update(usersApiCredentials)
      .set({ revokedAt: new Date() })
      .where(eq(usersApiCredentials.key, credential.key));
    expect((await list(token)).status).toBe(401);
    expect((await api.open(credential)).status).toBe(400);
  });

  it("is limited per organisation, and says how many are left [U37]", async () => {
    const { headers } = await api.open();
    expect(headers.get("ratelimit-policy")).toMatch(/^\d+;w=15$/);
    expect(headers.get("ratelimit")).toMatch(/^limit=\d+, remaining=\d+, reset=\d+$/);
    let now = 0;
    const limit = createSessionLimit(0.02, () => now);
    expect(limit.take("one")).toEqual({ RateLimit: "limit=2, remaining=1, reset=15", "RateLimit-Policy": "2;w=15" });
    now = 9000;
    expect(limit.take("one")).toMatchObject({ RateLimit: "limit=2, remaining=0, reset=6" });
    expect(() => limit.take("one")).toThrow(expect.objectContaining({ code: "RATE_LIMITED", retryAfterMs: 6000 }));
    expect(limit.take("other")).toMatchObject({ RateLimit: "limit=2, remaining=1, reset=15" });
    now = 15_000;
    expect(limit.take("one")).toMatchObject({ RateLimit: "limit=2, remaining=1, reset=15" });
  });
});

describe("a bearer token", () => {
  it("has to be a live one of a session: a person's token is none [U2]", async () => {
    const person = await api.backend.tokenFor({ org_user_id: "person" });
    const forged = api.token.replace(/[^.]+$/, "AAAA");
    for (const token of [undefined, "", "x", person, forged, api.backend.home.apiKey, api.credential.secret]) {
      const refused = await list(token);
      expect([refused.status, refused.body]).toEqual([
        401,
        expect.objectContaining({ code: 401, name: "Unauthorized" }),
      ]);
    }
    expect((await api.backend.read(api.token)).status).toBe(401);
  });

  it("stands for its key in the management of users, and nowhere else", async () => {
    const { send, usersPath, publicPath } = api.backend;
    const { token } = api;
    const made = await send("POST", `${usersPath}/`, { token, body: { org_user_id: "by-session" } });
    expect(made.status).toBe(201);
    expect((await send("GET", `${usersPath}/by-org-user-id/by-session`, { token })).status).toBe(200);
    const generated = await send("POST", `${publicPath}/tokens/generate`, { token, body: { org_user_id: "x" } });
    expect(generated.status).toBe(403);
  });

  it("without the permission for users is refused with 403 [U3]", async () => {
    const apiKey = await createApiKey(api.backend.database, api.backend.keys, api.backend.home.address.workspaceUuid, [
      "tokens",
    ]);
    const [, key = "", secret = ""] = /^cms_([^_]+)_(.+)$/.exec(apiKey) ?? [];
    const token = field((await api.open({ key, secret })).body, "access_token");
    expect((await list(token)).status).toBe(403);
    await api.backend.database.queries.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.prefix, key));
    expect((await list(token)).status).toBe(401);
  });
});

describe("organization_id", () => {
  it("is required and has to be the key's own [U3]", async () => {
    const missing = await api.call("GET", "/v1/consents/users", { token: api.token });
    expect(missing.body).toMatchObject({ code: 400, errors: { organization_id: {} } });
    const foreign = await list(api.token, api.backend.stranger.address.organisationUuid);
    expect([foreign.status, foreign.body]).toEqual([403, expect.objectContaining({ code: 403, name: "Forbidden" })]);
  });
});

describe("what the Users API does not have", () => {
  it("is declared in its own words: not found, not allowed, not supported [U36, U48]", async () => {
    const cases = [
      ["GET", "/v1/consents/links", 404, "NotFound"],
      ["POST", "/v1/consents/proofs", 404, "NotFound"],
      ["GET", "/v1", 404, "NotFound"],
      ["PUT", `/v1/consents/users?organization_id=${api.organizationId}`, 405, "MethodNotAllowed"],
    ] as const;
    for (const [method, path, status, name] of cases) {
      const received = await api.call(method, path, { token: api.token });
      expect([path, received.status, received.body]).toEqual([
        path,
        status,
        expect.objectContaining({ code: status, name }),
      ]);
      expect(received.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect((await api.listUsers("&$include_full_tree=true")).status).toBe(400);
  });
});

describe("a token for a person", () => {
  it("opens the notices of its workspace for so many seconds, and not the Users API [U47]", async () => {
    const body = { organization_id: api.organizationId, organization_user_id: `token-${randomUUID()}`, lifetime: 60 };
    const made = await api.send("POST", "tokens", body);
    expect(made.body).toMatchObject(body);
    const token = field(made.body, "id_token");
    const { exp = 0, iat = 0 } = decodeJwt(token);
    expect(exp - iat).toBe(60);
    expect((await api.backend.read(token)).status).toBe(200);
    expect((await list(token)).status).toBe(401);
    expect((await api.send("POST", "tokens", { ...body, organization_id: "other" })).status).toBe(400);
    expect((await api.send("POST", "tokens", { ...body, lifetime: 3601 })).status).toBe(400);
  });
});
