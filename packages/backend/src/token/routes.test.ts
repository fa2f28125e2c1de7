import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashRefreshToken } from "../auth/refresh-token.ts";
import { refreshTokens, tokenFamilies } from "../db/access-schema.ts";
import { persons } from "../db/schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { createApiKey, createTestBackend, field, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
const refreshTokenOf = (received: { body: unknown }): string => field(received.body, "detail", "refresh_token");

/** Moves the first use of a token into the past, by the database's clock. */
async function age(token: string, seconds: number): Promise<void> {
  await backend.database.queries
    .update(refreshTokens)
    .set({ usedAt: sql`${refreshTokens.usedAt} - make_interval(secs => ${seconds}::float8)` })
    .where(eq(refreshTokens.hash, hashRefreshToken(token)));
}

describe("tokens/generate", () => {
  it("answers a pair and when the refresh token ends, and creates no user [W7]", async () => {
    const { status, body } = await backend.generate({ org_user_id: "visitor-1" });
    expect(status).toBe(200);
    expect(body).toEqual({
      detail: {
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
        refresh_token: expect.stringMatching(/^ncr_[\w-]{43}$/) as string,
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      },
    });
    expect(await backend.database.queries.select().from(persons)).toEqual([]);
    const lifeMs = Date.parse(field(body, "detail", "expires_at")) - Date.now();
    expect(lifeMs / 3_600_000).toBeCloseTo(24, 0);
  });

  it("names the same person by the same sub, every time and in this workspace only [W6]", async () => {
    const claims = await Promise.all(
      [{ org_user_id: "visitor-2" }, { org_user_id: "visitor-2", email: "v2@example.org" }].map(async (identity) =>
        field(claimsOf(await backend.tokenFor(identity)), "sub"),
      ),
    );
    expect(claims[0]).toBe(claims[1]);
    const { organisationUuid, workspaceUuid } = backend.neighbour.address;
    const path = `/consent/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/tokens/generate`;
    const other = await backend.send("POST", path, {
      key: backend.neighbour.apiKey,
      body: { org_user_id: "visitor-2" },
    });
    expect(field(claimsOf(field(other.body, "detail", "token")), "sub")).not.toBe(claims[0]);
  });

  it("puts no e-mail address and no phone number into the token [W6]", async () => {
    for (const contact of ["asha@example.org", "+919876543210"]) {
      const token = await backend.tokenFor({
        org_user_id: contact,
        email: "asha@example.org",
        mobile: "+919876543210",
      });
      expect(JSON.stringify(claimsOf(token))).not.toMatch(/asha|9876543210/);
    }
    expect(claimsOf(await backend.tokenFor({ org_user_id: "customer-7" }))).toMatchObject({
      organisation_uuid: backend.home.address.organisationUuid,
      workspace_uuid: backend.home.address.workspaceUuid,
      user_data: { org_user_id: "customer-7" },
    });
  });

  it("names the consent user once there is one", async () => {
    const before = claimsOf(await backend.tokenFor({ org_user_id: "known" }));
    expect(before).not.toHaveProperty("user_uuid");
    const created = await backend.createUser({ org_user_id: "known" });
    const after = claimsOf(await backend.tokenFor({ org_user_id: "known" }));
    expect(field(after, "user_uuid")).toBe(field(created.body, "detail", "uuid"));
  });

  it("refuses a call without any identifier and says which rule it broke [W7]", async () => {
    for (const body of [{}, { org_user_id: "" }, { email: null }, { org_user_id: 7 }]) {
      const received = await backend.generate(body);
      expect(received.status).toBe(422);
      expect(received.body).toMatchObject({ detail: { error_code: "VALIDATION_FAILED" } });
      expect(received.text).toContain('"path":');
    }
  });

  it("gives a family the days that are asked for, at most the workspace's cap", async () => {
    for (const [asked, given] of [
      [7, 7],
      [300, 30],
    ] as const) {
      const { body } = await backend.generate({ org_user_id: "visitor-3", expires_in_days: asked });
      const days = (Date.parse(field(body, "detail", "expires_at")) - Date.now()) / 86_400_000;
      expect(days).toBeCloseTo(given, 1);
    }
  });

  it("stores neither the refresh token nor the identifiers in clear [SEC-B6]", async () => {
    const { body } = await backend.generate({ org_user_id: "canary-user", email: "canary@example.org" });
    const stored = JSON.stringify([
      await backend.database.queries.select().from(tokenFamilies),
      await backend.database.queries.select().from(refreshTokens),
    ]);
    expect(stored).not.toContain("canary");
    expect(stored).not.toContain(field(body, "detail", "refresh_token"));
  });

  it("wants a key that may issue tokens [SEC-B9]", async () => {
    const { workspaceUuid } = backend.home.address;
    const key = await createApiKey(backend.database, backend.keys, workspaceUuid, ["users"]);
    const path = `${backend.publicPath}/tokens/generate`;
    const received = await backend.send("POST", path, { key, body: { org_user_id: "visitor-4" } });
    expect(received.status).toBe(403);
    expect(received.body).toMatchObject({ detail: { error_code: "FORBIDDEN" } });
  });
});

describe("the grace of a used refresh token", () => {
  it.each([
    [0, 0, "REFRESH_REUSED"],
    [5, 3, undefined],
    [5, 6, "REFRESH_REUSED"],
    [60, 55, undefined],
    [60, 61, "REFRESH_REUSED"],
  ])("set to %i s answers a parent that was used %i s ago with %s [R-A5]", async (graceSeconds, ago, code) => {
    const rotation = { graceSeconds, replayLimit: 32 };
    const set = await createTestBackend({ database: backend.database, keys: backend.keys, rotation });
    const parent = refreshTokenOf(await set.generate({ org_user_id: "grace" }));
    await set.refresh(parent);
    await age(parent, ago);
    expect(errorCodeOf(await set.refresh(parent))).toBe(code);
  });
});

describe("tokens/refresh", () => {
  it("rotates with the refresh token alone, and with a key beside it [W8]", async () => {
    const first = refreshTokenOf(await backend.generate({ org_user_id: "r-1" }));
    const second = await backend.refresh(first);
    expect(second.status).toBe(200);
    expect(refreshTokenOf(second)).not.toBe(first);
    const path = `${backend.publicPath}/tokens/refresh`;
    const body = { refresh_token: refreshTokenOf(second) };
    const third = await backend.send("POST", path, { key: backend.home.apiKey, body });
    expect(third.status).toBe(200);
    expect(field(third.body, "detail", "expires_at")).toBe(field(second.body, "detail", "expires_at"));
    expect(
      (await backend.send("POST", path, { key: "cms_wrong", body: { refresh_token: refreshTokenOf(third) } })).status,
    ).toBe(401);
  });

  it("repeats the same successor to the immediate parent within 30 s, whose window is not extended [R-A3, R-A5]", async () => {
    const parent = refreshTokenOf(await backend.generate({ org_user_id: "r-2" }));
    const successor = refreshTokenOf(await backend.refresh(parent));
    await age(parent, 20);
    expect(refreshTokenOf(await backend.refresh(parent))).toBe(successor);
    await age(parent, 11);
    const late = await backend.refresh(parent);
    expect(late.status).toBe(401);
    expect(late.body).toMatchObject({ detail: { error_code: "REFRESH_REUSED" } });
  });

  it("calls a grandparent used a moment ago stale, and revokes nothing [R-A5]", async () => {
    const grandparent = refreshTokenOf(await backend.generate({ org_user_id: "r-3" }));
    const parent = refreshTokenOf(await backend.refresh(grandparent));
    const active = refreshTokenOf(await backend.refresh(parent));
    const stale = await backend.refresh(grandparent);
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ detail: { error_code: "REFRESH_STALE" } });
    expect((await backend.refresh(active)).status).toBe(200);
  });

  it("repeats at most 32 times", async () => {
    const parent = refreshTokenOf(await backend.generate({ org_user_id: "r-4" }));
    await backend.refresh(parent);
    const statuses = [];
    for (let count = 0; count < 33; count += 1) statuses.push((await backend.refresh(parent)).status);
    expect(statuses).toEqual([...Array<number>(32).fill(200), 409]);
  });

  it("revokes the family, committed, when a used token comes back later [R-A7, SEC-B8]", async () => {
    const parent = refreshTokenOf(await backend.generate({ org_user_id: "r-5" }));
    const active = refreshTokenOf(await backend.refresh(parent));
    await age(parent, 31);
    expect((await backend.refresh(parent)).body).toMatchObject({ detail: { error_code: "REFRESH_REUSED" } });
    const after = await backend.refresh(active);
    expect(after.status).toBe(401);
    expect(after.body).toMatchObject({ detail: { error_code: "SESSION_REVOKED" } });
  });

  it("refuses what is unknown, expired, of another workspace or an access token [SEC-B5, SEC-B9]", async () => {
    const generated = await backend.generate({ org_user_id: "r-6" });
    const refreshToken = refreshTokenOf(generated);
    const { organisationUuid, workspaceUuid } = backend.home.address;
    const elsewhere = [
      backend.neighbour.address,
      { organisationUuid: backend.stranger.address.organisationUuid, workspaceUuid },
      { organisationUuid, workspaceUuid: backend.stranger.address.workspaceUuid },
    ];
    for (const address of elsewhere) {
      const path = `/consent/public/organisations/${address.organisationUuid}/workspaces/${address.workspaceUuid}`;
      const received = await backend.send("POST", `${path}/tokens/refresh`, { body: { refresh_token: refreshToken } });
      expect(received.body).toMatchObject({ detail: { error_code: "REFRESH_INVALID" } });
    }
    for (const wrong of ["ncr_unknown", field(generated.body, "detail", "token"), "é".repeat(50)]) {
      const received = await backend.refresh(wrong);
      expect(received.status).toBe(401);
      expect(received.body).toMatchObject({ detail: { error_code: "REFRESH_INVALID" } });
    }
    await backend.database.queries.update(tokenFamilies).set({ expiresAt: sql`clock_timestamp()` });
    expect((await backend.refresh(refreshToken)).body).toMatchObject({ detail: { error_code: "REFRESH_INVALID" } });
  });
});
