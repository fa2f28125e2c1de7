import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { members } from "../declared-errors.test-data.ts";
import { field, type Received } from "../test-backend.test-data.ts";
import { createTestUsersApi, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

const versionOf = ({ body }: Received): unknown => members(body).get("version");
const granted = { purposes: [{ id: "P", enabled: true }] };

/** Ids of a page, and its cursor. */
function pageOf({ body }: Received): { readonly ids: readonly string[]; readonly cursor: string | undefined } {
  const { data, cursor } = body as { data: { id: string }[]; cursor: string | null };
  return { ids: data.map(({ id }) => id), cursor: cursor ?? undefined };
}

async function walk(query: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const next = cursor === undefined ? "" : `&$cursor=${encodeURIComponent(cursor)}`;
    const page = pageOf(await api.listUsers(`${query}${next}`));
    ids.push(...page.ids);
    cursor = page.cursor;
  }
  return ids;
}

describe("creating a user", () => {
  it("takes the published example, and answers every common field [U6, U10]", async () => {
    const body = { organization_user_id: "[email protected]", metadata: { loyalty: "gold" } };
    const made = await api.createUser(body);
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      ...body,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      organization_id: api.organizationId,
      organization_user_id_type: "UCID",
      version: 1,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
      country: null,
      last_seen_country: null,
      consents: { purposes: [], vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] } },
    });
    expect((await api.getUser(field(made.body, "id"))).body).toEqual(made.body);
  });

  it("gives a status a history of one event, and the record version 1 [U6, U39]", async () => {
    const id = randomUUID();
    const made = await api.createUser({ id, version: 7, consents: granted });
    expect(versionOf(made)).toBe(1);
    expect(made.body).toMatchObject({ consents: { purposes: [{ id: "P", enabled: true }] } });
    const events = (await api.listEvents(`&user_id=${id}`)).body as { data: { consents: unknown }[] };
    expect(events.data.map(({ consents }) => consents)).toEqual([granted]);
  });

  it("refuses an id that is in use, also one of the wire's users [U6]", async () => {
    const id = randomUUID();
    await api.createUser({ id });
    const again = await api.createUser({ id });
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ code: 409, name: "Conflict" })]);
    const onTheWire = field((await api.backend.createUser({ org_user_id: "wire-1" })).body, "detail", "uuid");
    expect((await api.createUser({ id: onTheWire })).status).toBe(409);
  });

  it("lets many users carry one organization_user_id [U5, U6]", async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of ids) {
      const made = await api.createUser({ id, organization_user_id: "shared" });
      expect([made.status, versionOf(made)]).toEqual([200, 1]);
    }
    expect(pageOf(await api.listUsers("&organization_user_id=shared"))).toEqual({ ids, cursor: undefined });
  });

  it("takes one id for both, and then finds the user by either [U5, U6, U7]", async () => {
    const [created, patched, sent] = [randomUUID(), "both-patched", "both-sent"];
    await api.createUser({ id: created, organization_user_id: created });
    expect((await api.createUser({ id: patched })).body).not.toHaveProperty("organization_user_id");
    expect((await api.listUsers(`&organization_user_id=${patched}`)).body).toMatchObject({ data: [] });
    await api.patchUser(patched, { organization_user_id: patched });
    await api.createEvent({ user: { id: sent, organization_user_id: sent }, consents: {} });
    for (const id of [created, patched, sent]) {
      expect((await api.getUser(id)).body).toMatchObject({ id, organization_user_id: id });
      expect((await api.getUser(id, "&$by_organization_user_id")).body).toMatchObject({ id });
      expect((await api.listUsers(`&organization_user_id=${id}`)).body).toMatchObject({ data: [{ id }] });
    }
  });

  it("names the id that is in use where a person is given the id of another's device [U6, U36]", async () => {
    await api.createUser({ id: "device-alone" });
    const refused = await api.createUser({ organization_user_id: "device-alone" });
    expect([refused.status, refused.body]).toMatchObject([409, { errors: { organization_user_id: {} } }]);
  });

  it("keeps both countries as they are given, and sets neither [U30]", async () => {
    const made = await api.createUser({ country: "FR", last_seen_country: "DE" });
    expect(made.body).toMatchObject({ country: "FR", last_seen_country: "DE" });
    for (const country of ["fr", "FRA", ""]) expect((await api.createUser({ country })).status).toBe(400);
  });

  it("refuses an organization_id that differs from the query [U3]", async () => {
    expect((await api.createUser({ organization_id: "somebody else" })).status).toBe(400);
    expect((await api.createUser({ organization_id: api.organizationId })).status).toBe(200);
  });
});

describe("reading a user", () => {
  it("goes by its own id, or by the organisation's where the query says so, whatever value that has [U7]", async () => {
    const id = randomUUID();
    await api.createUser({ id, organization_user_id: "crm/42 ü" });
    expect(field((await api.getUser("crm/42 ü", "&$by_organization_user_id=")).body, "id")).toBe(id);
    expect(field((await api.getUser("crm/42 ü", "&$by_organization_user_id=false")).body, "id")).toBe(id);
    expect((await api.getUser("crm/42 ü")).status).toBe(404);
    expect((await api.getUser(id, "&$by_organization_user_id=true")).status).toBe(404);
  });

  it("answers the record that was changed last where several carry the organisation's id [U7]", async () => {
    const ids = [randomUUID(), randomUUID()] as const;
    for (const id of ids) await api.createUser({ id, organization_user_id: "two" });
    await api.patchUser(ids[0], { metadata: { seen: true } });
    expect(field((await api.getUser("two", "&$by_organization_user_id=true")).body, "id")).toBe(ids[0]);
    const refused = await api.patchUser("two", { metadata: {} }, "&$by_organization_user_id=true");
    expect(refused.body).toMatchObject({ code: 409, errors: { ids: [...ids] } });
  });

  it("tells an unknown id and another workspace's alike [U45]", async () => {
    const { send, stranger } = api.backend;
    const { organisationUuid, workspaceUuid } = stranger.address;
    const path = `/consent/organisations/${organisationUuid}/workspaces/${workspaceUuid}/consent-ledger/consent-users/`;
    const made = await send("POST", path, { key: stranger.apiKey, body: { org_user_id: "theirs" } });
    const foreign = await api.getUser(field(made.body, "detail", "uuid"));
    const unknown = await api.getUser(randomUUID());
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
  });
});

describe("changing a user", () => {
  it("changes what is sent and nothing else; a null removes a key of the metadata [U8, U29]", async () => {
    const id = randomUUID();
    await api.createUser({ id, country: "FR", metadata: { kept: 1, gone: 2, deep: { a: 1 } } });
    const patched = await api.patchUser(id, { metadata: { gone: null, deep: { b: 2 } } });
    expect(patched.body).toMatchObject({ country: "FR", version: 2 });
    expect(members(patched.body).get("metadata")).toEqual({ kept: 1, deep: { b: 2 } });
    expect((await api.patchUser(id, { country: null })).body).toMatchObject({ country: null, version: 3 });
  });

  it("refuses metadata that grows beyond 8 KiB, also by parts [U29]", async () => {
    const id = randomUUID();
    await api.createUser({ id, metadata: { a: "x".repeat(5000) } });
    expect((await api.patchUser(id, { metadata: { b: "x".repeat(5000) } })).status).toBe(400);
    expect((await api.patchUser(id, { metadata: { a: null, b: "x".repeat(5000) } })).status).toBe(200);
  });

  it("refuses a stale version with the current one, and writes nothing [U35]", async () => {
    const id = randomUUID();
    await api.createUser({ id });
    expect((await api.patchUser(id, { version: 1, metadata: { a: 1 } })).body).toMatchObject({ version: 2 });
    const stale = await api.patchUser(id, { version: 1, metadata: { a: 2 } });
    expect(stale.body).toEqual({
      code: 409,
      name: "Conflict",
      message: expect.any(String),
      errors: { version: { sent: 1, current: 2 } },
    });
    expect((await api.getUser(id)).body).toMatchObject({ version: 2, metadata: { a: 1 } });
  });

  it("counts every change that a reading shows: facts, events, a link, a name [U35]", async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    await api.createUser({ id });
    const steps = [
      () => api.patchUser(id, { metadata: { a: 1 } }),
      () => api.createEvent({ user: { id }, consents: granted }),
      () => api.createUser({ id: other, organization_user_id: `version-${id}` }),
      () => api.patchUser(id, { organization_user_id: `version-${id}` }),
      () => api.createEvent({ user: { id: other }, consents: granted }),
      () => api.patchUser(other, { organization_user_id: `renamed-${id}` }),
    ];
    let shown = (await api.getUser(id)).body as { version: number };
    const { version: _, ...first } = shown;
    let facts = JSON.stringify(first);
    for (const step of steps) {
      expect((await step()).status).toBe(200);
      const next = (await api.getUser(id)).body as { version: number };
      const { version, ...rest } = next;
      const isSame = JSON.stringify(rest) === facts;
      expect(version - shown.version).toBe(isSame ? 0 : 1);
      [shown, facts] = [next, JSON.stringify(rest)];
    }
  });

  it("tells the version as an ETag, and minds If-Match [U35]", async () => {
    const id = randomUUID();
    await api.createUser({ id });
    expect((await api.getUser(id)).headers.get("etag")).toBe('"1"');
    expect((await api.patchUser(id, { metadata: { a: 1 } }, "", { "If-Match": '"1"' })).status).toBe(200);
    const stale = await api.patchUser(id, { metadata: { a: 2 } }, "", { "If-Match": '"1"' });
    expect(stale.body).toMatchObject({ code: 412, name: "PreconditionFailed", errors: { version: { current: 2 } } });
    expect((await api.deleteUser(id, "", { "If-Match": "nonsense" })).status).toBe(412);
    expect((await api.deleteUser(id, "", { "If-Match": '"2"' })).status).toBe(200);
  });
});

describe("listing users", () => {
  it("goes through all of them in the order of their making, each once, and ends with null [U4]", async () => {
    const all = await walk("&$limit=3");
    expect(new Set(all).size).toBe(all.length);
    expect(await walk("")).toEqual(all);
    const made = field((await api.createUser({})).body, "id");
    expect((await walk("&$limit=4")).at(-1)).toBe(made);
  });

  it("ends with null on a page that is exactly full, and says 100 on a short one [U4]", async () => {
    for (let count = 0; count < 2; count += 1) await api.createUser({ organization_user_id: "full" });
    const full = await api.listUsers("&organization_user_id=full&$limit=2");
    expect(pageOf(full)).toEqual({ ids: expect.objectContaining({ length: 2 }), cursor: undefined });
    expect((await api.listUsers("&organization_user_id=full")).body).toMatchObject({ limit: 100, cursor: null });
    expect((await api.listUsers("&organization_user_id=nobody")).body).toEqual({ data: [], limit: 100, cursor: null });
    for (const limit of ["0", "101", "x"]) expect((await api.listUsers(`&$limit=${limit}`)).status).toBe(400);
  });

  it("finds several ids at once [U34]", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await api.createUser({ id: one });
    await api.createUser({ id: two });
    expect(pageOf(await api.listUsers(`&id[$in]=${two}&id[$in]=${one}&id=${randomUUID()}`)).ids).toEqual([one, two]);
  });

  it("refuses a cursor that was altered, was made under other filters or for another list [U4]", async () => {
    await api.createUser({ organization_user_id: "cursors" });
    await api.createUser({ organization_user_id: "cursors" });
    const { cursor = "" } = pageOf(await api.listUsers("&organization_user_id=cursors&$limit=1"));
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(Buffer.from(cursor, "base64url").toString()).not.toContain("cursors");
    const refused = [
      `&organization_user_id=cursors&$cursor=${cursor.slice(0, -1)}`,
      `&organization_user_id=cursors&$cursor=${cursor}A`,
      `&organization_user_id=cursors&$cursor=${cursor.split("").toReversed().join("")}`,
      `&organization_user_id=other&$cursor=${cursor}`,
      `&$cursor=${cursor}`,
      `&organization_user_id=cursors&regulation=cpra&$cursor=${cursor}`,
    ];
    for (const query of refused) expect([query, (await api.listUsers(query)).status]).toEqual([query, 400]);
    for (let place = 0; place < cursor.length; place += 7) {
      const letter = cursor[place] === "A" ? "B" : "A";
      const altered = cursor.slice(0, place) + letter + cursor.slice(place + 1);
      expect((await api.listUsers(`&organization_user_id=cursors&$cursor=${altered}`)).status).toBe(400);
    }
    expect((await api.listUsers(`&organization_user_id=cursors&$cursor=${cursor}`)).status).toBe(200);
  });
});
