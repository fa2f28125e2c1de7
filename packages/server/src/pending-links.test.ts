import { linkUsers, type WebhookEvent } from "@notice-consent/contract";
import { createFakeClock } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { memoryConflictStore } from "./conflict.ts";
import { createConsentServer } from "./consent-server.ts";
import { decideAs, openConsent } from "./consent.test-data.ts";
import { memoryPendingLinkStore } from "./pending-links.ts";

const email = "asha@example.org";

function eventAbout(orgUserId: string): WebhookEvent {
  const none = crypto.randomUUID();
  return {
    event_type: "consent.event.granted",
    event_id: none,
    timestamp: "2026-01-05T09:00:00.000Z",
    data: {
      consent_event_uuid: none,
      organisation_uuid: none,
      workspace_uuid: none,
      notice_uuid: none,
      notice_version: 1,
      source: null,
      status: "granted",
      org_user_id: orgUserId,
      user_uuid: none,
      position: 1,
      purposes: [],
    },
  };
}

const clean = { linked: 0, stillWaiting: 0, conflicts: 0, dropped: 0, interruptedBy: undefined };

describe("an identifier that nobody has consented under yet", () => {
  it("is linked when the webhook tells of its consent [W71]", async () => {
    const store = memoryPendingLinkStore();
    const { service, consent } = openConsent({ pendingLinks: store });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: [email, "device_1"] });
    expect(await store.page(10)).toMatchObject([{ aliasOrgUserId: email }, { aliasOrgUserId: "device_1" }]);
    await decideAs(service, { email });
    expect(await consent.pendingLinks.heard(eventAbout(email))).toEqual({ ...clean, linked: 1 });
    expect(service.events("customer_1")).toHaveLength(1);
    expect(await store.page(10)).toMatchObject([{ aliasOrgUserId: "device_1" }]);
    service.requests.clear();
    expect(await consent.pendingLinks.heard(eventAbout(email))).toEqual(clean);
    expect(await consent.pendingLinks.heard(eventAbout("a stranger"))).toEqual(clean);
    expect(service.requests.all).toEqual([]);
  });

  it("is linked by polling where no webhook tells [W71]", async () => {
    const { service, consent } = openConsent({ pendingLinks: memoryPendingLinkStore() });
    const aliases = Array.from({ length: 150 }, (_, index) => `device_${index}`);
    await consent.consolidateUser({ orgUserId: "customer_1", aliases });
    await decideAs(service, { orgUserId: "device_7" });
    await decideAs(service, { orgUserId: "device_149" });
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, linked: 2, stillWaiting: 148 });
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, stillWaiting: 148 });
    expect(service.events("customer_1")).toHaveLength(2);
  });

  it("goes to the first of two primaries that wait for it; the other is a conflict to review [R-F10]", async () => {
    const { service, consent } = openConsent({
      pendingLinks: memoryPendingLinkStore(),
      conflicts: memoryConflictStore(),
    });
    for (const orgUserId of ["customer_1", "customer_2"]) {
      await consent.consolidateUser({ orgUserId, aliases: ["tablet"] });
    }
    await decideAs(service, { orgUserId: "tablet" });
    expect(await consent.pendingLinks.heard(eventAbout("tablet"))).toEqual({ ...clean, linked: 1, conflicts: 1 });
    expect(await consent.conflicts.list()).toMatchObject([{ kind: "alias-of-another", aliasOrgUserId: "tablet" }]);
    expect(await consent.pendingLinks.retry()).toEqual(clean);
  });

  it("waits on when the service fails, and no longer than it is kept", async () => {
    const clock = createFakeClock();
    const store = memoryPendingLinkStore();
    const { service, consent } = openConsent({ pendingLinks: store, keepPendingForMs: 86_400_000, clock });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["one", "two"] });
    service.next(linkUsers, { status: 403, code: "FORBIDDEN" });
    const failed = await consent.pendingLinks.retry();
    expect([failed.linked, failed.interruptedBy?.code, await store.page(10)]).toEqual([
      0,
      "FORBIDDEN",
      [expect.anything(), expect.anything()],
    ]);
    await clock.advance(86_400_001);
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, dropped: 2 });
    expect(await store.page(10)).toEqual([]);
  });

  it("keeps the others waiting neither by an outage nor by a failure of its own [R-F12]", async () => {
    const { service, consent } = openConsent({ pendingLinks: memoryPendingLinkStore() });
    const aliases = ["device_1", "device_2", "device_3"];
    await consent.consolidateUser({ orgUserId: "customer_1", aliases });
    for (const orgUserId of aliases) await decideAs(service, { orgUserId });
    service.requests.clear();
    // Twice, since linking is repeated once.
    for (let time = 0; time < 2; time++) service.next(linkUsers, { status: 503 });
    expect(await consent.pendingLinks.retry()).toMatchObject({ linked: 0, interruptedBy: { status: 503 } });
    expect(service.requests.to(linkUsers)).toHaveLength(2);
    service.requests.clear();
    // The first one now is the one behind it.
    service.next(linkUsers, { status: 403, code: "FORBIDDEN" });
    const report = await consent.pendingLinks.retry();
    expect(report).toMatchObject({ linked: 2, stillWaiting: 1, interruptedBy: { code: "FORBIDDEN" } });
    const tried = service.requests.to(linkUsers).map(({ body }) => body);
    expect(tried).toMatchObject(["device_2", "device_3", "device_1"].map((id) => ({ alias_org_user_ids: [id] })));
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, linked: 1 });
  });

  it("is tried once in each round, over pages and wherever the last one stopped", async () => {
    const { service, consent } = openConsent({ pendingLinks: memoryPendingLinkStore() });
    const aliases = Array.from({ length: 250 }, (_, index) => `device_${index}`);
    await consent.consolidateUser({ orgUserId: "customer_1", aliases });
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, stillWaiting: 250 });
    service.offline = true;
    await consent.pendingLinks.retry();
    service.offline = false;
    service.requests.clear();
    expect(await consent.pendingLinks.retry()).toEqual({ ...clean, stillWaiting: 250 });
    expect(new Set(service.requests.to(linkUsers).map(({ body }) => JSON.stringify(body))).size).toBe(250);
  });

  it("waits on when its primary was itself linked, and goes to that one's primary once it is told [R-F10]", async () => {
    const { service, consent } = openConsent({ pendingLinks: memoryPendingLinkStore() });
    await consent.consolidateUser({ orgUserId: "account_1", aliases: ["device_1"] });
    await consent.consolidateUser({ orgUserId: "crm_1", aliases: ["account_1"] });
    await decideAs(service, { orgUserId: "device_1" });
    // This service does not tell whose an alias is.
    expect(await consent.pendingLinks.heard(eventAbout("device_1"))).toEqual({ ...clean, stillWaiting: 1 });
    const primary = await consent.users.getByOrgUserId("crm_1");
    const telling: typeof fetch = async (input, init) =>
      String(input instanceof Request ? input.url : input).endsWith("/decisions")
        ? Response.json({ detail: { user_uuid: primary?.uuid, decisions: [] } })
        : service.fetch(input, init);
    const store = memoryPendingLinkStore();
    await store.add({ orgUserId: "account_1", aliasOrgUserId: "device_1", since: new Date().toISOString() });
    const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
    const address = { apiKey, baseUrl, organisationUuid, workspaceUuid };
    const told = createConsentServer({ ...address, fetch: telling, pendingLinks: store });
    expect(await told.pendingLinks.heard(eventAbout("device_1"))).toEqual({ ...clean, linked: 1 });
    expect([service.events("crm_1").length, await store.page(10)]).toEqual([1, []]);
  });

  it("is kept nowhere unless the host asks for it", async () => {
    const { consent } = openConsent();
    expect(await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["one"] })).toMatchObject({
      result: { not_found: ["one"] },
    });
    expect(await consent.pendingLinks.retry()).toEqual(clean);
  });
});
