import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/connect.ts";
import { openEmbedded } from "../db/embedded.ts";
import { rateLimits } from "../db/operation-schema.ts";
import { listen } from "../http/listen.ts";
import { createTestBackend, field, type Received, type TestBackend } from "../test-backend.test-data.ts";
import { createDatabaseBuckets, forgetEmptyBuckets } from "./database-buckets.ts";
import { limits } from "./limits.ts";

let database: Database;
beforeAll(async () => {
  database = await openEmbedded("memory");
});
afterAll(() => database.close());

const strict = (more: object = {}): Promise<TestBackend> =>
  createTestBackend({ database, rateLimitFactor: 1, ...more });
/** A tenth of every limit: what is refilled while a busy machine calls is little beside it. */
const tenth = 0.1;
const codeOf = ({ body }: Received) => field(body, "detail", "error_code");

async function untilLimited(send: () => Promise<Received>, most: number): Promise<{ taken: number; last: Received }> {
  for (let taken = 0; ; taken += 1) {
    const last = await send();
    if (last.status === 429 || taken === most) return { taken, last };
  }
}

describe("buckets in the database", () => {
  it("hold a burst, tell how long to wait, and know no names [SEC-B12]", async () => {
    const mac = (text: string) => `mac of ${text.length}`;
    const buckets = createDatabaseBuckets(database.queries, mac, 1);
    const limit = { name: "test", burst: 3, perMinute: 1 };
    for (let count = 0; count < 3; count += 1) expect(await buckets.take(limit, "10.0.0.1")).toBe(0);
    const wait = await buckets.take(limit, "10.0.0.1");
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    expect(JSON.stringify(await database.queries.select().from(rateLimits))).not.toContain("10.0.0.1");
  });

  it("are forgotten once they are empty", async () => {
    const buckets = createDatabaseBuckets(database.queries, (text) => text, 1000);
    await buckets.take({ name: "quick", burst: 1, perMinute: 60_000 }, "a");
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = await database.queries.$count(rateLimits);
    await forgetEmptyBuckets(database.queries);
    expect(await database.queries.$count(rateLimits)).toBeLessThan(before);
  });
});

describe("a caller over the limit", () => {
  it("that refreshes is told 429 with the time to wait, also by another process and after a restart [SEC-B12]", async () => {
    const first = await strict();
    let token = field((await first.generate({ org_user_id: "refreshing" })).body, "detail", "refresh_token");
    const refresh = async () => {
      const received = await first.refresh(token);
      if (received.status === 200) token = field(received.body, "detail", "refresh_token");
      return received;
    };
    const { taken, last } = await untilLimited(refresh, 200);
    expect(taken).toBeGreaterThanOrEqual(limits.refreshByFamily.burst);
    expect(taken).toBeLessThan(limits.refreshByFamily.burst + 30);
    expect(codeOf(last)).toBe("RATE_LIMITED");
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    const second = await strict({ keys: first.keys });
    const path = `${first.publicPath}/tokens/refresh`;
    expect((await second.send("POST", path, { body: { refresh_token: token } })).status).toBe(429);
  });

  it("that generates is limited by its key, and another key is not [SEC-B12]", async () => {
    const backend = await strict({ rateLimitFactor: tenth });
    const buckets = createDatabaseBuckets(database.queries, (text) => backend.keys.mac(text), tenth);
    const prefix = backend.home.apiKey.split("_")[1] ?? "";
    while ((await buckets.take(limits.generateByKey, prefix)) === 0);
    // Some get through, since the bucket is refilled meanwhile; not all do.
    const burst = Array.from({ length: 30 }, () => backend.generate({ org_user_id: "one-too-many" }));
    const refused = (await Promise.all(burst)).filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(codeOf))).toEqual(new Set(["RATE_LIMITED"]));
    const { address, apiKey } = backend.neighbour;
    const path = `/consent/public/organisations/${address.organisationUuid}/workspaces/${address.workspaceUuid}/tokens/generate`;
    expect((await backend.send("POST", path, { key: apiKey, body: { org_user_id: "other" } })).status).toBe(200);
  });

  it("that reads is limited as a person, and another person is not [SEC-B12]", async () => {
    const backend = await strict({ rateLimitFactor: tenth });
    const token = await backend.tokenFor({ org_user_id: "reader" });
    const { taken, last } = await untilLimited(() => backend.read(token), 400);
    expect(taken).toBeGreaterThanOrEqual(limits.callsByPerson.burst * tenth);
    expect(taken).toBeLessThan(limits.callsByPerson.burst);
    expect(codeOf(last)).toBe("RATE_LIMITED");
    expect((await backend.read(await backend.tokenFor({ org_user_id: "another" }))).status).toBe(200);
  });
});

describe("the address of a caller", () => {
  type Strict = Awaited<ReturnType<typeof strict>>;
  const socket = { incoming: { socket: { remoteAddress: "127.0.0.1" } } };
  const pathOf = ({ publicPath }: Strict) => `${publicPath}/notices/get-notice/nothing`;

  async function statusesOf(backend: Strict, forwarded: (count: number) => string, calls = 4000): Promise<number[]> {
    const statuses: number[] = [];
    while (statuses.length < calls && statuses.at(-1) !== 429) {
      const headers = { "x-forwarded-for": forwarded(statuses.length) };
      statuses.push((await backend.app.request(pathOf(backend), { headers }, socket)).status);
    }
    return statuses;
  }

  it("is the socket's: inventing X-Forwarded-For gains nothing [SEC-B12]", async () => {
    const backend = await strict({ rateLimitFactor: tenth });
    const statuses = await statusesOf(backend, (count) => `198.51.100.${count % 250}`);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.length).toBeGreaterThan(limits.callsByAddress.burst * tenth);
    // The same caller over a real socket, which is the same address.
    const server = await listen(backend.app.fetch, 0, "127.0.0.1");
    const received = await Promise.all(
      Array.from({ length: 50 }, () => fetch(`http://127.0.0.1:${server.port}${pathOf(backend)}`)),
    );
    expect(received.map(({ status }) => status)).toContain(429);
    await server.stop(0);
  });

  it("is what the configured proxy wrote, last in the list: inventing the rest gains nothing [SEC-B12]", async () => {
    const backend = await strict({ trustedProxies: 1, rateLimitFactor: tenth });
    const statuses = await statusesOf(backend, (count) => `198.51.100.${count % 250}, 192.0.2.7`);
    expect(statuses.at(-1)).toBe(429);
  });

  it("keeps callers behind the proxy apart", async () => {
    const backend = await strict({ trustedProxies: 1 });
    const statuses = await statusesOf(backend, (count) => `192.0.2.7, 198.51.100.${count % 250}`, 900);
    expect(statuses).not.toContain(429);
  });
});
