import { endpoints, pathPattern } from "@notice-consent/contract";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "./db/access-schema.ts";
import type { LogLine } from "./http/request-log.ts";
import {
  createApiKey,
  createTestBackend,
  type Received,
  type Sending,
  type TestBackend,
} from "./test-backend.test-data.ts";

let backend: TestBackend;
const lines: LogLine[] = [];
beforeAll(async () => {
  backend = await createTestBackend({ allowLoopbackOrigins: false, log: (line) => lines.push(line) });
});
afterAll(() => backend.close());

const codeOf = ({ body }: Received): unknown =>
  (body as { detail?: { error_code?: unknown }; error_code?: unknown }).detail?.error_code ??
  (body as { error_code?: unknown }).error_code;

/** The path of an endpoint in the home workspace, its own parameters filled with something that exists or might. */
function pathOf(endpoint: (typeof endpoints)[number], address = backend.home.address): string {
  const values: Record<string, string> = {
    organisation_uuid: address.organisationUuid,
    workspace_uuid: address.workspaceUuid,
    notice_uuid: backend.home.noticeUuid,
    user_uuid: "00000000-0000-4000-8000-000000000000",
    org_user_id: "somebody",
    webhook_uuid: "00000000-0000-4000-8000-000000000001",
    delivery_uuid: "00000000-0000-4000-8000-000000000002",
  };
  return `/consent${pathPattern(endpoint).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "")}`;
}

const sendTo = (endpoint: (typeof endpoints)[number], sending: Sending, path = pathOf(endpoint)) =>
  backend.send(endpoint.method, path, endpoint.body === undefined ? sending : { body: {}, ...sending });

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  const unauthorized = { "api-key": "UNAUTHORIZED", "access-token": "INVALID_TOKEN" } as const;
  const needs =
    endpoint.credential === "api-key" || endpoint.credential === "access-token" ? endpoint.credential : undefined;

  it("takes its own kind of credential only, of whatever length and alphabet [SEC-B7, SEC-B9, W67]", async () => {
    const token = await backend.tokenFor({ org_user_id: "matrix" });
    const key = backend.home.apiKey;
    const wrong: Sending[] = [{}, { token: key }, { key: token }, { key: "é".repeat(60) }, { key: "" }];
    if (needs === "api-key")
      wrong.push({ token }, { key: `${key}x` }, { key: `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}` });
    if (needs === "access-token")
      wrong.push({ key }, { headers: { Authorization: `Basic ${token}` } }, { headers: { Authorization: token } });
    for (const sending of needs === undefined ? [] : wrong) {
      const received = await sendTo(endpoint, sending);
      expect(received.status).toBe(401);
      expect(codeOf(received)).toBe(needs === undefined ? undefined : unauthorized[needs]);
    }
  });

  it("answers a foreign credential with 404, as if the workspace did not exist [SEC-B1]", async () => {
    const token = await backend.tokenFor({ org_user_id: "matrix" });
    const credential: Sending =
      needs === "access-token" ? { token } : needs === "api-key" ? { key: backend.home.apiKey } : {};
    const mixed = {
      organisationUuid: backend.stranger.address.organisationUuid,
      workspaceUuid: backend.home.address.workspaceUuid,
    };
    for (const address of [backend.neighbour.address, backend.stranger.address, mixed]) {
      const received = await sendTo(endpoint, credential, pathOf(endpoint, address));
      if (needs !== undefined) expect(codeOf(received)).toBe("NOT_FOUND");
      expect(received.status).toBeGreaterThanOrEqual(400);
      expect(received.status).toBeLessThan(500);
    }
  });

  it("answers with and without a trailing slash, and never redirects [R-C10, W2]", async () => {
    const path = pathOf(endpoint).replace(/\/$/, "");
    const [bare, slashed] = [await sendTo(endpoint, {}, path), await sendTo(endpoint, {}, `${path}/`)];
    expect(slashed.status).toBe(bare.status);
    expect(slashed.text).toBe(bare.text);
    expect(bare.status).not.toBe(404);
    expect([301, 302, 307, 308]).not.toContain(bare.status);
  });

  it("answers other methods with 405 and Allow", async () => {
    const received = await backend.send("PUT", pathOf(endpoint));
    expect(received.status).toBe(405);
    expect(codeOf(received)).toBe("METHOD_NOT_ALLOWED");
    expect(received.headers.get("allow")).toContain(endpoint.method);
  });

  it("refuses a body above its limit, whether or not its length is told [SEC-B11, R-G5]", async () => {
    if (endpoint.body === undefined) return;
    const text = JSON.stringify({ filler: "x".repeat(endpoint.bodyLimit) });
    const chunked = () =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < text.length; at += 9000)
            controller.enqueue(new TextEncoder().encode(text.slice(at, at + 9000)));
          controller.close();
        },
      });
    const told = await backend.send(endpoint.method, pathOf(endpoint), {
      raw: text,
      headers: { "Content-Length": String(text.length) },
    });
    const request = new Request(`http://backend.example${pathOf(endpoint)}`, {
      method: endpoint.method,
      body: chunked(),
      duplex: "half",
    } as RequestInit);
    const untold = await backend.app.request(request);
    expect([told.status, untold.status]).toEqual([413, 413]);
    expect(codeOf(told)).toBe("PAYLOAD_TOO_LARGE");
  });
});

describe("a revoked API key", () => {
  it("is refused at once [SEC-B9]", async () => {
    const key = await createApiKey(backend.database, backend.keys, backend.home.address.workspaceUuid, [
      "tokens",
      "users",
    ]);
    const path = `${backend.usersPath}/by-org-user-id/nobody`;
    expect((await backend.send("GET", path, { key })).status).toBe(404);
    const prefix = key.split("_")[1] ?? "";
    await backend.database.queries.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.prefix, prefix));
    expect((await backend.send("GET", path, { key })).status).toBe(401);
  });
});

describe("every answer", () => {
  it("keeps itself out of caches and pages, whatever became of the request [SEC-B16, R-C9]", async () => {
    const answers = [
      await backend.send("GET", "/health"),
      await backend.send("GET", "/nowhere"),
      await backend.send("PUT", "/consent/.well-known/jwks.json"),
      await backend.send("DELETE", `${backend.publicPath}/tokens/refresh`),
      await backend.send("POST", `${backend.publicPath}/tokens/refresh`, {
        raw: "x".repeat(70_000),
        headers: { "Content-Length": "70000" },
      }),
      await backend.send("GET", `${backend.publicPath}/notices/get-notice/${backend.home.noticeUuid}`),
    ];
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "strict-transport-security": "max-age=31536000",
        vary: "Authorization, Accept-Language, Origin",
        "x-content-type-options": "nosniff",
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    }
    expect(new Set(answers.map(({ headers }) => headers.get("x-request-id"))).size).toBe(answers.length);
  });

  it("is JSON with a message and a code, where it refuses [SEC-B20]", async () => {
    const received = await backend.send("GET", "/nowhere");
    expect(received.status).toBe(404);
    expect(received.headers.get("content-type")).toContain("application/json");
    expect(received.body).toEqual({ detail: { message: expect.any(String) as string, error_code: "NOT_FOUND" } });
  });

  it("tells nothing of a failure inside", async () => {
    const failed: LogLine[] = [];
    const broken = await createTestBackend({ log: (line) => failed.push(line) });
    await broken.close();
    const received = await broken.send("GET", `${broken.usersPath}/by-org-user-id/canary`, { key: broken.home.apiKey });
    expect(received.status).toBeGreaterThanOrEqual(500);
    expect(received.text).not.toMatch(/canary|select|Error|at /);
    expect(failed.at(-1)?.failure).toMatch(/Error/);
    expect(JSON.stringify(failed)).not.toMatch(/canary|select|cms_/);
    expect((await broken.send("GET", "/ready")).status).toBe(503);
    expect((await broken.send("GET", "/health")).status).toBe(200);
  });
});

describe("a body", () => {
  const path = () => `${backend.usersPath}/`;
  const send = (raw: BodyInit) => backend.send("POST", path(), { key: backend.home.apiKey, raw });

  it.each([
    ["is not JSON", "{"],
    ["is empty", ""],
    ["names a member twice", '{"org_user_id":"a","org_user_id":"b"}'],
    ["names a member twice in different spellings", '{"org_user_id":"a","org_user_\\u0069d":"b"}'],
    ["has NUL", '{"org_user_id":"a\\u0000b"}'],
    ["has half a surrogate pair", '{"org_user_id":"a","metadata":{"x":"\\ud800"}}'],
    ["is nested 21 levels deep", `{"org_user_id":"a","metadata":${"[".repeat(20)}${"]".repeat(20)}}`],
    ["has a number that would change", '{"org_user_id":"a","metadata":{"x":12345678901234567890}}'],
  ])("is refused with 400 when it %s [SEC-B11, SEC-B22]", async (_, raw) => {
    const received = await send(raw);
    expect(received.status).toBe(400);
    expect(codeOf(received)).toBe("BAD_REQUEST");
  });

  it("is refused with 400 when it is not UTF-8", async () => {
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400);
  });

  it("is refused with 422 and its fields when it has another form", async () => {
    for (const raw of ["[]", "null", '"text"', '{"org_user_id":["a"]}', '{"org_user_id":"a","metadata":7}']) {
      const received = await send(raw);
      expect(received.status).toBe(422);
      expect(codeOf(received)).toBe("VALIDATION_FAILED");
    }
  });
});

describe("cross-origin calls", () => {
  const preflight = (origin: string, path = `${backend.publicPath}/submit-consent`) =>
    backend.send("OPTIONS", path, {
      headers: {
        Origin: origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
      },
    });

  it("are allowed from the workspace's exact origins, without credentials [SEC-B15]", async () => {
    const received = await preflight("https://shop.example");
    expect(received.status).toBe(204);
    expect(received.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(received.headers.get("access-control-allow-headers")).toBe(
      "Authorization, Content-Type, Idempotency-Key, Accept-Language, X-Consent-Token, If-Match",
    );
    expect(received.headers.has("access-control-allow-credentials")).toBe(false);
    const path = `${backend.publicPath}/notices/get-notice/${backend.home.noticeUuid}`;
    const answer = await backend.send("GET", path, { headers: { Origin: "https://shop.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(answer.headers.get("access-control-expose-headers")).toBe("Retry-After, X-Request-Id, Date");
    const refusal = await backend.send("GET", `${backend.publicPath}/notices/x`, {
      headers: { Origin: "https://shop.example" },
    });
    expect(refusal.status).toBe(401);
    expect(refusal.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it.each([
    "null",
    "*",
    "",
    "http://shop.example",
    "https://shop.example:8443",
    "https://shop.example.evil.example",
    "https://evil-shop.example",
    "https://sub.shop.example",
    "https://SHOP.example",
    "https://shop.example/",
    "https://shop.example@evil.example",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "file://",
    "javascript:alert(1)",
  ])("are refused from %j [SEC-B15]", async (origin) => {
    expect((await preflight(origin)).headers.has("access-control-allow-origin")).toBe(false);
  });

  it("are refused everywhere but on the public endpoints", async () => {
    expect(
      (await preflight("https://shop.example", `${backend.usersPath}/`)).headers.has("access-control-allow-origin"),
    ).toBe(false);
  });

  it("are allowed in development from every page of this machine, and from no other", async () => {
    const development = await createTestBackend({ allowLoopbackOrigins: true, database: backend.database });
    const allowed = async (origin: string) => {
      const path = `${development.publicPath}/notices/get-notice/${development.home.noticeUuid}`;
      const received = await development.send("GET", path, { headers: { Origin: origin } });
      return received.headers.get("access-control-allow-origin") === origin;
    };
    const local = ["http://localhost:3000", "http://127.0.0.1:5173", "http://[::1]:8080", "http://shop.localhost:3000"];
    expect(await Promise.all(local.map(allowed))).toEqual([true, true, true, true]);
    const remote = ["http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://127.0.0.2:1", "null"];
    expect(await Promise.all(remote.map(allowed))).toEqual([false, false, false, false]);
  });
});

describe("the log", () => {
  it("names the route's template, never an address, a token or a contact [SEC-B17]", async () => {
    lines.length = 0;
    const token = await backend.tokenFor({ email: "canary@example.org" });
    await backend.read(token, "?specific_uuid=canary");
    await backend.send("GET", `${backend.usersPath}/by-org-user-id/canary`, { key: backend.home.apiKey });
    await backend.send("GET", "/canary");
    await backend.link("canary", []);
    expect(lines.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404]);
    expect(lines[4]?.route).toMatch(/\/link-users$/);
    expect(lines[1]?.route).toMatch(/\/notices\/:notice_uuid$/);
    expect(JSON.stringify(lines)).not.toMatch(/canary|eyJ|cms_/);
    const always = ["time", "request_id", "method", "route", "status", "duration_ms"];
    for (const [index, line] of lines.entries()) {
      expect(Object.keys(line)).toEqual(index === 1 ? [...always, "principal"] : always);
    }
    expect(lines[1]?.principal).toMatch(/^[A-Za-z0-9_-]{12}$/);
  });
});
