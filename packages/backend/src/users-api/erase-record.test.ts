import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../ledger/finding.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { field, ids, rows } from "../test-backend.test-data.ts";
import { createTestUsersApi, eventsReadAndRebuilt, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

const granted = { purposes: [{ id: "P", enabled: true }] };
const refused = { purposes: [{ id: "P", enabled: false }] };
const enabledOf = async (id: string) => statusIn(await api.getUser(id)).purposes[0]?.enabled;

async function findings(): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  await verifyLedger(api.backend.database, api.backend.keys, (finding) => found.push(finding));
  return found;
}

/** Whether a text stands anywhere in the database. */
async function isStored(text: string): Promise<boolean> {
  const { queries } = api.backend.database;
  const tables = await queries
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'public'`);
  for (const { name } of tables) {
    const [found] = await queries
      .select({ one: sql`1` })
      .from(sql`${sql.identifier(name)} stored`)
      .where(sql`strpos(stored::text, ${text}) > 0`);
    if (found !== undefined) return true;
  }
  return false;
}

describe("deleting a user", () => {
  it("answers it once more, and then it never was; its id is free again [U9, U43]", async () => {
    const id = "canary-device";
    await api.createUser({ id, organization_user_id: "canary-crm", metadata: { name: "canary-name" } });
    await api.createEvent({ user: { id }, consents: granted, id: "canary-event", metadata: { note: "canary-note" } });
    const before = await api.getUser(id);
    expect(await isStored("canary-name")).toBe(true);
    const deleted = await api.deleteUser(id);
    expect([deleted.status, deleted.text]).toEqual([200, before.text]);
    expect((await api.getUser(id)).status).toBe(404);
    expect((await api.getUser("canary-crm", "&$by_organization_user_id=true")).status).toBe(404);
    expect((await api.listEvents(`&user_id=${id}`)).status).toBe(404);
    expect((await api.deleteUser(id)).status).toBe(404);
    expect((await api.listUsers()).text).not.toContain("canary");
    expect(await isStored("canary")).toBe(false);
    expect(await findings()).toEqual([]);
    const anew = await api.createUser({ id, organization_user_id: "canary-crm" });
    expect(anew.body).toMatchObject({ version: 1, consents: { purposes: [] } });
    await api.deleteUser(id);
  });

  it("takes its grants along, and no refusal, while the person has other records [U43]", async () => {
    const [kept, erased] = [randomUUID(), randomUUID()];
    for (const id of [kept, erased]) await api.createUser({ id, organization_user_id: `both-${kept}` });
    await api.createEvent({ user: { id: kept }, consents: refused });
    await api.createEvent({ user: { id: erased }, consents: granted });
    expect(await enabledOf(kept)).toBe(true);
    await api.deleteUser(erased);
    expect(await enabledOf(kept)).toBe(false);
    expect((await api.getUser(erased)).status).toBe(404);
    expect(await findings()).toEqual([]);
  });

  it("leaves a refusal that came after a grant of another record [U43]", async () => {
    const [kept, erased] = [randomUUID(), randomUUID()];
    for (const id of [kept, erased]) await api.createUser({ id, organization_user_id: `after-${kept}` });
    await api.createEvent({ user: { id: kept }, consents: granted });
    await api.createEvent({ user: { id: erased }, consents: { ...refused, vendors: { disabled: ["v"] } } });
    await api.deleteUser(erased);
    expect(await enabledOf(kept)).toBe(false);
    expect(statusIn(await api.getUser(kept)).vendors.disabled).toEqual(["v"]);
    await api.createEvent({ user: { id: kept }, consents: granted });
    expect(await enabledOf(kept)).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it("that is the primary of others leaves them their name and each other [U43]", async () => {
    const [primary, alias] = [randomUUID(), randomUUID()];
    const ownId = `primary-${randomUUID()}`;
    for (const id of [primary, alias]) await api.createUser({ id, organization_user_id: ownId, metadata: { of: id } });
    await api.createEvent({ user: { id: primary }, consents: granted });
    await api.deleteUser(primary);
    expect((await api.getUser(primary)).status).toBe(404);
    expect(await isStored(primary)).toBe(false);
    expect((await api.getUser(alias)).body).toMatchObject({ organization_user_id: ownId, consents: { purposes: [] } });
    // The person's own record is gone, so that an event for the person makes another one.
    const made = await api.createEvent({ user: { organization_user_id: ownId }, consents: granted });
    expect([primary, alias]).not.toContain(field(made.body, "user", "id"));
    expect(await enabledOf(alias)).toBe(true);
    expect(await findings()).toEqual([]);
    const last = field(made.body, "user", "id");
    await api.deleteUser(alias);
    await api.deleteUser(last);
    expect((await api.getUser(ownId, "&$by_organization_user_id=true")).status).toBe(404);
    expect(await isStored(ownId)).toBe(false);
    expect(await findings()).toEqual([]);
  });

  it("takes what it granted on a notice, keeps what it refused there, and ends its sessions [U43]", async () => {
    const { backend } = api;
    const decide = async (orgUserId: string, purposes: unknown) => {
      const token = await backend.tokenFor({ org_user_id: orgUserId });
      return { token, id: field((await backend.submit(token, purposes)).body, "detail", "user_uuid") };
    };
    const person = await decide("notice-person", rows(true, true));
    const visitor = await decide("notice-visitor", rows(true, false));
    await backend.link("notice-person", ["notice-visitor"]);
    const enabled = async (purpose: string) =>
      statusIn(await api.getUser(person.id)).purposes.find(({ id }) => id === purpose)?.enabled;
    expect([await enabled(ids.account), await enabled(ids.offers)]).toEqual([true, false]);
    await api.deleteUser(visitor.id);
    expect([await enabled(ids.account), await enabled(ids.offers)]).toEqual([true, false]);
    expect((await backend.submit(visitor.token, rows(true, true))).status).toBe(401);
    expect((await backend.submit(person.token, rows(true, true))).status).toBe(201);
    expect(await enabled(ids.offers)).toBe(true);
    expect(await findings()).toEqual([]);
  });
});

describe("a database role", () => {
  it("can change no event of the ledger, whatever the Users API is asked [U42]", async () => {
    const { queries } = api.backend.database;
    for (const statement of ["update ledger_events set payload = ''", "delete from ledger_events"])
      await expect(queries.execute(sql.raw(statement))).rejects.toThrow();
  });
});

it("whatever was erased above, the events that are left are read as the ledger alone gives them [U42, U43]", async () => {
  const { read, rebuilt } = await eventsReadAndRebuilt(api.backend.database);
  expect(read).toEqual(rebuilt);
});
