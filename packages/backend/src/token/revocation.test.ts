import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenFamilies } from "../db/access-schema.ts";
import { persons } from "../db/schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import {
  createApiKey,
  createTestBackend,
  field,
  type Received,
  rows,
  type Sending,
  type TestBackend,
} from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const refreshTokenOf = (received: Received): string => field(received.body, "detail", "refresh_token");
const open = async (body: object) => refreshTokenOf(await backend.generate(body));
const revoke = (body: object, sending: Sending = {}) =>
  backend.send("POST", `${backend.publicPath}/tokens/revoke`, { body, ...sending });
const revokePerson = (body: object) => revoke(body, { key: backend.home.apiKey });
const isAlive = async (refreshToken: string) => {
  const received = await backend.refresh(refreshToken);
  if (received.status !== 200) expect([received.status, errorCodeOf(received)]).toEqual([401, "SESSION_REVOKED"]);
  return received.status === 200;
};

describe("tokens/revoke", () => {
  it("ends the session of a refresh token, with the token alone, once [W8]", async () => {
    const first = await open({ org_user_id: "v-1" });
    const other = await open({ org_user_id: "v-1" });
    const received = await revoke({ refresh_token: first });
    expect([received.status, received.body]).toEqual([200, { detail: { revoked: 1 } }]);
    expect(await isAlive(first)).toBe(false);
    expect((await revoke({ refresh_token: first })).body).toEqual({ detail: { revoked: 0 } });
    expect(await isAlive(other)).toBe(true);
  });

  it("ends it by any token of the session, and at once all that its access tokens can do [W8]", async () => {
    const generated = await backend.generate({ org_user_id: "v-2" });
    const used = refreshTokenOf(generated);
    const refreshed = await backend.refresh(used);
    const tokens = [generated, refreshed].map(({ body }) => field(body, "detail", "token"));
    const calls = (token: string) => [
      backend.read(token),
      backend.read(token, "?include_fully_consented_data=true"),
      backend.send("POST", `${backend.publicPath}/notices/${backend.home.noticeUuid}/check-consent`, {
        token,
        body: {},
      }),
      backend.submit(token, rows(true, true)),
    ];
    const codesOf = async () => (await Promise.all(tokens.flatMap(calls))).map(errorCodeOf);
    expect(await codesOf()).not.toContain("SESSION_REVOKED");
    await revoke({ refresh_token: used });
    expect(await codesOf()).toEqual(Array(8).fill("SESSION_REVOKED"));
    expect(await isAlive(refreshTokenOf(refreshed))).toBe(false);
    expect((await backend.read(await backend.tokenFor({ org_user_id: "v-2" }))).status).toBe(409);
  });

  it("tells nothing about tokens that it does not know, and ends none of another workspace [SEC-B1]", async () => {
    const mine = await open({ org_user_id: "v-3" });
    for (const refresh_token of ["ncr_unknown", "é", "x".repeat(8192)])
      expect((await revoke({ refresh_token })).body).toEqual({ detail: { revoked: 0 } });
    const path = backend.publicPath
      .replace(backend.home.address.organisationUuid, backend.stranger.address.organisationUuid)
      .replace(backend.home.address.workspaceUuid, backend.stranger.address.workspaceUuid);
    const elsewhere = await backend.send("POST", `${path}/tokens/revoke`, { body: { refresh_token: mine } });
    expect(elsewhere.body).toEqual({ detail: { revoked: 0 } });
    expect(await isAlive(mine)).toBe(true);
  });

  it("ends every session of a person, under whichever identifier it was opened", async () => {
    const created = await backend.createUser({ org_user_id: "v-4", primary_email: "v4@example.org" });
    await backend.submit(await backend.tokenFor({ mobile: "+9140" }), rows(true, true));
    await backend.link("v-4", ["+9140"]);
    const sessions = [
      await open({ org_user_id: "v-4" }),
      await open({ email: "v4@example.org" }),
      await open({ mobile: "+9140" }),
    ];
    const stranger = await open({ org_user_id: "v-5" });
    const received = await revokePerson({ org_user_id: "v-4" });
    // One more was opened to consent by phone.
    expect(received.body).toEqual({ detail: { revoked: 4 } });
    expect(await Promise.all(sessions.map(isAlive))).toEqual([false, false, false]);
    expect(await isAlive(stranger)).toBe(true);
    expect((await revokePerson({ org_user_id: "v-4" })).body).toEqual({ detail: { revoked: 0 } });
    expect(await isAlive(await open({ org_user_id: "v-4" }))).toBe(true);
    const families = await backend.database.queries
      .select()
      .from(tokenFamilies)
      .where(eq(tokenFamilies.revokedFor, "operator"));
    expect(families).toHaveLength(4);
    expect(field(created.body, "detail", "org_user_id")).toBe("v-4");
  });

  it("ends the sessions of someone who never decided anything, and makes no user of them", async () => {
    const session = await open({ org_user_id: "v-6" });
    expect((await revokePerson({ org_user_id: "v-6" })).body).toEqual({ detail: { revoked: 1 } });
    expect(await isAlive(session)).toBe(false);
    expect(await backend.database.queries.$count(persons, eq(persons.orgUserId, "v-6"))).toBe(0);
  });

  it("lets only a key that may issue tokens name a person [SEC-B9]", async () => {
    const session = await open({ org_user_id: "v-7" });
    const body = { org_user_id: "v-7" };
    const { workspaceUuid } = backend.home.address;
    const weak = await createApiKey(backend.database, backend.keys, workspaceUuid, ["users"]);
    const token = await backend.tokenFor(body);
    const answers = [
      await revoke(body),
      await revoke(body, { token }),
      await revoke(body, { key: "cms_wrong" }),
      await revoke(body, { key: weak }),
      await revoke(body, { key: backend.neighbour.apiKey }),
    ];
    expect(answers.map(errorCodeOf)).toEqual([
      "UNAUTHORIZED",
      "UNAUTHORIZED",
      "UNAUTHORIZED",
      "FORBIDDEN",
      "NOT_FOUND",
    ]);
    expect(await isAlive(session)).toBe(true);
  });

  it("wants a token or a person, not both and not neither", async () => {
    for (const body of [{}, { refresh_token: "ncr_x", org_user_id: "v-8" }, { refresh_token: "" }, { org_user_id: "" }])
      expect((await revokePerson(body)).status).toBe(422);
  });
});

describe("generating tokens", () => {
  it("leaves the person's other sessions alone, unless they are to end [W7]", async () => {
    const first = await open({ org_user_id: "v-9" });
    const second = await open({ org_user_id: "v-9", revoke_others: false });
    expect([await isAlive(first), await isAlive(second)]).toEqual([true, true]);
    const third = await open({ org_user_id: "v-9", revoke_others: true });
    const [revoked] = await backend.database.queries
      .select()
      .from(tokenFamilies)
      .where(eq(tokenFamilies.revokedFor, "replaced"));
    expect(revoked).toBeDefined();
    expect([await isAlive(first), await isAlive(second), await isAlive(third)]).toEqual([false, false, true]);
  });
});
