import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readChain } from "../ledger/store.ts";
import { members } from "../declared-errors.test-data.ts";
import { field, type Received } from "../test-backend.test-data.ts";
import { findRecord } from "./record.ts";
import { createTestUsersApi, eventsReadAndRebuilt, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

const granted = { purposes: [{ id: "P", enabled: true }] };
const refused = { purposes: [{ id: "P", enabled: false }] };
const idsOf = ({ body }: Received): readonly string[] => (body as { data: { id: string }[] }).data.map(({ id }) => id);
const post = async (body: object, query = "", headers = {}) => {
  const made = await api.createEvent(body, query, headers);
  expect([made.status, made.text]).toEqual([200, made.text]);
  return field(made.body, "id");
};
const enabledOf = async (id: string) => statusIn(await api.getUser(id)).purposes[0]?.enabled;

describe("adding an event", () => {
  it("answers what was sent, the defaults and the id of the user that it made [U20]", async () => {
    const made = await api.createEvent({ user: { id: "device-of-defaults" }, consents: granted });
    expect(made.body).toEqual({
      id: expect.any(String),
      organization_id: api.organizationId,
      created_at: expect.stringMatching(/Z$/),
      status: "confirmed",
      regulation: "gdpr",
      user: { id: "device-of-defaults" },
      consents: granted,
    });
    expect((await api.getUser("device-of-defaults")).status).toBe(200);
  });

  it("refuses an organization_id that differs from the query, and makes no user [U3]", async () => {
    const user = { id: randomUUID() };
    const refused = await api.createEvent({ organization_id: "somebody else", user, consents: {} });
    expect([refused.status, refused.body]).toMatchObject([400, { errors: { organization_id: {} } }]);
    expect((await api.getUser(user.id)).status).toBe(404);
    expect((await api.createEvent({ organization_id: api.organizationId, user, consents: {} })).status).toBe(200);
  });

  it("refuses a list where members belong, in which a refusal could be lost [U11, U36]", async () => {
    const user = { id: randomUUID() };
    const purpose = { id: "P", enabled: false };
    for (const [path, body] of [
      ["consents", { user, consents: [{ purposes: [purpose] }] }],
      ["consents.vendors", { user, consents: { vendors: [{ disabled: ["v"] }] } }],
      ["consents.purposes.0.values", { user, consents: { purposes: [{ id: "P", values: [] }] } }],
      ["user", { user: [user], consents: { purposes: [purpose] } }],
    ] as const) {
      const refused = await api.send("POST", "events", body);
      expect([refused.status, refused.body]).toMatchObject([400, { errors: { [path]: {} } }]);
    }
    expect((await api.getUser(user.id)).status).toBe(404);
    expect((await api.send("POST", "users", [])).status).toBe(400);
  });

  it("makes a user with a random id where none is named [U20]", async () => {
    const made = await api.createEvent({ consents: granted });
    expect(await enabledOf(field(made.body, "user", "id"))).toBe(true);
  });

  it("attaches an organization_user_id once, and leaves it alone ever after [U20]", async () => {
    const id = randomUUID();
    await post({ user: { id }, consents: granted });
    const first = await api.createEvent({ user: { id, organization_user_id: "once" }, consents: granted });
    expect(first.body).toMatchObject({ user: { id, organization_user_id: "once" } });
    const second = await api.createEvent({ user: { id, organization_user_id: "twice" }, consents: refused });
    expect(second.body).toMatchObject({ user: { id, organization_user_id: "once" } });
    expect(idsOf(await api.listEvents("&organization_user_id=once"))).toHaveLength(3);
    expect((await api.listEvents("&organization_user_id=twice")).status).toBe(404);
  });

  it("by organization_user_id alone goes to the person's own record [U20]", async () => {
    const own = await api.createEvent({ user: { organization_user_id: "own-record" }, consents: granted });
    const again = await api.createEvent({ user: { organization_user_id: "own-record" }, consents: refused });
    expect(field(again.body, "user", "id")).toBe(field(own.body, "user", "id"));
  });

  it("keeps delegate, metadata, domain and proofs, and names the actor in the ledger [U28]", async () => {
    const id = randomUUID();
    const more = {
      delegate: { id: "agent-7", name: "Branch office", metadata: { desk: 3 } },
      metadata: { campaign: "autumn" },
      domain: "preferences.example",
      proofs: ["data:text/plain;base64,aGVsbG8="],
      proofs_id: "scan-1",
    };
    const event = await post({ user: { id }, consents: granted, ...more });
    expect((await api.getEvent(event, `&user_id=${id}`)).body).toMatchObject(more);
    const [entry] = await readChain(api.backend.database.queries, await uuidOf(id));
    expect(entry?.payload).toContain('"by":"delegate"');
    // What somebody wrote is committed to, and not written down.
    for (const text of ["agent-7", "Branch office", "autumn", "preferences.example", "aGVsbG8"])
      expect(entry?.payload).not.toContain(text);
  });

  it("merges the user's metadata and tells both countries apart [U29, U30]", async () => {
    const id = randomUUID();
    await api.createUser({ id, country: "FR", metadata: { kept: 1, changed: 1 } });
    await post({ user: { id, metadata: { changed: 2 }, last_seen_country: "IT" }, consents: granted });
    expect((await api.getUser(id)).body).toMatchObject({ country: "FR", last_seen_country: "IT" });
    await post({ user: { id, last_seen_country: "ES" }, consents: granted, created_at: "2024-01-01T00:00:00Z" });
    const user = (await api.getUser(id)).body;
    expect(user).toMatchObject({ last_seen_country: "IT", metadata: { kept: 1, changed: 2 } });
    const last = await post({ user: { id, last_seen_country: "PT" }, consents: granted });
    expect((await api.getUser(id)).body).toMatchObject({ last_seen_country: "PT" });
    await api.deleteEvent(last, `&user_id=${id}`);
    expect((await api.getUser(id)).body).toMatchObject({ last_seen_country: "IT" });
  });

  it("dated in the future is refused, but for a clock that runs ahead a little [U21]", async () => {
    const from = (ms: number) => new Date(Date.now() + ms).toISOString();
    expect((await api.createEvent({ consents: granted, created_at: from(10 * 60_000) })).status).toBe(400);
    const id = randomUUID();
    await post({ user: { id }, consents: granted, created_at: from(2 * 60_000) });
    await post({ user: { id }, consents: refused });
    expect(await enabledOf(id)).toBe(false);
  });

  it("with an id that is known answers the stored event for the same body, else a conflict [U22]", async () => {
    const body = { id: `event-${randomUUID()}`, user: { id: randomUUID() }, consents: granted };
    const first = await api.createEvent(body);
    const again = await api.createEvent(body);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await api.createEvent({ ...body, consents: refused })).status).toBe(409);
    expect(idsOf(await api.listEvents(`&user_id=${body.user.id}`))).toEqual([body.id]);
    await api.deleteEvent(body.id, `&user_id=${body.user.id}`);
    expect((await api.createEvent(body)).status).toBe(409);
  });

  it("under an Idempotency-Key is made once; another body under it is refused [U38]", async () => {
    const id = randomUUID();
    const headers = { "Idempotency-Key": randomUUID() };
    const first = await api.createEvent({ user: { id }, consents: granted }, "", headers);
    const again = await api.createEvent({ user: { id }, consents: granted }, "", headers);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(idsOf(await api.listEvents(`&user_id=${id}`))).toHaveLength(1);
    const other = await api.createEvent({ user: { id }, consents: refused }, "", headers);
    expect([other.status, members(other.body).get("name")]).toEqual([422, "UnprocessableEntity"]);
  });
});

describe("reading events", () => {
  it("asks whose they are, and shows confirmed ones of one regulation unless told otherwise [U23, U34]", async () => {
    const id = randomUUID();
    const confirmed = await post({ user: { id }, consents: granted });
    const waiting = await post({ user: { id }, consents: refused, status: "pending_approval" });
    const elsewhere = await post({ user: { id }, consents: refused, regulation: "cpra" });
    const list = async (query: string) => idsOf(await api.listEvents(`&user_id=${id}${query}`));
    expect(await list("")).toEqual([confirmed]);
    expect(await list("&status=pending_approval")).toEqual([waiting]);
    expect(await list("&regulation=cpra")).toEqual([elsewhere]);
    const all = "&status[$in]=confirmed&status[$in]=pending_approval&regulation[$in]=gdpr&regulation[$in]=cpra";
    expect(await list(all)).toEqual([confirmed, waiting, elsewhere]);
    expect((await api.listEvents("")).status).toBe(400);
    expect((await api.getEvent(confirmed, "")).status).toBe(400);
    const stranger = randomUUID();
    await post({ user: { id: stranger }, consents: granted });
    expect((await api.getEvent(confirmed, `&user_id=${stranger}`)).status).toBe(404);
    expect((await api.getEvent(confirmed, `&user_id=${randomUUID()}`)).status).toBe(404);
  });

  it("goes by pages in the order in which they count [U23]", async () => {
    const id = randomUUID();
    const dates = ["2021", "2024", "2022", "2023"].map((year) => `${year}-01-01T00:00:00Z`);
    const made: string[] = [];
    for (const created_at of dates) made.push(await post({ user: { id }, consents: granted, created_at }));
    const order = [made[0], made[2], made[3], made[1]];
    const walked: string[] = [];
    let next = "";
    do {
      const page = await api.listEvents(`&user_id=${id}&$limit=2${next}`);
      walked.push(...idsOf(page));
      const cursor = members(page.body).get("cursor");
      next = typeof cursor === "string" ? `&$cursor=${cursor}` : "";
    } while (next !== "");
    expect(walked).toEqual(order);
  });
});

describe("changing an event", () => {
  it("is written beside it: the ledger keeps its first form, and it is read through the last one [U24, U42]", async () => {
    const id = randomUUID();
    const event = await post({ user: { id }, consents: granted });
    const patched = await api.patchEvent(event, `&user_id=${id}`, { consents: refused, delegate: { id: "d" } });
    expect(patched.body).toMatchObject({ id: event, consents: refused, delegate: { id: "d" } });
    expect(members(patched.body).get("updated_at")).toEqual(expect.any(String));
    expect(await enabledOf(id)).toBe(false);
    const chain = await readChain(api.backend.database.queries, await uuidOf(id));
    expect(chain.map(({ kind }) => kind)).toEqual(["event", "amended"]);
    expect(chain[0]?.payload).toContain('"enabled":true');
  });

  it("of proofs alone leaves the order of events as it was [U24]", async () => {
    const id = randomUUID();
    const first = await post({ user: { id }, consents: granted });
    await post({ user: { id }, consents: refused });
    await api.patchEvent(first, `&user_id=${id}`, { proofs_id: "scan-2" });
    expect(await enabledOf(id)).toBe(false);
    await api.patchEvent(first, `&user_id=${id}`, { consents: { ...granted, vendors: { enabled: ["v"] } } });
    expect(await enabledOf(id)).toBe(true);
  });

  it("never takes an approval back, and approving again changes nothing [U27]", async () => {
    const id = randomUUID();
    const event = await post({ user: { id }, consents: granted, status: "pending_approval" });
    expect(await enabledOf(id)).toBeUndefined();
    expect((await api.patchEvent(event, `&user_id=${id}`, { status: "confirmed" })).status).toBe(200);
    const before = await api.getEvent(event, `&user_id=${id}`);
    expect((await api.patchEvent(event, `&user_id=${id}`, { status: "confirmed" })).text).toBe(before.text);
    expect((await api.patchEvent(event, `&user_id=${id}`, { status: "pending_approval" })).status).toBe(400);
    expect(await enabledOf(id)).toBe(true);
  });

  it("that waits amends it without letting it count [U27]", async () => {
    const id = randomUUID();
    const event = await post({ user: { id }, consents: granted, status: "pending_approval" });
    const patched = await api.patchEvent(event, `&user_id=${id}`, { consents: refused });
    expect(patched.body).toMatchObject({ status: "pending_approval", consents: refused });
    expect(await enabledOf(id)).toBeUndefined();
  });
});

describe("deleting events", () => {
  it("takes one back for good, and leaves its trace in the ledger [U25, U42]", async () => {
    const id = randomUUID();
    await post({ user: { id }, consents: granted });
    const event = await post({ user: { id }, consents: refused });
    expect((await api.deleteEvent(event, `&user_id=${id}`)).text).toBe("");
    expect(await enabledOf(id)).toBe(true);
    expect((await api.getEvent(event, `&user_id=${id}`)).status).toBe(404);
    expect((await api.deleteEvent(event, `&user_id=${id}`)).status).toBe(404);
    expect(idsOf(await api.listEvents(`&user_id=${id}`))).not.toContain(event);
    const chain = await readChain(api.backend.database.queries, await uuidOf(id));
    expect(chain.map(({ kind }) => kind)).toEqual(["event", "event", "retracted"]);
  });

  it("takes back all that fit the filters, also by dotted names, and needs a filter [U26]", async () => {
    const id = randomUUID();
    const of = (campaign: string) => post({ user: { id }, consents: granted, metadata: { source: { campaign } } });
    const [kept, one, two] = [await of("spring"), await of("autumn"), await of("autumn")];
    const deleteWhere = (query: string) => api.send("DELETE", "events", undefined, `&user_id=${id}${query}`);
    expect((await deleteWhere("")).status).toBe(400);
    expect((await deleteWhere("&metadata.source.campaign=winter")).status).toBe(204);
    expect(idsOf(await api.listEvents(`&user_id=${id}`))).toEqual([kept, one, two]);
    expect((await deleteWhere("&metadata.source.campaign=autumn&status=confirmed")).status).toBe(204);
    expect(idsOf(await api.listEvents(`&user_id=${id}`))).toEqual([kept]);
  });
});

it("whatever was amended and taken back above is read as the ledger alone gives it [U42]", async () => {
  const { read, rebuilt } = await eventsReadAndRebuilt(api.backend.database);
  expect(read.size).toBeGreaterThan(20);
  expect(read).toEqual(rebuilt);
});

async function uuidOf(id: string): Promise<string> {
  const record = await findRecord(api.backend.database.queries, api.backend.home.address.workspaceUuid, id);
  return record?.person.uuid ?? "";
}
