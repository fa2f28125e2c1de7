import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerEvents, persons } from "../db/schema.ts";
import { createTestBackend, field, ids, rows, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const uuidOf = (received: { body: unknown }): string => field(received.body, "detail", "uuid");
const get = (path: string) => backend.send("GET", `${backend.usersPath}/${path}`, { key: backend.home.apiKey });
const patch = (uuid: string, body: object) =>
  backend.send("PATCH", `${backend.usersPath}/${uuid}`, { key: backend.home.apiKey, body });
/** A user that came to be by consent. */
const consenting = async (identity: object, purposes: unknown = rows(true, true)): Promise<string> => {
  const received = await backend.submit(await backend.tokenFor(identity), purposes);
  return field(received.body, "detail", "user_uuid");
};

describe("creating a user", () => {
  it("answers 201 with the whole user [W60]", async () => {
    const received = await backend.createUser({
      org_user_id: "user123",
      primary_email: "john@example.org",
      primary_mobile: "+1234567890",
      name: "John Doe",
      metadata: { account_type: "premium", signup_source: "web" },
    });
    expect(received.status).toBe(201);
    expect(received.body).toEqual({
      detail: {
        uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        organisation_uuid: backend.home.address.organisationUuid,
        workspace_uuid: backend.home.address.workspaceUuid,
        org_user_id: "user123",
        org_user_id_type: "UCID",
        primary_email: "john@example.org",
        primary_mobile: "+1234567890",
        name: "John Doe",
        metadata: { account_type: "premium", signup_source: "web" },
        created_at: expect.stringMatching(/Z$/) as string,
        updated_at: expect.stringMatching(/Z$/) as string,
      },
    });
  });

  it("wants an org_user_id", async () => {
    const received = await backend.createUser({ primary_email: "nobody@example.org" });
    expect(received.status).toBe(422);
    expect(received.body).toMatchObject({ detail: { fields: [{ path: "org_user_id" }] } });
  });

  it("answers a taken id with the user who has it and writes nothing [W60, W61]", async () => {
    const created = await backend.createUser({ org_user_id: "taken" });
    const before = await backend.database.queries.$count(persons);
    const received = await backend.createUser({ org_user_id: "taken", name: "Another" });
    expect(received.status).toBe(409);
    expect(received.body).toEqual({
      detail: {
        conflict_type: "ORG_USER_ID_EXISTS",
        message: "User with org_user_id 'taken' already exists",
        existing_user: (created.body as { detail: object }).detail,
        error_code: "ORG_USER_ID_EXISTS",
      },
    });
    expect(await backend.database.queries.$count(persons)).toBe(before);
  });

  it("tells the five conflicts apart, checking id, e-mail and phone in that order [W61]", async () => {
    await backend.createUser({ org_user_id: "c-1", primary_email: "c1@example.org", primary_mobile: "+911" });
    const channel = await consenting({ email: "c2@example.org" });
    await patch(channel, { primary_email: "c2-second@example.org", primary_mobile: "+912" });
    const conflictOf = async (body: object) =>
      field((await backend.createUser({ org_user_id: "c-new", ...body })).body, "detail", "conflict_type");
    const both = { primary_email: "c1@example.org", primary_mobile: "+911" };
    expect(await conflictOf({ org_user_id: "c-1", ...both })).toBe("ORG_USER_ID_EXISTS");
    expect(await conflictOf(both)).toBe("EMAIL_EXISTS_SAME_USER");
    expect(await conflictOf({ primary_mobile: "+911" })).toBe("PHONE_EXISTS_SAME_USER");
    expect(await conflictOf({ primary_email: "c2-second@example.org" })).toBe("EMAIL_EXISTS_DIFFERENT_USER");
    expect(await conflictOf({ primary_mobile: "+912" })).toBe("PHONE_EXISTS_DIFFERENT_USER");
  });

  it("counts every identifier that a user has or had as taken [W64]", async () => {
    const created = await backend.createUser({ org_user_id: "old-id", primary_email: "old@example.org" });
    await patch(uuidOf(created), { org_user_id: "new-id" });
    for (const org_user_id of ["old-id", "old@example.org"]) {
      const received = await backend.createUser({ org_user_id });
      expect(received.body).toMatchObject({
        detail: { conflict_type: "ORG_USER_ID_EXISTS", existing_user: { org_user_id: "new-id" } },
      });
    }
  });

  it("is no conflict with a user who came to be by consent under the same contact", async () => {
    await consenting({ email: "channel@example.org" });
    const received = await backend.createUser({ org_user_id: "c-3", primary_email: "channel@example.org" });
    expect(received.status).toBe(201);
  });

  it("takes no uuid, type or date from the caller [SEC-B10]", async () => {
    const uuid = randomUUID();
    const body = {
      org_user_id: "c-4",
      uuid,
      org_user_id_type: "PHONE",
      created_at: "2001-01-01T00:00:00Z",
      is_admin: true,
    };
    const received = await backend.createUser(body);
    expect(received.body).toMatchObject({ detail: { org_user_id_type: "UCID" } });
    expect(received.text).not.toMatch(/2001|is_admin/);
    expect(uuidOf(received)).not.toBe(uuid);
  });

  it("keeps at most 8 KiB of metadata [SEC-B11]", async () => {
    const received = await backend.createUser({ org_user_id: "c-5", metadata: { note: "x".repeat(8200) } });
    expect(received.status).toBe(422);
    expect(received.body).toMatchObject({ detail: { fields: [{ path: "metadata" }] } });
  });
});

describe("reading a user", () => {
  it("finds it by uuid and by its current id, whatever characters that has [W62]", async () => {
    const created = await backend.createUser({ org_user_id: "a/b c+d%é@x" });
    expect((await get(uuidOf(created))).body).toEqual(created.body);
    expect((await get(`by-org-user-id/${encodeURIComponent("a/b c+d%é@x")}`)).body).toEqual(created.body);
  });

  it("does not find former ids, contacts and strangers [W62, SEC-B1]", async () => {
    const created = await backend.createUser({ org_user_id: "g-1", primary_email: "g1@example.org" });
    await patch(uuidOf(created), { org_user_id: "g-2" });
    const { organisationUuid, workspaceUuid } = backend.neighbour.address;
    const elsewhere = `/consent/organisations/${organisationUuid}/workspaces/${workspaceUuid}/consent-ledger/consent-users`;
    const foreign = await backend.send("POST", elsewhere, {
      key: backend.neighbour.apiKey,
      body: { org_user_id: "theirs" },
    });
    expect(foreign.status).toBe(201);
    const unknown = [
      "by-org-user-id/g-1",
      "by-org-user-id/g1%40example.org",
      "by-org-user-id/theirs",
      uuidOf(foreign),
      "no-uuid",
    ];
    for (const path of unknown) {
      const received = await get(path);
      expect(received.status).toBe(404);
      expect(received.body).toEqual({ message: "User not found", error_code: "USER_NOT_FOUND" });
    }
    expect((await patch(uuidOf(foreign), { name: "Mine now" })).status).toBe(404);
  });
});

describe("updating a user", () => {
  it("changes the fields that are sent, merges metadata and keeps the rest [W63]", async () => {
    const created = await backend.createUser({
      org_user_id: "u-1",
      primary_email: "u1@example.org",
      name: "Before",
      metadata: { account_type: "premium", tags: { a: 1 } },
    });
    const received = await patch(uuidOf(created), { name: "After", metadata: { tags: { b: 2 }, tier: 3 } });
    expect(received.status).toBe(200);
    expect(received.body).toMatchObject({
      detail: {
        org_user_id: "u-1",
        primary_email: "u1@example.org",
        name: "After",
        metadata: { account_type: "premium", tags: { b: 2 }, tier: 3 },
      },
    });
    expect(received.text).not.toContain('"a":1');
  });

  it("keeps replaced identifiers for look-up, so that their tokens stay hers [W64]", async () => {
    const created = await backend.createUser({ org_user_id: "u-2", primary_email: "u2@example.org" });
    const token = await backend.tokenFor({ org_user_id: "u-2" });
    await patch(uuidOf(created), { org_user_id: "u-2-new", primary_email: "u2-new@example.org" });
    for (const credential of [token, await backend.tokenFor({ email: "u2@example.org" })]) {
      const received = await backend.submit(credential, rows(true, true));
      expect(received.body).toMatchObject({ detail: { user_uuid: uuidOf(created) } });
    }
  });

  it("refuses an id or a contact of somebody else with a bare message [W63]", async () => {
    const holder = await backend.createUser({
      org_user_id: "u-3",
      primary_email: "u3@example.org",
      primary_mobile: "+913",
    });
    await patch(uuidOf(holder), { org_user_id: "u-3-new" });
    const created = await backend.createUser({ org_user_id: "u-4" });
    const taken = await patch(uuidOf(created), { org_user_id: "u-3" });
    expect(taken.status).toBe(409);
    expect(taken.body).toEqual({ message: "org_user_id 'u-3' already exists", error_code: "ORG_USER_ID_EXISTS" });
    for (const [change, code] of [
      [{ primary_email: "u3@example.org" }, "EMAIL_EXISTS_SAME_USER"],
      [{ primary_mobile: "+913" }, "PHONE_EXISTS_SAME_USER"],
    ] as const) {
      const received = await patch(uuidOf(created), change);
      expect(received.status).toBe(409);
      expect(received.body).toEqual({ message: expect.any(String) as string, error_code: code });
    }
    expect((await get(uuidOf(created))).body).toEqual(created.body);
  });

  it("answers 404 for a user that does not exist [W63]", async () => {
    const received = await patch(randomUUID(), { name: "Nobody" });
    expect(received.status).toBe(404);
    expect(received.body).toEqual({ message: "User not found", error_code: "USER_NOT_FOUND" });
  });

  it("lets a contact pass between users who are linked", async () => {
    await backend.createUser({ org_user_id: "u-5", primary_email: "u5@example.org" });
    const primary = await backend.createUser({ org_user_id: "u-6" });
    expect((await patch(uuidOf(primary), { primary_email: "u5@example.org" })).status).toBe(409);
    await backend.link("u-6", ["u-5"]);
    expect((await patch(uuidOf(primary), { primary_email: "u5@example.org" })).status).toBe(200);
  });
});

describe("linking users", () => {
  it("puts every alias into one of four lists and may be repeated [W65]", async () => {
    const primary = await backend.createUser({ org_user_id: "l-1" });
    await backend.createUser({ org_user_id: "l-2" });
    await backend.createUser({ org_user_id: "l-3" });
    await backend.createUser({ org_user_id: "l-other" });
    await backend.link("l-other", ["l-3"]);
    const aliases = ["l-2", "l-3", "l-nobody", "l-2", "l-1"];
    const detail = {
      primary_user_uuid: uuidOf(primary),
      linked: ["l-2"],
      already_linked: ["l-1"],
      not_found: ["l-nobody"],
      conflicts: [{ org_user_id: "l-3", existing_primary_org_user_id: "l-other" }],
    };
    const first = await backend.link("l-1", aliases);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ detail });
    const again = await backend.link("l-1", aliases);
    expect(again.body).toEqual({ detail: { ...detail, linked: [], already_linked: ["l-2", "l-1"] } });
  });

  it("answers 404 without a primary and 422 when the primary is an alias, with the seed's words [W65]", async () => {
    const missing = await backend.link("xyz", ["a"]);
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({
      message: "Primary user with org_user_id 'xyz' not found",
      error_code: "PRIMARY_NOT_FOUND",
    });
    await backend.createUser({ org_user_id: "abc" });
    await backend.createUser({ org_user_id: "alias-of-abc" });
    await backend.link("abc", ["alias-of-abc"]);
    const alias = await backend.link("alias-of-abc", ["a"]);
    expect(alias.status).toBe(422);
    expect(alias.body).toEqual({
      message: "Cannot use 'alias-of-abc' as primary user - it is already an alias of 'abc'",
      error_code: "PRIMARY_IS_ALIAS",
    });
  });

  it("moves the aliases of an alias to the new primary [W65]", async () => {
    for (const org_user_id of ["m-1", "m-2", "m-3"]) await backend.createUser({ org_user_id });
    await backend.link("m-2", ["m-3"]);
    await backend.link("m-1", ["m-2"]);
    expect((await backend.link("m-1", ["m-3"])).body).toMatchObject({ detail: { already_linked: ["m-3"] } });
  });

  it("takes at most 200 aliases [SEC-B11]", async () => {
    await backend.createUser({ org_user_id: "many" });
    const aliases = Array.from({ length: 201 }, (_, index) => `many-${index}`);
    expect((await backend.link("many", aliases)).status).toBe(422);
    const received = await backend.link("many", aliases.slice(1));
    expect((received.body as { detail: { not_found: unknown[] } }).detail.not_found).toHaveLength(200);
  });

  it("finds an alias by a former id or by its contact, as the multi-channel flow does [W71]", async () => {
    await consenting({ email: "multi@example.org" });
    await consenting({ mobile: "+914" });
    await backend.createUser({ org_user_id: "multi", primary_email: "multi@example.org", primary_mobile: "+914" });
    const received = await backend.link("multi", ["multi@example.org", "+914", "phone_+914"]);
    expect(received.body).toMatchObject({
      detail: { linked: ["multi@example.org", "+914"], not_found: ["phone_+914"] },
    });
  });

  it.each(["current", "former"])("never joins a whole account by its %s contact alone [W64, W65]", async (age) => {
    const [owner, taker, contact] = [`owner-${age}`, `taker-${age}`, `owner-${age}@example.org`];
    const created = await backend.createUser({ org_user_id: owner, primary_email: contact });
    if (age === "former") await patch(uuidOf(created), { primary_email: `new-${contact}` });
    await backend.createUser({ org_user_id: taker });
    expect((await backend.link(taker, [contact])).body).toMatchObject({
      detail: { linked: [], conflicts: [{ org_user_id: contact, existing_primary_org_user_id: owner }] },
    });
    expect((await backend.link(taker, [owner])).body).toMatchObject({ detail: { linked: [owner], conflicts: [] } });
    expect((await backend.link(taker, [contact])).body).toMatchObject({ detail: { already_linked: [contact] } });
  });

  it("leaves a linked user's own record readable and editable", async () => {
    const alias = await backend.createUser({ org_user_id: "e-1" });
    await backend.createUser({ org_user_id: "e-2" });
    await backend.link("e-2", ["e-1"]);
    expect((await patch(uuidOf(alias), { name: "Still here" })).status).toBe(200);
    expect((await get("by-org-user-id/e-1")).body).toMatchObject({
      detail: { uuid: uuidOf(alias), name: "Still here" },
    });
  });
});

describe("consent after linking", () => {
  it("counts for the primary: the notice has nothing left to ask of her [W66]", async () => {
    const temporary = await consenting({ org_user_id: "temp-1" });
    const primary = await backend.createUser({ org_user_id: "f-1", primary_email: "f1@example.org" });
    const token = await backend.tokenFor({ org_user_id: "f-1", email: "f1@example.org" });
    expect((await backend.read(token)).status).toBe(200);
    await backend.link("f-1", ["temp-1"]);
    expect((await backend.read(token)).status).toBe(409);
    const events = await backend.database.queries
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.personUuid, temporary));
    expect(events).toMatchObject([{ identityUuid: temporary, kind: "decision" }]);
    const written = await backend.submit(await backend.tokenFor({ org_user_id: "temp-1" }), rows(true, true));
    expect(written.body).toMatchObject({ detail: { user_uuid: uuidOf(primary) } });
    const chain = await backend.database.queries
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.personUuid, uuidOf(primary)))
      .orderBy(ledgerEvents.position);
    expect(chain).toMatchObject([
      { position: 1, kind: "link", identityUuid: temporary },
      { position: 2, kind: "decision", identityUuid: temporary },
    ]);
  });

  it("is the latest decision per purpose, whoever made it [W66]", async () => {
    await backend.createUser({ org_user_id: "f-2" });
    const token = await backend.tokenFor({ org_user_id: "f-2" });
    await backend.submit(token, rows(true, false));
    await consenting({ org_user_id: "temp-2" }, rows(false, true));
    await backend.submit(token, rows(true, false).slice(1));
    await backend.link("f-2", ["temp-2"]);
    expect((await backend.read(token)).body).toMatchObject({
      detail: {
        purpose_selections: {
          [ids.account]: { selected: false, status: "DECLINED" },
          [ids.offers]: { selected: false, status: "DECLINED" },
        },
      },
    });
  });
});
