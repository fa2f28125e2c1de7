import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refreshTokens, tokenFamilies } from "../db/access-schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { createTestBackend, field, rows, type TestBackend } from "../test-backend.test-data.ts";
import { forgetEndedFamilies } from "./ended-families.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

interface Opened {
  readonly refreshToken: string;
  readonly token: string;
  readonly uuid: string;
}

async function open(body: object): Promise<Opened> {
  const { body: pair } = await backend.generate(body);
  const token = field(pair, "detail", "token");
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return { token, refreshToken: field(pair, "detail", "refresh_token"), uuid: field(claims, "sid") };
}

const hoursAgo = (hours: number) => sql`clock_timestamp() - make_interval(hours => ${hours}::int)`;
const change = (uuid: string, set: { expiresAt?: ReturnType<typeof sql>; revokedAt?: ReturnType<typeof sql> }) =>
  backend.database.queries.update(tokenFamilies).set(set).where(eq(tokenFamilies.uuid, uuid));
const familyOf = async ({ uuid }: Opened) => {
  const [row] = await backend.database.queries.select().from(tokenFamilies).where(eq(tokenFamilies.uuid, uuid));
  return row;
};
const refreshed = async ({ refreshToken }: Opened) => {
  const received = await backend.refresh(refreshToken);
  return errorCodeOf(received) ?? received.status;
};

describe("forgetting ended token families", () => {
  it("takes those that expired or were revoked a day ago, with their members, and no others", async () => {
    const [live, lately, expired, revoked, longLived] = [
      await open({ org_user_id: "f-1" }),
      await open({ org_user_id: "f-1" }),
      await open({ org_user_id: "f-1" }),
      await open({ org_user_id: "f-1" }),
      await open({ org_user_id: "f-1", expires_in_days: 30 }),
    ];
    await backend.refresh(expired.refreshToken);
    await change(lately.uuid, { expiresAt: hoursAgo(23) });
    await change(expired.uuid, { expiresAt: hoursAgo(25) });
    await change(revoked.uuid, { revokedAt: hoursAgo(25) });
    await change(longLived.uuid, { revokedAt: hoursAgo(1) });
    expect(await forgetEndedFamilies(backend.database)).toBe(2);
    const gone = [live, lately, expired, revoked, longLived].map(async (one) => (await familyOf(one)) === undefined);
    expect(await Promise.all(gone)).toEqual([false, false, true, true, false]);
    for (const { uuid } of [expired, revoked])
      expect(await backend.database.queries.$count(refreshTokens, eq(refreshTokens.familyUuid, uuid))).toBe(0);
    expect(await forgetEndedFamilies(backend.database)).toBe(0);
    expect(await refreshed(live)).toBe(200);
  });

  it("makes their tokens unknown ones, which until then said how they ended [SEC-B8]", async () => {
    const revoked = await open({ org_user_id: "f-2" });
    const reused = await open({ org_user_id: "f-2" });
    await backend.refresh(reused.refreshToken);
    await change(revoked.uuid, { revokedAt: hoursAgo(23) });
    await change(reused.uuid, { expiresAt: hoursAgo(23) });
    await backend.database.queries
      .update(refreshTokens)
      .set({ usedAt: hoursAgo(30) })
      .where(eq(refreshTokens.familyUuid, reused.uuid));
    await forgetEndedFamilies(backend.database);
    expect([await refreshed(revoked), await refreshed(reused)]).toEqual(["SESSION_REVOKED", "REFRESH_REUSED"]);
    // Reuse ended the family a moment ago, but it had expired before.
    for (const { uuid } of [revoked, reused]) await change(uuid, { expiresAt: hoursAgo(25) });
    await forgetEndedFamilies(backend.database);
    expect([await refreshed(revoked), await refreshed(reused)]).toEqual(["REFRESH_INVALID", "REFRESH_INVALID"]);
    // No clock of ours would get here: an access token lives an hour, its family a day longer than that.
    for (const { token } of [revoked, reused]) {
      expect(errorCodeOf(await backend.read(token))).toBe("INVALID_TOKEN");
      expect(errorCodeOf(await backend.submit(token, rows(true, true)))).toBe("INVALID_TOKEN");
    }
  });

  it("leaves no contact of an erased person sealed in a session of somebody else", async () => {
    const decided = await backend.submit(await backend.tokenFor({ mobile: "+9150" }), rows(true, true));
    // The same phone stands in a session that was opened under an id of its own.
    const other = await open({ org_user_id: "f-3", mobile: "+9150" });
    const user = field(decided.body, "detail", "user_uuid");
    const erased = await backend.send("DELETE", `${backend.usersPath}/${user}`, { key: backend.home.apiKey });
    expect(erased.status).toBe(200);
    expect(backend.keys.unseal((await familyOf(other))?.sealedIdentifiers ?? "")).toContain("+9150");
    await change(other.uuid, { expiresAt: hoursAgo(25) });
    await forgetEndedFamilies(backend.database);
    expect(await familyOf(other)).toBeUndefined();
  });

  it("is not waited for where a session is ended on purpose: what it was opened with goes at once", async () => {
    const session = await open({ org_user_id: "f-4", email: "f4@example.org" });
    expect((await familyOf(session))?.sealedIdentifiers).not.toBe("");
    await backend.send("POST", `${backend.publicPath}/tokens/revoke`, {
      body: { refresh_token: session.refreshToken },
    });
    expect((await familyOf(session))?.sealedIdentifiers).toBe("");
    expect(await refreshed(session)).toBe("SESSION_REVOKED");
  });
});
