import { type Endpoint, endpoints } from "@notice-consent/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdminApp } from "../admin.ts";
import { createMetrics } from "../metrics.ts";
import { createReadiness } from "../readiness.ts";
import { createTestBackend, type Received, sender, type TestBackend } from "../test-backend.test-data.ts";
import { matrix, pathOf } from "./matrix.test-data.ts";

let backend: TestBackend;
let broken: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
  broken = await createTestBackend();
  await broken.close();
}, 240_000);
afterAll(() => backend.close());

const common = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  vary: "Authorization, Accept-Language, Origin",
  "x-content-type-options": "nosniff",
};
/** What an answer may carry besides, by what it is about. */
const particular = new Set(["allow", "connection", "content-language", "retry-after"]);

/** All headers of an answer that are the same for every one; the id has to be there and is left out. */
function snapshotOf({ headers }: Pick<Received, "headers">): Readonly<Record<string, string>> {
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const told = [...headers].filter(([name]) => name !== "x-request-id" && !particular.has(name));
  return Object.fromEntries(told);
}
const json = { ...common, "content-type": expect.stringMatching(/^application\/json/) as string };
const text = { ...common, "content-type": expect.stringMatching(/^text\//) as string };

/** Every route that the app has, with something in the place of each parameter. */
function routesOf({ app }: Pick<TestBackend, "app">): readonly (readonly [method: string, path: string])[] {
  const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"));
  const named = routes.map(({ method, path }) => [method, path.replaceAll(/:\w+/g, crypto.randomUUID())] as const);
  return [...new Map(named.map((route) => [route.join(" "), route])).values()];
}

const idOf = (endpoint: Endpoint) => [endpoint.id, endpoint] as const;
const aimAt = (at: TestBackend, endpoint: Endpoint) => {
  const nothing = "00000000-0000-4000-8000-000000000000";
  const holdings = {
    workspace: at.home,
    token: "",
    refreshToken: "ncr_unknown",
    orgUserId: "nobody",
    userUuid: nothing,
    webhookUuid: nothing,
  };
  const { params, body } = matrix[endpoint.id]?.aim(holdings) ?? {};
  return { path: pathOf(endpoint, at.home, params), body };
};

// Hundreds of requests each.
describe("the headers of an answer", { timeout: 240_000 }, () => {
  it("are these on every route, whoever calls it and whatever comes of it [SEC-B16, R-C9]", async () => {
    const routes = routesOf(backend);
    expect(routes.length).toBeGreaterThan(2 * endpoints.length);
    for (const [method, path] of routes) {
      if (path === "/docs") continue;
      for (const sending of [{}, { key: backend.home.apiKey }, { token: "x.y.z" }]) {
        const received = await backend.send(method, path, sending);
        expect([method, path, snapshotOf(received)]).toEqual([method, path, json]);
      }
    }
  });

  it("are these where there is no such address or method: 404, 405, and the answer to OPTIONS [SEC-B16]", async () => {
    for (const path of ["/", "/nowhere", "/consent", "/consent/public/organisations", "/consent/%00", "/v1/nowhere"]) {
      const received = await backend.send("GET", path);
      expect([path, received.status, snapshotOf(received)]).toEqual([path, 404, json]);
    }
    for (const endpoint of endpoints) {
      const { path } = aimAt(backend, endpoint);
      const other = await backend.send("PUT", path);
      expect([endpoint.id, other.status, snapshotOf(other)]).toEqual([endpoint.id, 405, json]);
      const options = await backend.send("OPTIONS", path);
      expect([endpoint.id, options.status, snapshotOf(options)]).toEqual([endpoint.id, 204, common]);
    }
  });

  it.each(endpoints.filter(({ body }) => body !== undefined).map(idOf))(
    "are these on a body that is too large for %s: 413 [SEC-B16]",
    async (_, endpoint) => {
      const { path } = aimAt(backend, endpoint);
      const raw = "x".repeat(endpoint.bodyLimit + 1);
      for (const headers of [{ "Content-Length": String(raw.length) }, { "Transfer-Encoding": "chunked" }]) {
        const received = await backend.send(endpoint.method, path, { raw, headers });
        expect([received.status, snapshotOf(received)]).toEqual([413, json]);
      }
    },
  );

  it.each(endpoints.map(idOf))(
    "are these when %s fails inside: 500, without a trace [SEC-B16]",
    async (_, endpoint) => {
      const { path, body } = aimAt(broken, endpoint);
      const credential =
        endpoint.credential === "access-token" ? { token: await aToken() } : { key: broken.home.apiKey };
      const received = await broken.send(endpoint.method, path, { ...credential, ...(body && { body }) });
      expect([received.status, snapshotOf(received)]).toEqual([500, json]);
      expect(received.text).not.toMatch(/ {4}at |node_modules|\.ts|PGlite|select |insert /);
    },
  );

  it("let the page of the documentation work, and are as strict otherwise [SEC-B16]", async () => {
    const { "content-security-policy": policy, ...others } = snapshotOf(await backend.send("GET", "/docs"));
    const { "content-security-policy": _, ...expected } = text;
    expect(others).toEqual(expected);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/);
  });

  it("are these on the admin port as well [SEC-B16]", async () => {
    const readiness = createReadiness(backend.database);
    const send = sender(
      createAdminApp(
        readiness,
        createMetrics(() => undefined),
      ),
    );
    expect(snapshotOf(await send("GET", "/metrics"))).toEqual(text);
    for (const path of ["/health", "/ready", "/nowhere"]) expect(snapshotOf(await send("GET", path))).toEqual(json);
  });
});

// A token of the form that is looked at in full, whichever key the broken database would have named.
function aToken(): Promise<string> {
  return backend.tokenFor({ org_user_id: "whole" });
}
