import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../app.ts";
import { signingKeys } from "../db/access-schema.ts";
import { openEmbedded } from "../db/embedded.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { manageSigningKeys } from "../signing-key-command.ts";
import { createTestBackend, rows, sender, type TestBackend } from "../test-backend.test-data.ts";
import { keyringLifeMs } from "./keyring.ts";
import { listSigningKeys, publishedAheadSeconds, removeSigningKey, rotateSigningKey } from "./key-rotation.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

let passed = 0;
const realNow = performance.now.bind(performance);
beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => realNow() + passed);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Lets every process read the keys anew. */
const forget = (): void => {
  passed += keyringLifeMs + 1;
};
/** Moves the time from which the newest key signs into the past, by the database's clock. */
const publishedLongAgo = async (): Promise<void> => {
  await backend.database.queries
    .update(signingKeys)
    .set({ signsFrom: sql`${signingKeys.signsFrom} - make_interval(secs => ${publishedAheadSeconds}::float8)` });
  forget();
};
const rotate = () => rotateSigningKey(backend.database, backend.keys);
const states = async () => (await listSigningKeys(backend.database.queries, backend.keys)).map(({ state }) => state);
const kidOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: unknown }).kid;
const publishedKids = async () => {
  const { body } = await backend.send("GET", "/consent/.well-known/jwks.json");
  return (body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
};

describe("rotating the signing key", () => {
  it("publishes the new key before it signs, and verifies with the old one until it is removed [W6, SEC-B4]", async () => {
    const old = await backend.tokenFor({ org_user_id: "k-1" });
    expect(await publishedKids()).toEqual([kidOf(old)]);

    const { kid } = await rotate();
    forget();
    expect(await states()).toEqual(["signing", "next"]);
    expect(await publishedKids()).toEqual([kidOf(old), kid]);
    expect(kidOf(await backend.tokenFor({ org_user_id: "k-1" }))).toBe(kidOf(old));

    await publishedLongAgo();
    expect(await states()).toEqual(["retired", "signing"]);
    const fresh = await backend.tokenFor({ org_user_id: "k-1" });
    expect(kidOf(fresh)).toBe(kid);
    for (const token of [old, fresh]) expect((await backend.read(token)).status).toBe(200);
    expect((await backend.submit(old, rows(true, false))).status).toBe(201);

    await removeSigningKey(backend.database, backend.keys, String(kidOf(old)));
    forget();
    expect(await publishedKids()).toEqual([kid]);
    const refused = await backend.read(old);
    expect([refused.status, errorCodeOf(refused)]).toEqual([401, "INVALID_TOKEN"]);
    expect((await backend.read(fresh)).status).toBe(200);
  });

  it("is the same for another process with the same secret, whose tokens pass here and there [W6]", async () => {
    await rotate();
    await publishedLongAgo();
    const other = sender(createApp({ database: backend.database, keys: backend.keys }));
    const path = `${backend.publicPath}/notices/${backend.home.noticeUuid}`;
    const here = await backend.tokenFor({ org_user_id: "k-2" });
    const generated = await other("POST", `${backend.publicPath}/tokens/generate`, {
      key: backend.home.apiKey,
      body: { org_user_id: "k-2" },
    });
    const there = (generated.body as { detail: { token: string } }).detail.token;
    expect(kidOf(there)).toBe(kidOf(here));
    expect((await other("GET", path, { token: here })).status).toBe(200);
    expect((await backend.send("GET", path, { token: there })).status).toBe(200);
  });

  it("stores no key, and removes none that signs or will", async () => {
    await rotate();
    const listed = await listSigningKeys(backend.database.queries, backend.keys);
    for (const { kid, state } of listed) {
      if (state === "retired") continue;
      await expect(removeSigningKey(backend.database, backend.keys, kid)).rejects.toThrow(/Rotate first/);
    }
    await expect(removeSigningKey(backend.database, backend.keys, "unknown")).rejects.toThrow(/no signing key/);
    const [row] = await backend.database.queries.select().from(signingKeys);
    expect(Object.keys(row ?? {}).sort()).toEqual(["createdAt", "generation", "removedAt", "signsFrom"]);
  });

  it("gives two rotations at the same time two keys", async () => {
    const before = (await states()).length;
    const made = await Promise.all([rotate(), rotate()]);
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(2);
    expect(await states()).toHaveLength(before + 2);
  });
});

describe("an operator", () => {
  it("lists, rotates and removes the keys of a data directory", async () => {
    const directory = await mkdtemp(join(tmpdir(), "consent-keys-"));
    const where = { data: join(directory, "data"), environment: {} };
    try {
      await expect(manageSigningKeys({ do: "rotate" }, where)).rejects.toThrow(/There is no data/);
      await (await openEmbedded(where.data)).close();
      const [first] = await manageSigningKeys({ do: "list" }, where);
      const rotated = await manageSigningKeys({ do: "rotate" }, where);
      expect(rotated).toEqual([first, { kid: expect.any(String) as string, state: "next" }]);
      await expect(manageSigningKeys({ do: "remove", kid: first?.kid ?? "" }, where)).rejects.toThrow(/Rotate first/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
