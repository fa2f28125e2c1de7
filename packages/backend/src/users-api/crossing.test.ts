import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants } from "../db/schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import type { Finding } from "../ledger/finding.ts";
import { readChain } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { webhookMessages, webhooks } from "../db/operation-schema.ts";
import { field, ids, rows, testContent } from "../test-backend.test-data.ts";
import { createTestUsersApi, eventsReadAndRebuilt, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

/** Somebody who decided on the notice: a token, and the uuid, which is also the id of the user here. */
async function decider(orgUserId: string, purposes = rows(true, true)) {
  const token = await api.backend.tokenFor({ org_user_id: orgUserId });
  const decided = await api.backend.submit(token, purposes);
  return { token, id: field(decided.body, "detail", "user_uuid") };
}

/** Whether nothing is left to ask of somebody, by the notice. */
async function isCovered(token: string, mode = "all"): Promise<boolean> {
  const read = await api.backend.read(token, `?validate_against=${mode}`);
  expect([200, 409]).toContain(read.status);
  if (read.status === 409) expect(errorCodeOf(read)).toBe("CONSENT_ALREADY_PROVIDED");
  return read.status === 409;
}

const purposesOf = async (id: string, query = "") =>
  new Map(statusIn(await api.getUser(id, query)).purposes.map((purpose) => [purpose.id, purpose]));
const say = async (id: string, purpose: object, more: object = {}): Promise<string> => {
  const made = await api.createEvent({ user: { id }, consents: { purposes: [purpose] }, ...more });
  expect([made.status, made.text]).toEqual([200, made.text]);
  return field(made.body, "id");
};

describe("a decision on a notice", () => {
  it("shows here at once, its elements as values, under the workspace's regulation alone [U39]", async () => {
    const { id } = await decider("shown", rows(true, false, false));
    const purposes = await purposesOf(id);
    expect(purposes.get(ids.account)).toEqual({
      id: ids.account,
      enabled: true,
      values: { [ids.name]: { value: "granted" }, [ids.income]: { value: "" } },
    });
    expect(purposes.get(ids.offers)).toMatchObject({ enabled: false, values: { [ids.phone]: { value: "" } } });
    expect((await purposesOf(id, "&regulation=cpra")).size).toBe(0);
    expect((await api.getUser(id)).body).toMatchObject({ organization_user_id: "shown", version: 2 });
  });

  it("that is asked for anew, or has ended, reads null and never true [U39, U44]", async () => {
    const { id } = await decider("outdated");
    const ended = await decider("ended");
    await api.backend.database.queries
      .update(grants)
      .set({ expiresAt: new Date(Date.now() - 60_000) })
      .where(eq(grants.personUuid, ended.id));
    const before = (await purposesOf(ended.id)).get(ids.account);
    expect(before?.enabled).toBeNull();
    expect(Object.values(before?.values ?? {})).not.toContainEqual({ value: "granted" });
    await api.backend.database.queries.update(grants).set({ expiresAt: null }).where(eq(grants.personUuid, ended.id));
    await api.backend.publish(testContent({ accountText: "Other words." }));
    const purposes = await purposesOf(id);
    expect(purposes.get(ids.account)?.enabled).toBeNull();
    expect(purposes.get(ids.offers)?.enabled).toBe(true);
  });
});

describe("a refusal posted here", () => {
  it("counts for notices at once, and is told to webhooks [U39, U46, U49]", async () => {
    const { token, id } = await decider("refusing");
    const { queries } = api.backend.database;
    await queries.insert(webhooks).values({
      uuid: randomUUID(),
      workspaceUuid: api.backend.home.address.workspaceUuid,
      url: "https://hooks.example.org/",
      eventTypes: ["consent.event.withdrawn", "consent.purpose.withdrawn"],
      sealedSecret: api.backend.keys.seal("secret"),
    });
    expect(await isCovered(token)).toBe(true);
    await say(id, { id: ids.account, enabled: false });
    expect(await isCovered(token)).toBe(false);
    expect(await isCovered(token, "required")).toBe(false);
    const told = await queries.select().from(webhookMessages).where(eq(webhookMessages.personUuid, id));
    expect(told.map(({ eventType }) => eventType).sort()).toEqual([
      "consent.event.withdrawn",
      "consent.purpose.withdrawn",
    ]);
    const quiet = await decider("refusing-quietly");
    const consents = { purposes: [{ id: ids.account, enabled: false }] };
    await api.createEvent({ user: { id: quiet.id }, consents }, "&$disable_integrations=true");
    expect(await isCovered(quiet.token)).toBe(false);
    expect(await queries.select().from(webhookMessages).where(eq(webhookMessages.personUuid, quiet.id))).toEqual([]);
  });

  it("of one data element takes that element alone [U39]", async () => {
    const { token, id } = await decider("refusing-an-element");
    await say(id, { id: ids.account, enabled: null, values: { [ids.income]: { value: "" } } });
    expect([await isCovered(token), await isCovered(token, "required")]).toEqual([true, true]);
    await say(id, { id: ids.account, enabled: null, values: { [ids.name]: { value: "" } } });
    expect(await isCovered(token, "required")).toBe(false);
  });

  it("before a later decision on the notice, by date, leaves that decision alone [U21]", async () => {
    const { token, id } = await decider("deciding-later");
    await say(id, { id: ids.account, enabled: false }, { created_at: "2021-01-01T00:00:00Z" });
    expect(await isCovered(token)).toBe(true);
    expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(true);
  });

  it("ends with the next decision on the notice [U39]", async () => {
    const { token, id } = await decider("granting-again");
    await say(id, { id: ids.account, enabled: false });
    await api.backend.submit(token, rows(true, true));
    expect(await isCovered(token)).toBe(true);
    expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(true);
  });

  it("waiting for approval, or of another regulation, takes nothing from a notice [U27, U33]", async () => {
    const { token, id } = await decider("waiting");
    const refusal = { id: ids.account, enabled: false };
    await say(id, refusal, { regulation: "cpra" });
    const waiting = await say(id, refusal, { status: "pending_approval" });
    expect(await isCovered(token)).toBe(true);
    await api.patchEvent(waiting, `&user_id=${id}`, { status: "confirmed" });
    expect(await isCovered(token)).toBe(false);
  });

  it("that is taken back brings the older grant back, on both faces [U25]", async () => {
    const { token, id } = await decider("taking-back");
    const event = await say(id, { id: ids.account, enabled: false });
    await api.deleteEvent(event, `&user_id=${id}`);
    expect(await isCovered(token)).toBe(true);
    expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(true);
  });

  it("is taken back with others at once: the older grant is back when none is left [U25, U26]", async () => {
    const { token, id } = await decider("taking-all-back");
    for (const campaign of ["spring", "summer", "summer", "summer"])
      await say(id, { id: ids.account, enabled: false }, { metadata: { campaign } });
    const chain = async () => (await readChain(api.backend.database.queries, id)).map(({ kind }) => kind);
    const takeBack = (campaign: string) =>
      api.send("DELETE", "events", undefined, `&user_id=${id}&metadata.campaign=${campaign}`);
    expect((await takeBack("summer")).status).toBe(204);
    expect((await chain()).filter((kind) => kind === "retracted")).toHaveLength(3);
    expect(await isCovered(token)).toBe(false);
    await takeBack("spring");
    expect(await isCovered(token)).toBe(true);
    expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(true);
  });

  it("that is corrected to no refusal gives the grant back, and the other way round [U24]", async () => {
    const { token, id } = await decider("correcting");
    const event = await say(id, { id: ids.account, enabled: false });
    const correct = (enabled: boolean | null) =>
      api.patchEvent(event, `&user_id=${id}`, { consents: { purposes: [{ id: ids.account, enabled }] } });
    await correct(null);
    expect(await isCovered(token)).toBe(true);
    await correct(false);
    expect(await isCovered(token)).toBe(false);
  });
});

describe("a grant posted here", () => {
  it("changes the status here and never satisfies a notice by itself [U44]", async () => {
    const { token, id } = await decider("declining", rows(false, false));
    const values = { [ids.name]: { value: "granted" }, [ids.income]: { value: "granted" } };
    await say(id, { id: ids.account, enabled: true, values });
    await say(id, { id: ids.offers, enabled: true, values: { [ids.phone]: { value: "granted" } } });
    expect((await purposesOf(id)).get(ids.account)).toMatchObject({ enabled: true });
    expect([await isCovered(token), await isCovered(token, "required")]).toEqual([false, false]);
    const check = await api.backend.send(
      "POST",
      `${api.backend.publicPath}/notices/${api.backend.home.noticeUuid}/check`,
      {
        token,
        body: {},
      },
    );
    if (check.status === 200) expect(check.body).toMatchObject({ detail: { consented: false } });
  });

  it("does not undo a refusal that a notice knows of, nor one from here [U44]", async () => {
    const { token, id } = await decider("going-back-and-forth");
    await say(id, { id: ids.account, enabled: false });
    await say(id, { id: ids.account, enabled: true });
    expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(true);
    expect(await isCovered(token)).toBe(false);
  });
});

describe("linked identities", () => {
  it("all show the person's status, whatever device said it last; events keep the id they were made with [U5, U40, U41]", async () => {
    const [phone, laptop] = [randomUUID(), randomUUID()];
    await say(phone, { id: "P", enabled: true });
    await say(laptop, { id: "P", enabled: false });
    expect((await purposesOf(phone)).get("P")?.enabled).toBe(true);
    for (const id of [phone, laptop]) await api.patchUser(id, { organization_user_id: "two-devices" });
    for (const id of [phone, laptop]) {
      expect((await purposesOf(id)).get("P")?.enabled).toBe(false);
      expect((await api.getUser(id)).body).toMatchObject({ id, organization_user_id: "two-devices" });
    }
    const users = async () =>
      (
        (await api.listEvents("&organization_user_id=two-devices")).body as { data: { user: { id: string } }[] }
      ).data.map(({ user }) => user.id);
    expect(await users()).toEqual([phone, laptop]);
    await say(phone, { id: "P", enabled: true });
    expect((await purposesOf(laptop)).get("P")?.enabled).toBe(true);
    expect(await users()).toEqual([phone, laptop, phone]);
  });

  it("through the wire's link show the primary's organization_user_id, and a refusal of one counts for all [U40]", async () => {
    const account = await decider("account-1");
    const visitor = await decider("visitor-1");
    const event = await say(visitor.id, { id: ids.account, enabled: false });
    expect(await isCovered(account.token)).toBe(true);
    expect((await api.backend.link("account-1", ["visitor-1"])).status).toBe(200);
    expect((await api.getUser(visitor.id)).body).toMatchObject({ organization_user_id: "account-1" });
    for (const { token, id } of [account, visitor]) {
      expect(await isCovered(token)).toBe(false);
      expect((await purposesOf(id)).get(ids.account)?.enabled).toBe(false);
    }
    await api.deleteEvent(event, "&organization_user_id=account-1");
    expect(await isCovered(account.token)).toBe(true);
  });

  it("keep to the organization_user_id that they have: another one is refused, a primary is renamed [U8, U20]", async () => {
    const [primary, alias] = [randomUUID(), randomUUID()];
    await api.createUser({ id: primary, organization_user_id: "named" });
    await api.createUser({ id: alias, organization_user_id: "named" });
    expect((await api.patchUser(alias, { organization_user_id: "else" })).status).toBe(409);
    await api.createUser({ organization_user_id: "taken" });
    expect((await api.patchUser(primary, { organization_user_id: "taken" })).status).toBe(409);
    expect((await api.patchUser(primary, { organization_user_id: "renamed" })).status).toBe(200);
    expect((await api.getUser(alias)).body).toMatchObject({ organization_user_id: "renamed" });
    // The former name stays an alias.
    const former = await api.createEvent({ user: { organization_user_id: "named" }, consents: {} });
    expect(former.body).toMatchObject({ user: { id: primary, organization_user_id: "renamed" } });
  });
});

it("whatever crossed above, the chains hold, and grants and events are read as the ledger alone gives them [U42]", async () => {
  const found: Finding[] = [];
  await verifyLedger(api.backend.database, api.backend.keys, (finding) => found.push(finding));
  expect(found).toEqual([]);
  const { read, rebuilt } = await eventsReadAndRebuilt(api.backend.database);
  expect(read).toEqual(rebuilt);
});
