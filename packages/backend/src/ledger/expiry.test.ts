import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webhookMessages, webhooks } from "../db/operation-schema.ts";
import { createTestBackend, field, ids, rows, testContent, type TestBackend } from "../test-backend.test-data.ts";
import { expireGrants } from "./expiry.ts";
import { readGrants } from "./grants.ts";
import { readChain } from "./store.ts";
import { verifyLedger } from "./verify.ts";

const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * day);

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
  await backend.publish(testContent({ validityDays: 30 }));
});
afterAll(() => backend.close());

const sweep = (at: Date) => expireGrants(backend.database, backend.keys, at);
const statusesOf = async (uuid: string) =>
  Object.fromEntries(
    (await readGrants(backend.database.queries, uuid)).map((grant) => [grant.purposeUuid, grant.status]),
  );
const kindsOf = async (uuid: string) => (await readChain(backend.database.queries, uuid)).map(({ kind }) => kind);

async function decide(orgUserId: string, account: boolean, more: object = {}): Promise<string> {
  const token = await backend.tokenFor({ org_user_id: orgUserId });
  return field((await backend.submit(token, rows(account, true), more)).body, "detail", "user_uuid");
}

describe("grants that reach their end", () => {
  it("are written down once, by an event that names them, and others are left alone [W17]", async () => {
    const uuid = await decide("ending", true);
    expect(await sweep(inDays(29))).toBe(0);
    expect(await sweep(inDays(31))).toBe(1);
    expect(await sweep(inDays(31))).toBe(0);
    expect(await statusesOf(uuid)).toEqual({ [ids.account]: "EXPIRED", [ids.offers]: "ACTIVE" });
    const chain = await readChain(backend.database.queries, uuid);
    expect(chain.map(({ kind }) => kind)).toEqual(["decision", "expired"]);
    expect(JSON.parse(chain[1]?.payload ?? "")).toMatchObject({
      notice_uuid: backend.home.noticeUuid,
      purposes: [ids.account],
      expires_at: [expect.stringMatching(/^\d{4}-.*Z$/) as string],
    });
  });

  it("are asked for again, and hold again once they are given again", async () => {
    const uuid = await decide("renewing", true);
    await sweep(inDays(31));
    const token = await backend.tokenFor({ org_user_id: "renewing" });
    expect((await backend.read(token)).body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { status: "EXPIRED" } } },
    });
    await decide("renewing", true);
    expect(await statusesOf(uuid)).toMatchObject({ [ids.account]: "ACTIVE" });
    expect(await sweep(inDays(31))).toBe(1);
    expect(await kindsOf(uuid)).toEqual(["decision", "expired", "decision", "expired"]);
  });

  it("are no withdrawals when they are refused after their end, and the event of a withdrawal says what it took back", async () => {
    const ended = await decide("ended", true);
    await sweep(inDays(31));
    await decide("ended", false);
    const withdrawn = await decide("withdrawing", true);
    await decide("withdrawing", false);
    const listOf = async (uuid: string) =>
      (JSON.parse((await readChain(backend.database.queries, uuid)).at(-1)?.payload ?? "") as { withdrawn: string[] })
        .withdrawn;
    expect(await listOf(ended)).toEqual([]);
    expect(await statusesOf(ended)).toMatchObject({ [ids.account]: "DECLINED" });
    expect(await listOf(withdrawn)).toEqual([ids.account]);
    expect(await statusesOf(withdrawn)).toMatchObject({ [ids.account]: "WITHDRAWN" });
  });

  it("have an event for each application they were given for", async () => {
    const uuid = await decide("applying", true, { meta_data: { specific_uuid: "one" } });
    await decide("applying", true, { meta_data: { specific_uuid: "other" } });
    expect(await sweep(inDays(31))).toBe(2);
    expect(await kindsOf(uuid)).toEqual(["decision", "decision", "expired", "expired"]);
  });

  it("are told to the webhooks that ask for it [W82]", async () => {
    await backend.database.queries.insert(webhooks).values({
      uuid: crypto.randomUUID(),
      workspaceUuid: backend.home.address.workspaceUuid,
      url: "https://receiver.example",
      eventTypes: ["consent.event.expired", "consent.purpose.expired"],
      sealedSecret: backend.keys.seal("secret"),
    });
    await decide("watched", true);
    await sweep(inDays(31));
    const messages = await backend.database.queries.select().from(webhookMessages);
    expect(messages.map(({ eventType }) => eventType).sort()).toEqual([
      "consent.event.expired",
      "consent.purpose.expired",
    ]);
  });

  it("leave every chain whole and the projection what the events give [SEC-B19]", async () => {
    expect(await verifyLedger(backend.database, backend.keys, () => undefined)).toMatchObject({ findings: 0 });
  });
});
