import { type WebhookEvent, webhookEvent, webhookSignature } from "@notice-consent/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/connect.ts";
import { openEmbedded } from "../db/embedded.ts";
import { webhookMessages, webhooks } from "../db/operation-schema.ts";
import { createTestBackend, field, ids, rows, type Sending, type TestBackend } from "../test-backend.test-data.ts";
import { enqueueEvents, forgetMessagesAbout } from "./outbox.ts";
import type { PostResult, WebhookRequest } from "./post.ts";
import { retrySchedule } from "./retry-schedule.ts";
import { createWebhookWorker, type WebhookWorker } from "./worker.ts";

const policy = { allowLoopback: false, resolve: async () => ["93.184.215.14"] };
const url = "https://hooks.example/consent";

let database: Database;
let backend: TestBackend;
let sent: WebhookRequest[];
let answer: (request: WebhookRequest) => PostResult;
let clock: number;
let worker: WebhookWorker;

beforeAll(async () => {
  database = await openEmbedded("memory");
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.queries.delete(webhooks);
  await database.queries.delete(webhookMessages);
  backend = await createTestBackend({ database, webhookTargets: policy });
  sent = [];
  answer = () => ({ status: "answered", code: 200 });
  // Ahead of the database, so that everything written by now is due.
  clock = Date.now() + 60_000;
  worker = createWebhookWorker({
    database: backend.database,
    keys: backend.keys,
    post: async (request) => {
      sent.push(request);
      return answer(request);
    },
    now: async () => new Date(clock),
    random: () => 0.5,
  });
});

const path = () => backend.usersPath.replace("consent-users", "webhooks");
const call = (method: string, below: string, sending: Sending = {}) =>
  backend.send(method, `${path()}${below}`, { key: backend.home.apiKey, ...sending });
const create = (body: object = {}) => call("POST", "", { body: { url, ...body } });
const eventOf = ({ body }: WebhookRequest): WebhookEvent => JSON.parse(body) as WebhookEvent;
const deliveriesOf = async (uuid: string) =>
  (
    (await call("GET", `/${uuid}/deliveries`)).body as {
      detail: { deliveries: { uuid: string; status: string; attempts: Record<string, unknown>[] }[] };
    }
  ).detail.deliveries;

async function decide(orgUserId: string, account: boolean, offers: boolean): Promise<string> {
  const token = await backend.tokenFor({ org_user_id: orgUserId });
  const received = await backend.submit(token, rows(account, offers), { source: "WEB" });
  expect(received.status).toBe(201);
  return field(received.body, "detail", "user_uuid");
}

async function pass(milliseconds: number): Promise<number> {
  clock += milliseconds;
  return worker.deliverDue();
}

describe("a webhook", () => {
  it("is told of every decision, signed, in the order of the decisions [W82]", async () => {
    const secret = field((await create()).body, "detail", "secret");
    const userUuid = await decide("customer-1", true, true);
    await decide("customer-1", false, false);
    await decide("customer-2", false, false);
    expect(await worker.deliverDue()).toBe(5);
    const events = sent.map(eventOf);
    expect(events.map(({ event_type }) => event_type)).toEqual([
      "consent.event.granted",
      "consent.event.withdrawn",
      "consent.purpose.withdrawn",
      "consent.purpose.withdrawn",
      "consent.event.denied",
    ]);
    expect(events[0]?.data).toMatchObject({
      user_uuid: userUuid,
      org_user_id: "customer-1",
      organisation_uuid: backend.home.address.organisationUuid,
      notice_uuid: backend.home.noticeUuid,
      notice_version: 1,
      source: "WEB",
      status: "granted",
      position: 1,
    });
    expect(events[2]?.data.purposes).toEqual([{ purpose_uuid: ids.account, selected: false, status: "WITHDRAWN" }]);
    for (const { headers, body } of sent) {
      const id = headers["webhook-id"] ?? "";
      const timestamp = headers["webhook-timestamp"] ?? "";
      expect(headers["webhook-signature"]).toBe(await webhookSignature(secret, { id, timestamp, body }));
      expect(timestamp).toBe(String(Math.floor(clock / 1000)));
      const read = await webhookEvent["~standard"].validate(JSON.parse(body));
      expect(read).toMatchObject({ value: { event_id: id } });
    }
    expect(await worker.deliverDue()).toBe(0);
  });

  it("gets only the types it asked for, and none of another workspace", async () => {
    await create({ event_types: ["consent.event.denied"] });
    const neighbour = backend.neighbour;
    const elsewhere = `/consent/organisations/${neighbour.address.organisationUuid}/workspaces/${neighbour.address.workspaceUuid}/consent-ledger/webhooks`;
    await backend.send("POST", elsewhere, { key: neighbour.apiKey, body: { url: "https://neighbour.example/" } });
    await decide("customer-1", true, true);
    await decide("customer-2", false, false);
    await worker.deliverDue();
    expect(sent.map((request) => [request.url, eventOf(request).event_type])).toEqual([[url, "consent.event.denied"]]);
  });

  it("costs a workspace without webhooks no row", async () => {
    await decide("customer-1", true, true);
    await create();
    expect(await worker.deliverDue()).toBe(0);
    expect(await backend.database.queries.$count(webhookMessages)).toBe(0);
  });

  it("hears nothing of a submission that was refused or rolled back", async () => {
    await create();
    const token = await backend.tokenFor({ org_user_id: "customer-1" });
    const refused = await backend.submit(token, rows(true, true), {
      notice_version_uuid: "99999999-9999-4999-8999-999999999999",
    });
    expect(refused.status).toBe(409);
    await expect(
      backend.database.transaction(async (tx) => {
        const about = { workspaceUuid: backend.home.address.workspaceUuid, personUuid: ids.account };
        await enqueueEvents(tx, backend.keys, about, () => [
          { ...sampleEvent, event_id: "99999999-9999-4999-8999-999999999998" },
        ]);
        expect(await tx.$count(webhookMessages)).toBe(1);
        throw new TypeError("The rest of the submission failed.");
      }),
    ).rejects.toThrow("The rest");
    expect(await backend.database.queries.$count(webhookMessages)).toBe(0);
    expect(await worker.deliverDue()).toBe(0);
  });

  it("is told once of a submission that is repeated under its key", async () => {
    await create();
    const token = await backend.tokenFor({ org_user_id: "customer-1" });
    for (let count = 0; count < 3; count += 1) {
      await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": "one-act" });
    }
    expect(await worker.deliverDue()).toBe(1);
  });
});

describe("a receiver that fails", () => {
  it("is asked again on the schedule, under the same id and body, until it takes the event", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    await decide("customer-1", true, true);
    answer = () => ({ status: "answered", code: sent.length < 4 ? 500 : 204 });
    expect(await worker.deliverDue()).toBe(1);
    for (const wait of retrySchedule.slice(0, 3)) {
      expect(await pass(wait - 1)).toBe(0);
      expect(await pass(1)).toBe(1);
    }
    expect(new Set(sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(4);
    const [delivery] = await deliveriesOf(uuid);
    expect(delivery?.status).toBe("delivered");
    expect(delivery?.attempts.map(({ attempt, status, failure }) => [attempt, status, failure])).toEqual([
      [1, 500, "rejected"],
      [2, 500, "rejected"],
      [3, 500, "rejected"],
      [4, 204, null],
    ]);
    expect(await pass(86_400_000)).toBe(0);
  });

  it("is given up after the last attempt, and asked again when the delivery is sent once more", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    await decide("customer-1", true, true);
    answer = () => ({ status: "failed", reason: "network" });
    await worker.deliverDue();
    for (const wait of retrySchedule) expect(await pass(wait)).toBe(1);
    expect(await pass(86_400_000)).toBe(0);
    const [delivery] = await deliveriesOf(uuid);
    expect(delivery?.status).toBe("failed");
    expect(delivery?.attempts).toHaveLength(retrySchedule.length + 1);
    expect(delivery?.attempts.at(-1)).toMatchObject({ status: null, failure: "network", next_attempt_at: null });
    answer = () => ({ status: "answered", code: 200 });
    const again = await call("POST", `/${uuid}/deliveries/${delivery?.uuid}/redeliver`);
    expect(again).toMatchObject({ status: 200, body: { detail: { status: "pending" } } });
    expect(await worker.deliverDue()).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await deliveriesOf(uuid))[0]?.status).toBe("delivered");
  });

  it("holds up neither another webhook nor the later events for good", async () => {
    await create();
    await create({ url: "https://other.example/" });
    await decide("customer-1", true, true);
    await decide("customer-2", true, true);
    answer = ({ url: to, body }) => ({
      status: "answered",
      code: to === url && body.includes("customer-1") ? 500 : 200,
    });
    await worker.deliverDue();
    await worker.deliverDue();
    const got = (to: string) =>
      sent.filter((request) => request.url === to).map((one) => eventOf(one).data.org_user_id);
    expect(got("https://other.example/")).toEqual(["customer-1", "customer-2"]);
    expect(got(url)).toEqual(["customer-1", "customer-2"]);
  });

  it("is asked once a round while it is down, however much waits, and gets all of it at once when it is back", async () => {
    await create();
    answer = () => ({ status: "failed", reason: "timeout" });
    for (let count = 0; count < 14; count += 1) await decide(`customer-${count}`, true, true);
    expect(await worker.deliverDue()).toBe(1);
    expect(await worker.deliverDue()).toBe(1);
    answer = () => ({ status: "answered", code: 200 });
    expect(await pass(60_000)).toBe(14);
    expect(await worker.deliverDue()).toBe(0);
  });

  it("is switched off after many failures in a row over a day, with a reason, and hears nothing more", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    answer = () => ({ status: "answered", code: 503 });
    await decide("customer-1", true, true);
    await decide("customer-2", true, true);
    for (let round = 0; round < 60; round += 1) await pass(3_600_000);
    const listed = await call("GET", "");
    expect(listed.body).toMatchObject({
      detail: {
        webhooks: [
          {
            uuid,
            disabled_at: expect.any(String) as string,
            disabled_reason: expect.stringContaining("in a row") as string,
          },
        ],
      },
    });
  });

  it("that answers 410 is switched off at once, and on again by a redelivery", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    answer = () => ({ status: "answered", code: 410 });
    await decide("customer-1", true, true);
    await worker.deliverDue();
    await decide("customer-2", true, true);
    expect(await pass(86_400_000)).toBe(0);
    const deliveries = await deliveriesOf(uuid);
    expect(deliveries).toHaveLength(1);
    answer = () => ({ status: "answered", code: 200 });
    await call("POST", `/${uuid}/deliveries/${deliveries[0]?.uuid}/redeliver`);
    await worker.deliverDue();
    await decide("customer-3", true, true);
    await worker.deliverDue();
    expect(sent.map((request) => eventOf(request).data.org_user_id)).toEqual([
      "customer-1",
      "customer-1",
      "customer-3",
    ]);
    expect((await call("GET", "")).body).toMatchObject({ detail: { webhooks: [{ disabled_at: null }] } });
  });
});

describe("managing webhooks", () => {
  it("shows the secret once, and stores neither it nor a person in the clear [SEC-B6]", async () => {
    const created = await create();
    expect(created.status).toBe(201);
    const secret = field(created.body, "detail", "secret");
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await decide("canary-customer", true, true);
    const uuid = field(created.body, "detail", "uuid");
    await worker.deliverDue();
    const shown = [await call("GET", ""), await call("GET", `/${uuid}/deliveries`)].map(({ text }) => text).join();
    expect(shown).not.toContain("whsec_");
    expect(shown).not.toContain("canary-customer");
    const { queries } = backend.database;
    const dump = JSON.stringify(
      await Promise.all(
        ["webhooks", "webhook_messages", "webhook_deliveries", "webhook_attempts"].map((table) =>
          queries.execute(`select * from ${table}`),
        ),
      ),
    );
    expect(dump).not.toContain(secret.slice(6));
    expect(dump).not.toContain("canary-customer");
  });

  it("refuses addresses that lie inside, and more than twenty webhooks [SEC-B14]", async () => {
    for (const bad of ["http://hooks.example/", "https://127.0.0.1/", "https://[::1]/", "javascript:alert(1)", "x"]) {
      const received = await create({ url: bad });
      expect(received).toMatchObject({ status: 422, body: { detail: { error_code: "VALIDATION_FAILED" } } });
    }
    for (let count = 0; count < 20; count += 1) expect((await create()).status).toBe(201);
    expect((await create()).status).toBe(409);
  });

  it("deletes a webhook with what was on its way", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    await decide("customer-1", true, true);
    expect((await call("DELETE", `/${uuid}`)).status).toBe(200);
    expect(await worker.deliverDue()).toBe(0);
    expect((await call("DELETE", `/${uuid}`)).status).toBe(404);
    expect((await call("GET", `/${uuid}/deliveries`)).status).toBe(404);
  });

  it("answers 404 for a webhook or a delivery of another workspace [SEC-B1]", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    await decide("customer-1", true, true);
    const delivery = (await deliveriesOf(uuid))[0]?.uuid;
    const { address, apiKey } = backend.neighbour;
    const theirs = `/consent/organisations/${address.organisationUuid}/workspaces/${address.workspaceUuid}/consent-ledger/webhooks`;
    const asNeighbour = (method: string, below: string) => backend.send(method, `${theirs}${below}`, { key: apiKey });
    expect((await asNeighbour("DELETE", `/${uuid}`)).status).toBe(404);
    expect((await asNeighbour("GET", `/${uuid}/deliveries`)).status).toBe(404);
    expect((await asNeighbour("POST", `/${uuid}/deliveries/${delivery}/redeliver`)).status).toBe(404);
    expect((await asNeighbour("GET", "")).body).toEqual({ detail: { webhooks: [] } });
    expect(await deliveriesOf(uuid)).toHaveLength(1);
  });

  it("keeps nothing about an erased person", async () => {
    const uuid = field((await create()).body, "detail", "uuid");
    const userUuid = await decide("customer-1", true, true);
    await worker.deliverDue();
    await forgetMessagesAbout(backend.database.queries, [userUuid]);
    expect(await deliveriesOf(uuid)).toEqual([]);
  });
});

const sampleEvent: WebhookEvent = {
  event_type: "consent.event.granted",
  event_id: "",
  timestamp: "",
  data: {
    consent_event_uuid: "",
    organisation_uuid: "",
    workspace_uuid: "",
    notice_uuid: "",
    notice_version: 1,
    source: null,
    status: "granted",
    org_user_id: "",
    user_uuid: "",
    position: 1,
    purposes: [],
  },
};
