import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenFamilies } from "../db/access-schema.ts";
import { grants, idempotencyKeys, ledgerEvents, persons } from "../db/schema.ts";
import { createTestBackend, field, ids, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const eventsOf = (userUuid: string) =>
  backend.database.queries.select().from(ledgerEvents).where(eq(ledgerEvents.personUuid, userUuid));
const userOf = (received: { body: unknown }): string => field(received.body, "detail", "user_uuid");
const personByUuid = async (uuid: string) =>
  (await backend.database.queries.select().from(persons).where(eq(persons.uuid, uuid)))[0];
const countPersons = () => backend.database.queries.$count(persons);

describe("submit-consent", () => {
  it("records an acceptance with its verdict and creates the consent user [W25]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-1", email: "s1@example.org", mobile: "+910000000001" });
    const received = await backend.submit(token, rows(true, true), {
      language: "hi",
      act: "accept-all",
      source: "WEB",
    });
    expect(received.status).toBe(201);
    expect(received.body).toEqual({
      detail: {
        event_uuid: expect.any(String) as string,
        recorded_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string,
        outcome: "accepted",
        verdict: { validate_against: "all", may_proceed: true, outstanding: [] },
        user_uuid: expect.any(String) as string,
        purpose_selections: expect.objectContaining({}) as object,
      },
    });
    expect(await personByUuid(userOf(received))).toMatchObject({
      orgUserId: "s-1",
      orgUserIdType: "UCID",
      primaryEmail: "s1@example.org",
      primaryMobile: "+910000000001",
    });
    const [event] = await eventsOf(userOf(received));
    expect(JSON.parse(event?.payload ?? "")).toMatchObject({ language: "hi", act: "accept-all", outcome: "accepted" });
    expect((await backend.read(token)).status).toBe(409);
  });

  it("records a decline as refusals [W20]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-2" });
    const received = await backend.submit(token, rows(false, false), { declined: true, act: "decline" });
    expect(received.status).toBe(201);
    expect(received.body).toMatchObject({
      detail: {
        outcome: "declined",
        verdict: { may_proceed: false },
        purpose_selections: { [ids.account]: { selected: false, status: "DECLINED" } },
      },
    });
    const [event] = await eventsOf(userOf(received));
    expect(JSON.parse(event?.payload ?? "")).toMatchObject({ declined: true, outcome: "declined" });
    expect((await backend.read(token)).status).toBe(200);
  });

  it("records a partial choice as sent, names what is missing and never raises it [W19]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-3" });
    const purposes = [
      { purpose_uuid: ids.account, selected: true, data_elements: [{ uuid: ids.name, selected: false }] },
      { purpose_uuid: ids.offers, selected: true, data_elements: [{ uuid: ids.phone, selected: true }] },
    ];
    const received = await backend.submit(token, purposes, {
      select_all_mandatory: true,
      validate_against: "required",
    });
    expect(received.status).toBe(201);
    expect(received.body).toMatchObject({
      detail: {
        outcome: "partially-accepted",
        verdict: {
          validate_against: "required",
          may_proceed: false,
          outstanding: [{ purpose_uuid: ids.account, data_element_uuids: [ids.name] }],
        },
        purpose_selections: { [ids.account]: { data_elements: { [ids.name]: { selected: false } } } },
      },
    });
  });

  it("never grants a disabled element, nor elements under a purpose that is not selected [W18]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-4" });
    const received = await backend.submit(token, [
      { purpose_uuid: ids.account, selected: false, data_elements: [{ uuid: ids.name, selected: true }] },
      {
        purpose_uuid: ids.offers,
        selected: true,
        data_elements: [ids.phone, ids.disabled].map((uuid) => ({ uuid, selected: true })),
      },
    ]);
    expect(received.body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { data_elements: { [ids.name]: { selected: false } } } } },
    });
    const stored = await backend.database.queries
      .select()
      .from(grants)
      .where(eq(grants.personUuid, userOf(received)));
    expect(JSON.stringify(stored)).not.toContain(ids.disabled);
    expect((await eventsOf(userOf(received)))[0]?.payload).not.toContain(ids.disabled);
  });

  it("leaves the purposes that are not named as they were", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-5" });
    await backend.submit(token, rows(true, true));
    const received = await backend.submit(token, rows(true, false).slice(1));
    expect(received.body).toMatchObject({
      detail: {
        verdict: { may_proceed: false },
        purpose_selections: { [ids.account]: { status: "ACTIVE" }, [ids.offers]: { status: "WITHDRAWN" } },
      },
    });
  });

  it("calls taking back a blocking element a withdrawal", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-6" });
    await backend.submit(token, rows(true, true));
    const received = await backend.submit(token, rows(false, true));
    expect(received.body).toMatchObject({
      detail: { outcome: "withdrawn", purpose_selections: { [ids.account]: { status: "WITHDRAWN" } } },
    });
  });

  it("refuses what the notice does not have and writes nothing [W24]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-7" });
    const strange = "99999999-9999-4999-8999-999999999999";
    const bad = [
      [{ purpose_uuid: strange, selected: true }],
      [{ purpose_uuid: ids.account, selected: true, data_elements: [{ uuid: strange, selected: true }] }],
      [{ purpose_uuid: ids.account, selected: true, product_uuid: strange }],
      [...rows(true, true), ...rows(false, false)],
    ];
    const before = await countPersons();
    for (const purposes of bad) {
      const received = await backend.submit(token, purposes, {}, { "Idempotency-Key": randomUUID() });
      expect(received.status).toBe(422);
      expect(received.body).toEqual({
        detail: { message: expect.any(String) as string, error_code: "INVALID_PURPOSE" },
      });
    }
    expect(await countPersons()).toBe(before);
    expect(await backend.database.queries.$count(idempotencyKeys)).toBe(0);
  });

  it("refuses a decision on a version that is not the active one [R-F6]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-8" });
    const { body } = await backend.read(token);
    const shown = {
      notice_version_uuid: field(body, "detail", "active_config", "uuid"),
      notice_content_hash: field(body, "detail", "active_config", "content_hash"),
    };
    expect((await backend.submit(token, rows(true, true), shown)).status).toBe(201);
    const wrong = await backend.submit(token, rows(true, true), { ...shown, notice_content_hash: "0".repeat(64) });
    expect(wrong.status).toBe(409);
    await backend.publish(testContent({ accountText: "Other words." }));
    const stale = await backend.submit(token, rows(true, true), shown);
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ detail: { error_code: "NOTICE_VERSION_CHANGED" } });
  });

  it("ends a grant after the validity of its purpose", async () => {
    await backend.publish(testContent({ validityDays: 30 }));
    const received = await backend.submit(await backend.tokenFor({ org_user_id: "s-9" }), rows(true, true));
    const selections = ["detail", "purpose_selections"];
    const life =
      Date.parse(field(received.body, ...selections, ids.account, "expires_at")) -
      Date.parse(field(received.body, ...selections, ids.account, "decided_at"));
    expect(life).toBe(30 * 86_400_000);
    expect(field(received.body, ...selections, ids.offers, "expires_at")).toBe("");
  });

  it("does not know the notices of other workspaces [SEC-B1]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-10" });
    for (const notice_uuid of [backend.neighbour.noticeUuid, backend.stranger.noticeUuid, ids.account]) {
      expect((await backend.submit(token, rows(true, true), { notice_uuid })).status).toBe(404);
    }
  });

  it("refuses the tokens of a session that was ended", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-11" });
    const subject = backend.keys.identifierKey(backend.home.address.workspaceUuid, "org_user_id", "s-11");
    await backend.database.queries
      .update(tokenFamilies)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(eq(tokenFamilies.subject, subject));
    const received = await backend.submit(token, rows(true, true));
    expect(received.status).toBe(401);
    expect(received.body).toMatchObject({ detail: { error_code: "SESSION_REVOKED" } });
  });

  it("ignores unknown fields and stores none of them [SEC-B10]", async () => {
    const token = await backend.tokenFor({ org_user_id: "s-12" });
    const received = await backend.submit(token, rows(true, true), { user_uuid: randomUUID(), canary: "canary-value" });
    expect(received.status).toBe(201);
    expect(JSON.stringify(await eventsOf(userOf(received)))).not.toContain("canary");
  });
});

describe("the consent user that a submission creates", () => {
  it("takes its id and type from the e-mail address or phone number where there is no other id [W25]", async () => {
    for (const [identity, orgUserId, orgUserIdType] of [
      [{ email: "only@example.org" }, "only@example.org", "EMAIL"],
      [{ mobile: "+910000000002" }, "+910000000002", "PHONE"],
    ] as const) {
      const received = await backend.submit(await backend.tokenFor(identity), rows(true, true));
      const person = await personByUuid(userOf(received));
      expect(person).toMatchObject({ orgUserId, orgUserIdType, primaryEmail: null, primaryMobile: null });
    }
  });

  it("loses a contact that is somebody else's, never the consent", async () => {
    await backend.createUser({ org_user_id: "holder", primary_email: "held@example.org" });
    const token = await backend.tokenFor({ org_user_id: "s-20", email: "held@example.org" });
    const received = await backend.submit(token, rows(true, true));
    expect(received.status).toBe(201);
    expect(await personByUuid(userOf(received))).toMatchObject({ orgUserId: "s-20", primaryEmail: null });
  });

  it("is the existing user where the token's identifier is one of hers", async () => {
    const created = await backend.createUser({ org_user_id: "s-21", primary_email: "s21@example.org" });
    for (const identity of [
      { org_user_id: "s-21" },
      { email: "s21@example.org" },
      { org_user_id: "s21@example.org" },
    ]) {
      const token = await backend.tokenFor(identity);
      const received = await backend.submit(token, rows(true, true));
      expect(userOf(received)).toBe(field(created.body, "detail", "uuid"));
      expect((await backend.read(token)).status).toBe(409);
    }
  });
});

describe("Idempotency-Key", () => {
  it("answers the same act again byte for byte and writes one event [W23, R-F2]", async () => {
    const token = await backend.tokenFor({ org_user_id: "i-1" });
    const headers = { "Idempotency-Key": randomUUID() };
    const first = await backend.submit(token, rows(true, true), {}, headers);
    const again = await backend.submit(await backend.tokenFor({ org_user_id: "i-1" }), rows(true, true), {}, headers);
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(await eventsOf(userOf(first))).toHaveLength(1);
  });

  it("refuses another body under the same key [W23, R-F3]", async () => {
    const token = await backend.tokenFor({ org_user_id: "i-2" });
    const headers = { "Idempotency-Key": randomUUID() };
    const first = await backend.submit(token, rows(true, true), {}, headers);
    const other = await backend.submit(token, rows(false, false), {}, headers);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ detail: { error_code: "IDEMPOTENCY_MISMATCH" } });
    expect(await eventsOf(userOf(first))).toHaveLength(1);
  });

  it("counts per person: the same key of another one is another act [R-F3]", async () => {
    const headers = { "Idempotency-Key": randomUUID() };
    const [one, other] = [
      await backend.submit(await backend.tokenFor({ org_user_id: "i-3" }), rows(true, true), {}, headers),
      await backend.submit(await backend.tokenFor({ org_user_id: "i-4" }), rows(true, true), {}, headers),
    ];
    expect(userOf(one)).not.toBe(userOf(other));
  });

  it("may be left out; then every request is an act of its own [R-F3]", async () => {
    const token = await backend.tokenFor({ org_user_id: "i-5" });
    const first = await backend.submit(token, rows(true, true));
    await backend.submit(token, rows(true, true));
    expect(await eventsOf(userOf(first))).toHaveLength(2);
  });

  it("is forgotten after 24 hours [R-F3]", async () => {
    const token = await backend.tokenFor({ org_user_id: "i-6" });
    const key = randomUUID();
    const first = await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": key });
    const makeOlder = (hours: number) =>
      backend.database.queries
        .update(idempotencyKeys)
        .set({ createdAt: sql`clock_timestamp() - make_interval(hours => ${hours}::int)` })
        .where(and(eq(idempotencyKeys.key, key)));
    await makeOlder(23);
    expect((await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": key })).text).toBe(first.text);
    await makeOlder(25);
    expect((await backend.submit(token, rows(false, false), {}, { "Idempotency-Key": key })).status).toBe(201);
  });

  it("has to be visible text", async () => {
    const token = await backend.tokenFor({ org_user_id: "i-7" });
    const received = await backend.submit(token, rows(true, true), {}, { "Idempotency-Key": "x".repeat(256) });
    expect(received.status).toBe(422);
  });
});
