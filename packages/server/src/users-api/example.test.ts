import { createUsersApi } from "@notice-consent/server";
import { startLiveService } from "@notice-consent/testing/live";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoNotices } from "@notice-consent/testing";

let service: Awaited<ReturnType<typeof startLiveService>>;
let users: ReturnType<typeof createUsersApi>["users"];
let events: ReturnType<typeof createUsersApi>["events"];
beforeAll(async () => {
  // In your backend these three come from the environment.
  service = await startLiveService();
  const { apiKey, baseUrl, organisationUuid } = service;
  ({ users, events } = createUsersApi({ apiKey, baseUrl, organisationUuid }));
}, 120_000);
afterAll(() => service.close());

// A purpose here is a purpose of your notices, by its uuid; a data element is a preference of it.
const newsletter = demoNotices[1]?.active_config.purposes[0]?.uuid ?? "";

describe("the Users API", { timeout: 60_000 }, () => {
  it("makes a user, records what it chose, and shows the status", async () => {
    const created = await users.create({ organization_user_id: "crm-1", metadata: { plan: "gold" }, country: "IN" });
    if (created.status !== "created") throw new Error("The id is in use.");
    const { id } = created.user;

    await events.create({ user: { id }, consents: { purposes: [{ id: newsletter, enabled: true }] } });
    await events.create({ user: { id }, consents: { purposes: [{ id: newsletter, enabled: false }] } });

    const user = await users.get(id);
    expect(user?.consents.purposes).toEqual([{ id: newsletter, enabled: false }]);
    expect(await users.getByOrganizationUserId("crm-1")).toEqual(user);
  });

  it("walks every user, a hundred at a time", async () => {
    const refusing: string[] = [];
    for await (const user of users.listAll()) {
      const choice = user.consents.purposes.find(({ id }) => id === newsletter);
      if (choice?.enabled === false) refusing.push(user.id);
    }
    expect(refusing).toHaveLength(1);
  });

  it("changes a user only while it is as it was read", async () => {
    const user = await users.getByOrganizationUserId("crm-1");
    if (user === undefined) throw new Error("There is no such user.");
    const { id, version } = user;
    expect(await users.update(id, { version, metadata: { plan: "silver" } })).toMatchObject({ status: "updated" });
    expect(await users.update(id, { version, metadata: { plan: "gold" } })).toMatchObject({
      status: "conflict",
      currentVersion: version + 1,
    });
  });

  it("lets a choice wait for approval, and takes one back", async () => {
    const owner = { organization_user_id: "crm-1" };
    const consents = { purposes: [{ id: newsletter, enabled: true }] };
    const waiting = await events.create({ user: owner, status: "pending_approval", consents });
    if (waiting.status !== "recorded") throw new Error("The event's id is in use.");
    const enabled = async () => (await users.getByOrganizationUserId("crm-1"))?.consents.purposes[0]?.enabled;

    expect(await enabled()).toBe(false);
    await events.confirm(owner, waiting.event.id);
    expect(await enabled()).toBe(true);
    await events.retract(owner, waiting.event.id);
    expect(await enabled()).toBe(false);
  });

  it("erases a user; what it decided stays in the ledger, unnamed", async () => {
    const id = "device-2";
    await events.create({ user: { id }, consents: { purposes: [{ id: newsletter, enabled: false }] } });
    expect(await users.delete(id)).toMatchObject({ status: "deleted", user: { id } });
    expect(await users.get(id)).toBeUndefined();
  });
});
