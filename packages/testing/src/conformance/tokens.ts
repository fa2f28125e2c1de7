import { generateTokens, getUserByOrgUserId, refreshTokens, tokensDetail } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { unique, uniqueEmail, uniquePhone, type Wire } from "./wire.ts";

const someText: unknown = expect.any(String);

/** Generating and refreshing tokens. */
export function tokenConformance(open: () => Wire): void {
  describe("generating tokens", () => {
    it("answers a pair, and the end of the refresh token a day away [W7]", async () => {
      const wire = open();
      const answer = await wire.call(generateTokens, { body: { org_user_id: unique("user") } });
      expect(answer.status).toBe(200);
      const parsed = await tokensDetail["~standard"].validate(answer.detail);
      expect(parsed.issues).toBeUndefined();
      const daysLeft = (Date.parse(String(answer.detail["expires_at"])) - Date.now()) / 86_400_000;
      expect(daysLeft).toBeCloseTo(1, 1);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    });

    it("lets expires_in_days set the life of the refresh token, not of the access token", async () => {
      const { detail } = await open().call(generateTokens, {
        body: { org_user_id: unique("user"), expires_in_days: 7 },
      });
      const daysLeft = (Date.parse(String(detail["expires_at"])) - Date.now()) / 86_400_000;
      expect(daysLeft).toBeCloseTo(7, 1);
      const claims = claimsOf(detail["token"]);
      expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
    });

    it("puts the workspace and one and the same subject into every token of an identity [W6]", async () => {
      const wire = open();
      const orgUserId = unique("user");
      const [first, second, other] = await Promise.all([
        wire.tokenFor({ org_user_id: orgUserId }),
        wire.tokenFor({ org_user_id: orgUserId, email: uniqueEmail() }),
        wire.tokenFor({ org_user_id: unique("user") }),
      ]);
      expect(claimsOf(first)).toMatchObject({
        organisation_uuid: someText,
        workspace_uuid: someText,
      });
      expect(claimsOf(first)["sub"]).toBe(claimsOf(second)["sub"]);
      expect(claimsOf(first)["sub"]).not.toBe(claimsOf(other)["sub"]);
    });

    it("creates no consent user [W7]", async () => {
      const wire = open();
      const orgUserId = unique("temp");
      await wire.tokenFor({ org_user_id: orgUserId });
      const user = await wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } });
      expect(user.status).toBe(404);
    });

    it.each([
      ["an e-mail address", () => ({ email: uniqueEmail() })],
      ["a phone number", () => ({ mobile: uniquePhone() })],
    ])("takes %s alone", async (_, identifiers) => {
      expect((await open().call(generateTokens, { body: identifiers() })).status).toBe(200);
    });

    it("refuses a body without an identifier with 422", async () => {
      const answer = await open().call(generateTokens, { body: {} });
      expect([answer.status, answer.code]).toEqual([422, "VALIDATION_FAILED"]);
    });

    it("refuses a missing or wrong key, and a person's token in its place, with 401", async () => {
      const wire = open();
      const body = { org_user_id: unique("user") };
      const token = await wire.tokenFor(body);
      for (const credentials of [{ apiKey: null }, { apiKey: "not-a-key" }, { apiKey: null, token }]) {
        const answer = await wire.call(generateTokens, { body, ...credentials });
        expect([answer.status, answer.code]).toEqual([401, "UNAUTHORIZED"]);
      }
    });

    it("answers 404 for a workspace that is not the key's", async () => {
      const address = { organisationUuid: crypto.randomUUID(), workspaceUuid: crypto.randomUUID() };
      const answer = await open().call(generateTokens, { body: { org_user_id: unique("user") }, address });
      expect(answer.status).toBe(404);
    });
  });

  describe("refreshing tokens", () => {
    it("rotates with the refresh token alone, and keeps the subject [W8]", async () => {
      const wire = open();
      const first = await pairOf(wire);
      const second = await refresh(wire, first.refreshToken);
      expect(second.status).toBe(200);
      expect(second.detail["refresh_token"]).not.toBe(first.refreshToken);
      expect(claimsOf(second.detail["token"])["sub"]).toBe(claimsOf(first.token)["sub"]);
    });

    it("answers the immediate parent with the same successor, and an older one with REFRESH_STALE", async () => {
      const wire = open();
      const { refreshToken } = await pairOf(wire);
      const second = await refresh(wire, refreshToken);
      const again = await refresh(wire, refreshToken);
      expect([again.status, again.detail["refresh_token"]]).toEqual([200, second.detail["refresh_token"]]);
      await refresh(wire, String(second.detail["refresh_token"]));
      const older = await refresh(wire, refreshToken);
      expect([older.status, older.code]).toEqual([409, "REFRESH_STALE"]);
    });

    it("refuses an unknown refresh token and an access token in its place", async () => {
      const wire = open();
      for (const token of ["never-issued", await wire.tokenFor({ org_user_id: unique("user") })]) {
        const answer = await refresh(wire, token);
        expect([answer.status, answer.code]).toEqual([401, "REFRESH_INVALID"]);
      }
    });
  });
}

/** Members of an access token's payload, unverified. */
function claimsOf(token: unknown): Readonly<Record<string, unknown>> {
  const payload = String(token).split(".")[1] ?? "";
  const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  return typeof claims === "object" && claims !== null ? Object.fromEntries<unknown>(Object.entries(claims)) : {};
}

async function pairOf(wire: Wire): Promise<{ token: string; refreshToken: string }> {
  const { detail } = await wire.call(generateTokens, { body: { org_user_id: unique("user") } });
  return { token: String(detail["token"]), refreshToken: String(detail["refresh_token"]) };
}

function refresh(wire: Wire, refreshToken: string) {
  return wire.call(refreshTokens, { body: { refresh_token: refreshToken } });
}
