import { randomUUID } from "node:crypto";
import {
  type UsersApiEndpoint,
  usersApiEndpoints,
  usersApiErrorBody,
  usersApiErrors,
  usersApiErrorsOf,
} from "@notice-consent/contract/users-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LogLine } from "../http/request-log.ts";
import { members } from "../declared-errors.test-data.ts";
import { field, type Received, type Sending } from "../test-backend.test-data.ts";
import { createCredential, createTestUsersApi, type TestUsersApi } from "../users-api/test-users-api.test-data.ts";
import { fingerprint } from "./matrix.test-data.ts";

/** Bodies per endpoint: 10,000 in `pnpm test:deep`. */
const runs = process.env["DEEP"] === "1" ? 10_000 : 150;

let api: TestUsersApi;
/** A session of another workspace of the same organisation. */
let neighbour: string;
const lines: LogLine[] = [];
const own = { id: "canary-own-device", event: "canary-own-event" };
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 }, { rateLimitFactor: 1000, log: (line) => lines.push(line) });
  const credential = await createCredential(api.backend, api.backend.neighbour);
  neighbour = field((await api.open(credential)).body, "access_token");
  await api.createUser({ id: own.id, organization_user_id: "canary-own-crm" });
  await api.createEvent({ id: own.event, user: { id: own.id }, consents: {} });
});
afterAll(() => api.close());

/** A request that would do something to what the home workspace has, were the credential allowed to. */
interface Aim {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
  /** Whether it names something that could be another workspace's. */
  readonly isNamed: boolean;
}

const owned = `&user_id=${own.id}`;
const matrix: Readonly<Record<UsersApiEndpoint["id"], Aim>> = {
  "usersApi.sessions.create": { body: { type: "api-key", key: "k", secret: "s" }, isNamed: false },
  "usersApi.users.list": { isNamed: false },
  "usersApi.users.create": { body: { metadata: {} }, isNamed: false },
  "usersApi.users.read": { params: { id: own.id }, isNamed: true },
  "usersApi.users.patch": { params: { id: own.id }, body: { metadata: { a: 1 } }, isNamed: true },
  "usersApi.users.delete": { params: { id: own.id }, isNamed: true },
  "usersApi.events.create": { body: { consents: {} }, isNamed: false },
  "usersApi.events.list": { query: owned, isNamed: true },
  "usersApi.events.deleteSome": { query: `${owned}&status=confirmed`, isNamed: true },
  "usersApi.events.read": { params: { id: own.event }, query: owned, isNamed: true },
  "usersApi.events.patch": { params: { id: own.event }, query: owned, body: { proofs_id: "x" }, isNamed: true },
  "usersApi.events.delete": { params: { id: own.event }, query: owned, isNamed: true },
  "usersApi.tokens.create": {
    body: { organization_id: "", organization_user_id: "somebody" },
    isNamed: false,
  },
};

function send(endpoint: UsersApiEndpoint, sending: Sending, organizationId = api.organizationId): Promise<Received> {
  const { params = {}, query = "", body } = aimOf(endpoint);
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  return api.call(endpoint.method, `${path}?organization_id=${organizationId}${query}`, {
    ...(body && { body }),
    ...sending,
  });
}

function aimOf({ id }: UsersApiEndpoint): Aim {
  const aim = matrix[id];
  if (aim === undefined) throw new Error(`${id} has no row in the matrix.`);
  return aim;
}

it("has a row for every endpoint of the Users API, and none for another [SEC-B1, U45]", () => {
  expect(Object.keys(matrix).sort()).toEqual(usersApiEndpoints.map(({ id }) => id).sort());
});

const guarded = usersApiEndpoints.filter(({ credential }) => credential === "session");

describe.each(guarded.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  it("refuses every credential that is no session of its organisation, and writes nothing [SEC-B7, SEC-B9, U2, U3]", async () => {
    const person = await api.backend.tokenFor({ org_user_id: "person" });
    const { apiKey } = api.backend.home;
    const before = await fingerprint(api.backend);
    const wrong: readonly (readonly [string, Sending, number])[] = [
      ["nothing", {}, 401],
      ["an API key", { key: apiKey }, 401],
      ["an API key as a token", { token: apiKey }, 401],
      ["an access token of a person", { token: person }, 401],
      ["a token without its signature", { token: api.token.replace(/[^.]+$/, "") }, 401],
      ["a token with another signature", { token: api.token.replace(/[^.]+$/, "A".repeat(86)) }, 401],
      ["a token of 9 KB", { token: `${api.token}${"A".repeat(9000)}` }, 401],
    ];
    for (const [name, sending, status] of wrong)
      expect([name, (await send(endpoint, sending)).status]).toEqual([name, status]);
    const stranger = api.backend.stranger.address.organisationUuid;
    expect((await send(endpoint, { token: api.token }, stranger)).status).toBe(403);
    expect(await fingerprint(api.backend)).toEqual(before);
  });

  it("gives another workspace nothing of what it names, and changes none of it [SEC-B1, SEC-B21, U45]", async () => {
    if (!aimOf(endpoint).isNamed) return;
    const before = await fingerprint(api.backend);
    const received = await send(endpoint, { token: neighbour });
    expect(received.status).toBe(404);
    expect(received.text).not.toContain("canary");
    expect(await fingerprint(api.backend)).toEqual(before);
  });
});

describe.each(usersApiEndpoints.filter(({ body }) => body !== undefined).map((each) => [each.id, each] as const))(
  "%s",
  (_, endpoint) => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, true, 0, -1, 1e308, "", " ", "\u202e", "é".repeat(300), [], {}, [[]], [null]),
      fc.constantFrom<unknown>("' or 1=1 --", "../../etc/passwd", "%00", "\u0000", "\ud800", { constructor: 1 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.jsonValue({ maxDepth: 6 }),
    );
    const names = ["id", "user", "consents", "metadata", "organization_user_id", "status", "created_at", "country"];
    const raw = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .dictionary(fc.constantFrom(...names), odd)
          .map((extra) => JSON.stringify({ ...aimOf(endpoint).body, ...extra })),
      },
      { weight: 2, arbitrary: fc.json({ maxDepth: 8 }) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
    );

    it("answers every body with a declared refusal in the one envelope, or does what it says [SEC-B20, SEC-B22, U36]", async () => {
      const declared = usersApiErrorsOf(endpoint).map((name) => usersApiErrors[name]);
      await fc.assert(
        fc.asyncProperty(raw, async (text) => {
          const received = await send(endpoint, { raw: text, token: api.token });
          if (received.status === 200) return;
          expect(declared).toContain(received.status);
          expect(received.status).toBeLessThan(500);
          expect(usersApiErrorBody["~standard"].validate(received.body)).not.toHaveProperty("issues");
        }),
        { numRuns: runs },
      );
    }, 600_000);

    it("refuses a body beyond its limit [SEC-B11]", async () => {
      const text = JSON.stringify({ ...aimOf(endpoint).body, filler: "x".repeat(endpoint.bodyLimit) });
      const received = await send(endpoint, { raw: text, token: api.token });
      expect(received.body).toMatchObject({ code: 413, name: "PayloadTooLarge" });
    });
  },
);

describe("every answer below /v1", () => {
  it("stays out of caches and pages, and says nothing of its insides [SEC-B16]", async () => {
    const answers = [
      await api.open(),
      await api.listUsers(),
      await api.getUser(randomUUID()),
      await api.call("GET", "/v1/nothing"),
      await api.call("DELETE", "/v1/sessions"),
      await api.call("OPTIONS", "/v1/sessions"),
    ];
    for (const { headers } of answers) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("strict-transport-security")).toMatch(/^max-age=/);
      expect(headers.get("x-request-id")).not.toBeNull();
    }
  });

  it("lets no page of another origin read it: it is for back ends [SEC-B15]", async () => {
    const received = await api.listUsers();
    expect(received.headers.get("access-control-allow-origin")).toBeNull();
    const asked = await api.call("GET", `/v1/consents/users?organization_id=${api.organizationId}`, {
      token: api.token,
      headers: { Origin: "https://shop.example" },
    });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("is logged by its template alone [SEC-B17]", async () => {
    await api.getUser(own.id);
    await api.getUser("canary@mail.example", "&$by_organization_user_id=true");
    const text = JSON.stringify(lines);
    expect(text).toContain("/v1/consents/users/:id");
    expect(text).not.toContain("canary");
    for (const { route } of lines) expect(route).toMatch(/^\/[a-z0-9_./:*-]*$/);
  });
});

describe("the rightful session", () => {
  it("gets through everywhere [SEC-B9]", async () => {
    const last = ["usersApi.events.delete", "usersApi.users.delete"];
    const order = [...guarded].sort((one, two) => last.indexOf(one.id) - last.indexOf(two.id));
    await api.createUser({ id: own.id });
    for (const endpoint of order) {
      const { body } = aimOf(endpoint);
      const named = members(body).has("organization_id") ? { ...body, organization_id: api.organizationId } : body;
      const received = await send(endpoint, { token: api.token, ...(named && { body: named }) });
      expect([endpoint.id, [200, 204, 404].includes(received.status)]).toEqual([endpoint.id, true]);
    }
  });
});
