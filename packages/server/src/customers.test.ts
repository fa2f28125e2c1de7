import { createUser, linkUsers } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { decideAs, openConsent } from "./consent.test-data.ts";
import type { SyncProgress } from "./customers.ts";

const listOf = (length: number) => Array.from({ length }, (_, index) => ({ crmId: `crm_${index}` }));

describe("a customer of a CRM", () => {
  it("is linked under every known identifier, with crm_sync as the source [W71]", async () => {
    const { service, consent } = openConsent();
    await decideAs(service, { email: "asha@example.org" });
    await decideAs(service, { orgUserId: "web_1" });
    const outcome = await consent.syncCustomer({
      crmId: "crm_1",
      email: "asha@example.org",
      mobile: "+911",
      identifiers: ["web_1", "app_1"],
    });
    expect(outcome).toMatchObject({
      user: { org_user_id: "crm_1", metadata: { source: "crm_sync" } },
      result: { linked: ["asha@example.org", "web_1"], already_linked: ["+911"], not_found: ["app_1"] },
    });
  });
});

describe("a list of customers", () => {
  it("keeps its order, says what became of each, and counts on [W71]", async () => {
    const { service, consent } = openConsent();
    await decideAs(service, { orgUserId: "web_1" });
    const progress: SyncProgress[] = [];
    const customers = [{ crmId: "crm_1", identifiers: ["web_1"] }, { crmId: "" }, { crmId: "crm_3" }];
    const synced = await consent.syncCustomers(customers, {
      onProgress: (step) => {
        progress.push(step);
        throw new Error("a progress bar that fails");
      },
    });
    expect(synced.map(({ crmId }) => crmId)).toEqual(["crm_1", "", "crm_3"]);
    expect(synced.map(({ outcome }) => outcome.status)).toEqual(["consolidated", "failed", "consolidated"]);
    expect(synced[1]?.outcome).toMatchObject({ error: { code: "VALIDATION_FAILED" } });
    expect(progress.map(({ done, total }) => [done, total])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it("never has more under way than it is allowed", async () => {
    const { service } = openConsent();
    let underWay = 0;
    let most = 0;
    const counting: typeof fetch = async (input, init) => {
      most = Math.max(most, ++underWay);
      const response = await service.fetch(input, init);
      underWay -= 1;
      return response;
    };
    const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
    const { consent } = openConsent({ apiKey, baseUrl, organisationUuid, workspaceUuid, fetch: counting });
    await consent.syncCustomers(listOf(20), { concurrency: 3 });
    expect([most, service.requests.to(createUser).length]).toEqual([3, 20]);
  });

  it("can be run again after a failure in the middle, to the same end [R-F12]", async () => {
    const { service, consent } = openConsent();
    const customers = listOf(5).map((customer, index) => ({ ...customer, identifiers: [`web_${index}`] }));
    for (const { identifiers } of customers) await decideAs(service, { orgUserId: identifiers[0] });
    service.next(createUser, "drop-answer");
    service.next(linkUsers, { status: 400, code: "BAD_REQUEST" });
    const first = await consent.syncCustomers(customers, { concurrency: 1 });
    expect(first.map(({ outcome }) => outcome.status)).toEqual([
      "failed",
      "failed",
      "consolidated",
      "consolidated",
      "consolidated",
    ]);
    const second = await consent.syncCustomers(customers);
    expect(second.every(({ outcome }) => outcome.status === "consolidated")).toBe(true);
    for (const { crmId } of customers) expect(service.events(crmId)).toHaveLength(1);
  });

  it("stops where every further customer would fail alike, and where the host gives it up", async () => {
    const { service, consent } = openConsent();
    service.next(createUser, { status: 401, code: "UNAUTHORIZED" });
    const refused = await consent.syncCustomers(listOf(4), { concurrency: 1 });
    expect(refused.map(({ outcome }) => outcome.status)).toEqual(["failed", "not-tried", "not-tried", "not-tried"]);

    const giveUp = new AbortController();
    const given = await consent.syncCustomers(listOf(4), {
      concurrency: 1,
      signal: giveUp.signal,
      onProgress: ({ done }) => void (done === 2 && giveUp.abort()),
    });
    expect(given.map(({ outcome }) => outcome.status)).toEqual([
      "consolidated",
      "consolidated",
      "not-tried",
      "not-tried",
    ]);
  });
});
