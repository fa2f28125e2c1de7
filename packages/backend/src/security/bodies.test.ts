import { type Endpoint, endpoints } from "@notice-consent/contract";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, field, type Received, type TestBackend } from "../test-backend.test-data.ts";
import { fingerprint, type Holdings, matrix, pathOf, targets } from "./matrix.test-data.ts";

/** Bodies per endpoint: 10,000 in `pnpm test:deep`. */
const runs = process.env["DEEP"] === "1" ? 10_000 : 300;
const longestMs = 5000;

let backend: TestBackend;
let own: Holdings;
beforeAll(async () => {
  backend = await createTestBackend({ rateLimitFactor: 1000, webhookTargets: targets });
  const pair = (await backend.generate({ org_user_id: "fuzzed" })).body;
  const user = await backend.createUser({ org_user_id: "fuzzed-user" });
  own = {
    workspace: backend.home,
    token: field(pair, "detail", "token"),
    refreshToken: field(pair, "detail", "refresh_token"),
    orgUserId: "fuzzed-user",
    userUuid: field(user.body, "detail", "uuid"),
    webhookUuid: "00000000-0000-4000-8000-000000000000",
  };
});
afterAll(() => backend.close());

const withBody = endpoints.filter(({ body }) => body !== undefined);

async function send(endpoint: Endpoint, raw: string): Promise<Received> {
  const { params } = matrix[endpoint.id]?.aim(own) ?? {};
  const credential = endpoint.credential === "access-token" ? { token: own.token } : { key: own.workspace.apiKey };
  const isKeyless = endpoint.credential === "refresh-token" || endpoint.credential === "none";
  const start = performance.now();
  const received = await backend.send(endpoint.method, pathOf(endpoint, backend.home, params), {
    raw,
    ...(isKeyless ? {} : credential),
  });
  expect(performance.now() - start).toBeLessThan(longestMs);
  return received;
}

const codeOf = ({ body }: Received): unknown => {
  const { detail, error_code } = body as { detail?: { error_code?: unknown }; error_code?: unknown };
  return detail?.error_code ?? error_code;
};

/** Values that have broken parsers, databases and comparisons before. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, "", " ", "null", "\u202e", "\ufeff", "é".repeat(300)),
  fc.constantFrom<unknown>([], {}, [[]], [null], { __proto__: null }, { constructor: 1 }, { toString: "x" }),
  fc.constantFrom<unknown>(
    "' or 1=1 --",
    "../../etc/passwd",
    "%00",
    "<script>",
    "${7*7}",
    "00000000-0000-0000-0000-000000000000",
  ),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.integer(), { maxLength: 300 }),
  fc.jsonValue({ maxDepth: 6 }),
);

/** A valid body with one part of it replaced, removed or added to. */
function mutated(valid: object): fc.Arbitrary<string> {
  const places = placesOf(valid);
  return fc.tuple(fc.nat(), fc.constantFrom("replace", "remove", "add"), odd).map(([pick, change, value]) => {
    const copy = structuredClone(valid);
    const place = places[pick % places.length] ?? [];
    const parent = place.slice(0, -1).reduce<unknown>((at, name) => Reflect.get(at as object, name), copy) as object;
    const name = place.at(-1) ?? "";
    if (change === "remove") Reflect.deleteProperty(parent, name);
    else Reflect.set(parent, change === "add" && !Array.isArray(parent) ? `${name}_` : name, value);
    return JSON.stringify(copy);
  });
}

function placesOf(value: unknown, path: readonly string[] = []): readonly string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

describe.each(withBody.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  const valid = () => matrix[endpoint.id]?.aim(own).body ?? {};

  it(
    "answers every body with a documented status and code, and soon [SEC-B20, SEC-B22]",
    async () => {
      const any = fc.oneof(
        { weight: 5, arbitrary: mutated({ filler: 1, ...valid() }) },
        { weight: 2, arbitrary: fc.json({ maxDepth: 8 }) },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
      );
      await fc.assert(
        fc.asyncProperty(any, async (raw) => {
          const received = await send(endpoint, raw);
          if (received.status === endpoint.success) return;
          expect(received.status).toBeGreaterThanOrEqual(400);
          expect(received.status).toBeLessThan(500);
          const general: readonly unknown[] = ["BAD_REQUEST", "VALIDATION_FAILED", "PAYLOAD_TOO_LARGE"];
          const documented = [...general, ...endpoint.errors].includes(codeOf(received));
          expect([codeOf(received), documented]).toEqual([codeOf(received), true]);
        }),
        { numRuns: runs },
      );
    },
    // A property with thousands of runs, on a busy machine.
    Math.max(60_000, runs * 60),
  );

  it("ignores fields that it does not know, and stores none of them [SEC-B10]", async () => {
    const canary = `canary-${endpoint.id.replace(".", "-")}`;
    const assigned = {
      uuid: "99999999-9999-4999-8999-999999999999",
      created_at: "1999-01-01T00:00:00Z",
      org_user_id_type: canary,
      workspace_uuid: backend.stranger.address.workspaceUuid,
      primary_user_uuid: canary,
      chain_length: 99,
      is_admin: canary,
      [canary]: canary,
    };
    const received = await send(endpoint, JSON.stringify({ ...assigned, ...valid() }));
    expect(received.status).toBeLessThan(500);
    expect(received.text).not.toContain(canary);
    expect(await storedText()).not.toContain(canary);
    expect(await storedText()).not.toContain(assigned.uuid);
  });
});

describe("limits of size [SEC-B11]", () => {
  // What was sent above has ended the first session and may have renamed or linked the first user.
  beforeAll(async () => {
    const user = await backend.createUser({ org_user_id: "measured-user" });
    own = {
      ...own,
      token: await backend.tokenFor({ org_user_id: "measured" }),
      orgUserId: "measured-user",
      userUuid: field(user.body, "detail", "uuid"),
    };
  });

  const table: readonly (readonly [string, string, () => object, number])[] = [
    ["200 aliases", "users.link", () => links(200), 200],
    ["201 aliases", "users.link", () => links(201), 422],
    ["metadata of 8 KiB and a bit", "users.update", () => ({ metadata: { filler: "x".repeat(8200) } }), 422],
    ["500 purposes that nobody knows", "consent.submit", () => purposes(500), 422],
    ["501 purposes", "consent.submit", () => purposes(501), 422],
    ["an identifier of 257 characters", "tokens.generate", () => ({ org_user_id: "x".repeat(257) }), 422],
    ["a text of 257 characters", "consent.submit", () => ({ ...purposes(1), source: "x".repeat(257) }), 422],
  ];
  const links = (count: number) => ({
    primary_org_user_id: "measured-user",
    alias_org_user_ids: Array.from({ length: count }, (_, index) => `nobody-${index}`),
  });
  const purposes = (count: number) => ({
    notice_uuid: backend.home.noticeUuid,
    purposes: Array.from({ length: count }, () => ({ purpose_uuid: crypto.randomUUID(), selected: true })),
  });

  it.each(table)("%s: %s", async (_, id, body, status) => {
    const endpoint = endpoints.find((entry) => entry.id === id);
    if (endpoint === undefined) throw new Error(`There is no ${id}.`);
    const before = await fingerprint(backend);
    expect((await send(endpoint, JSON.stringify(body()))).status).toBe(status);
    const after = await fingerprint(backend);
    if (status === 422) expect(after).toEqual(before);
  });
});

/** Everything that is stored, as text. */
async function storedText(): Promise<string> {
  const { queries } = backend.database;
  const tables = await queries
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'public'`);
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await queries.select({ text: sql<string>`stored::text` }).from(sql`${sql.identifier(name)} stored`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join("\n");
}
