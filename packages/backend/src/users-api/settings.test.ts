import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspaces } from "../db/access-schema.ts";
import { addToCatalogue } from "./settings.ts";
import { createTestUsersApi, longAgo, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 1 });
});
afterAll(() => api.close());

const set = (change: Partial<typeof workspaces.$inferInsert>) =>
  api.backend.database.queries
    .update(workspaces)
    .set(change)
    .where(eq(workspaces.uuid, api.backend.home.address.workspaceUuid));

describe("the settings of a workspace", () => {
  it("let its schema and its regulation be changed until there are events, and never again [U12, U33]", async () => {
    await set({ usersApiSchema: 2, regulation: "cpra" });
    await set({ usersApiSchema: 1, regulation: "gdpr" });
    expect((await api.createEvent({ consents: {} })).status).toBe(200);
    for (const change of [{ usersApiSchema: 2 }, { regulation: "cpra" }] as const)
      await expect(set(change)).rejects.toThrow();
    await set({ futureChildren: "ask", usersApiSchema: 1 });
  });

  it("add to what can be chosen and take nothing out, so that an id stays known [U14]", async () => {
    const id = randomUUID();
    const newsletter = { id: "newsletter", added_at: longAgo, channels: [], preferences: [] };
    const { workspaceUuid } = api.backend.home.address;
    for (const added_at of [longAgo, "2026-01-01T00:00:00.000000Z"]) {
      const catalogue = { channels: [], purposes: [{ ...newsletter, added_at }] };
      await addToCatalogue(api.backend.database.queries, workspaceUuid, catalogue);
    }
    const consents = { purposes: ["newsletter", "P"].map((purpose) => ({ id: purpose, enabled: true })) };
    expect((await api.createEvent({ user: { id }, consents })).status).toBe(200);
    const shown = statusIn(await api.getUser(id)).purposes.map((purpose) => purpose.id);
    expect(shown.toSorted()).toEqual(["P", "newsletter"]);
  });
});
