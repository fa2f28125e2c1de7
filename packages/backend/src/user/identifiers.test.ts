import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, field, rows, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const uuidOf = (received: { body: unknown }): string => field(received.body, "detail", "uuid");
const get = (path: string) => backend.send("GET", `${backend.usersPath}/${path}`, { key: backend.home.apiKey });
const patch = (uuid: string, body: object) =>
  backend.send("PATCH", `${backend.usersPath}/${uuid}`, { key: backend.home.apiKey, body });

describe("the type of an org_user_id", () => {
  it.each([
    [{ org_user_id: "t-1", email: "t1@example.org", mobile: "+9151" }, "t-1", "UCID"],
    [{ email: "t2@example.org", mobile: "+9152" }, "t2@example.org", "EMAIL"],
    [{ mobile: "+9153" }, "+9153", "PHONE"],
  ] as const)("of consent given with %j is %s of type %s [W25]", async (identity, org_user_id, org_user_id_type) => {
    const submitted = await backend.submit(await backend.tokenFor(identity), rows(true, true));
    const { body } = await get(field(submitted.body, "detail", "user_uuid"));
    expect(body).toMatchObject({
      detail: {
        org_user_id,
        org_user_id_type,
        primary_email: org_user_id_type === "UCID" ? "t1@example.org" : null,
        primary_mobile: { UCID: "+9151", EMAIL: "+9152", PHONE: null }[org_user_id_type],
      },
    });
  });

  it("becomes UCID when the host gives a channel user an id, and the contact stays hers [W64]", async () => {
    const submitted = await backend.submit(await backend.tokenFor({ email: "t4@example.org" }), rows(true, true));
    const uuid = field(submitted.body, "detail", "user_uuid");
    const received = await patch(uuid, { org_user_id: "t-4" });
    expect(received.body).toMatchObject({ detail: { org_user_id: "t-4", org_user_id_type: "UCID" } });
    const again = await backend.submit(await backend.tokenFor({ email: "t4@example.org" }), rows(true, true));
    expect(field(again.body, "detail", "user_uuid")).toBe(uuid);
  });
});

describe("former identifiers", () => {
  it("name a user as an alias in link-users by a former id [W64, W65]", async () => {
    const created = await backend.createUser({ org_user_id: "h-0" });
    expect((await patch(uuidOf(created), { org_user_id: "h-new" })).status).toBe(200);
    await backend.createUser({ org_user_id: "h-primary" });
    expect((await backend.link("h-primary", ["h-0"])).body).toMatchObject({ detail: { linked: ["h-0"] } });
  });

  it("are a conflict in link-users where they are a contact of another account, now or once [W64, W65]", async () => {
    const contacts = { primary_email: "k@example.org", primary_mobile: "+9160" };
    const created = await backend.createUser({ org_user_id: "k", ...contacts });
    await backend.createUser({ org_user_id: "k-primary" });
    const conflicts = Object.values(contacts).map((org_user_id) => ({
      org_user_id,
      existing_primary_org_user_id: "k",
    }));
    const link = async () => (await backend.link("k-primary", Object.values(contacts))).body;
    expect(await link()).toMatchObject({ detail: { linked: [], conflicts } });
    const change = { primary_email: "k-new@example.org", primary_mobile: "+9161" };
    expect((await patch(uuidOf(created), change)).status).toBe(200);
    expect(await link()).toMatchObject({ detail: { linked: [], conflicts } });
  });

  it("stay taken, also after a second change, and cannot be the primary's name in link-users [W64]", async () => {
    const created = await backend.createUser({ org_user_id: "s-1" });
    for (const org_user_id of ["s-2", "s-3"]) await patch(uuidOf(created), { org_user_id });
    for (const org_user_id of ["s-1", "s-2"]) {
      expect((await backend.createUser({ org_user_id })).body).toMatchObject({
        detail: { conflict_type: "ORG_USER_ID_EXISTS", existing_user: { org_user_id: "s-3" } },
      });
      const linked = await backend.link(org_user_id, ["nobody"]);
      expect([linked.status, linked.body]).toEqual([
        422,
        {
          message: `Cannot use '${org_user_id}' as primary user - it is already an alias of 's-3'`,
          error_code: "PRIMARY_IS_ALIAS",
        },
      ]);
    }
  });

  it("may be taken up again by the user they belong to [W64]", async () => {
    const created = await backend.createUser({ org_user_id: "r-1", primary_email: "r1@example.org" });
    await patch(uuidOf(created), { org_user_id: "r-2", primary_email: "r2@example.org" });
    const back = await patch(uuidOf(created), { org_user_id: "r-1", primary_email: "r1@example.org" });
    expect([back.status, back.body]).toMatchObject([
      200,
      { detail: { org_user_id: "r-1", primary_email: "r1@example.org" } },
    ]);
    expect((await get("by-org-user-id/r-1")).status).toBe(200);
    expect((await get("by-org-user-id/r-2")).status).toBe(404);
  });

  it("are compared exactly as they were given: letter case counts, in e-mail addresses too", async () => {
    await backend.createUser({ org_user_id: "Case", primary_email: "Asha@example.org" });
    for (const [org_user_id, primary_email] of [
      ["case", "asha@example.org"],
      ["CASE", "Asha@Example.org"],
    ] as const)
      expect((await backend.createUser({ org_user_id, primary_email })).status).toBe(201);
  });
});

describe("metadata", () => {
  it("is held to 8 KiB after merging, and stays as it was when a change is refused [W63, SEC-B11]", async () => {
    const created = await backend.createUser({ org_user_id: "m-1", metadata: { a: "x".repeat(5000) } });
    const refused = await patch(uuidOf(created), { name: "Not this either", metadata: { b: "y".repeat(5000) } });
    expect([refused.status, refused.body]).toMatchObject([422, { detail: { fields: [{ path: "metadata" }] } }]);
    expect((await get(uuidOf(created))).body).toEqual(created.body);
    expect((await patch(uuidOf(created), { metadata: { a: "short", b: "y".repeat(5000) } })).status).toBe(200);
  });

  it("replaces a value whole, and never stores a key that could change what an object is [W63, SEC-B22]", async () => {
    const created = await backend.createUser({ org_user_id: "m-2", metadata: { kept: 1, list: [1, 2] } });
    const raw = '{"metadata":{"__proto__":{"polluted":true},"constructor":{"polluted":true},"list":[3],"gone":null}}';
    const received = await backend.send("PATCH", `${backend.usersPath}/${uuidOf(created)}`, {
      key: backend.home.apiKey,
      raw,
    });
    expect(received.status).toBe(200);
    expect(received.body).toMatchObject({ detail: { metadata: { kept: 1, list: [3], gone: null } } });
    expect(received.text).not.toContain("polluted");
    expect({}).not.toHaveProperty("polluted");
  });
});
