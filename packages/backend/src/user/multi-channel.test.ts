import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants, ledgerEvents, persons } from "../db/schema.ts";
import { createTestBackend, field, ids, rows, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const get = (path: string) => backend.send("GET", `${backend.usersPath}/${path}`, { key: backend.home.apiKey });
const userOf = (received: { body: unknown }): string => field(received.body, "detail", "user_uuid");
const uuidOf = (received: { body: unknown }): string => field(received.body, "detail", "uuid");
const decisionsOf = async (uuid: string) =>
  (await get(`${uuid}/decisions`)).body as { detail: { user_uuid: string; decisions: unknown[] } };

describe("one person on several channels", () => {
  it("is brought together as the sequence diagram draws it [W66, W71]", async () => {
    const [email, phone] = ["asha@example.org", "+1234567890"];
    // Channel 1: the web, by e-mail. The user comes to be when consent is submitted, not when the token is made.
    const web = await backend.tokenFor({ email });
    expect(await backend.database.queries.$count(persons)).toBe(0);
    const byWeb = await backend.submit(web, rows(true, true));
    // Channel 2: the app, by phone; the later word on the offers.
    const byApp = await backend.submit(await backend.tokenFor({ mobile: phone }), rows(true, false).slice(1));
    for (const [received, org_user_id, org_user_id_type] of [
      [byWeb, email, "EMAIL"],
      [byApp, phone, "PHONE"],
    ] as const)
      expect((await get(userOf(received))).body).toMatchObject({
        detail: { org_user_id, org_user_id_type, primary_email: null, primary_mobile: null },
      });

    // Channel 3: they turn out to be one customer.
    const customer = { org_user_id: "customer_123", primary_email: email, primary_mobile: phone };
    const created = await backend.createUser(customer);
    expect([created.status, created.body]).toMatchObject([201, { detail: { ...customer, org_user_id_type: "UCID" } }]);
    const linked = await backend.link("customer_123", [email, phone]);
    expect(linked.body).toEqual({
      detail: {
        primary_user_uuid: uuidOf(created),
        linked: [email, phone],
        already_linked: [],
        not_found: [],
        conflicts: [],
      },
    });

    const token = await backend.tokenFor({ org_user_id: "customer_123", email });
    const read = await backend.read(token, "?validate_against=all");
    expect(read.body).toMatchObject({
      detail: {
        purpose_selections: {
          [ids.account]: { selected: true, status: "ACTIVE" },
          [ids.offers]: { selected: false, status: "DECLINED" },
        },
      },
    });
    expect((await backend.read(token, "?validate_against=required")).status).toBe(409);
    // Who decided what stays readable, and the events keep the identity they were made under.
    expect(await decisionsOf(uuidOf(created))).toMatchObject({
      detail: {
        user_uuid: uuidOf(created),
        decisions: [
          { purpose_uuid: ids.account, selected: true, by: { uuid: userOf(byWeb), org_user_id: email } },
          { purpose_uuid: ids.offers, selected: false, by: { uuid: userOf(byApp), org_user_id: phone } },
        ],
      },
    });
    const events = await backend.database.queries.select().from(ledgerEvents);
    expect(
      events
        .filter(({ kind }) => kind === "decision")
        .map(({ identityUuid }) => identityUuid)
        .sort(),
    ).toEqual([userOf(byWeb), userOf(byApp)].sort());
    // A third visit on the first channel writes to the customer, under its own name.
    const again = await backend.submit(web, rows(true, true));
    expect(userOf(again)).toBe(uuidOf(created));
    expect(await decisionsOf(userOf(byWeb))).toMatchObject({
      detail: {
        user_uuid: uuidOf(created),
        decisions: [{ by: { uuid: userOf(byWeb) } }, { selected: true, status: "ACTIVE", by: { uuid: userOf(byWeb) } }],
      },
    });
  });

  it("counts the refusal where two channels decided in the same microsecond [W66]", async () => {
    const yes = await backend.submit(await backend.tokenFor({ org_user_id: "tie-yes" }), rows(true, true));
    const no = await backend.submit(await backend.tokenFor({ org_user_id: "tie-no" }), rows(false, false));
    await backend.database.queries
      .update(grants)
      .set({ decidedAt: "2026-01-01T00:00:00.000000Z" })
      .where(sql`${grants.personUuid} in (${userOf(yes)}, ${userOf(no)})`);
    await backend.createUser({ org_user_id: "tie" });
    await backend.link("tie", ["tie-yes", "tie-no"]);
    const read = await backend.read(await backend.tokenFor({ org_user_id: "tie" }));
    expect(read.body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { selected: false }, [ids.offers]: { selected: false } } },
    });
  });

  it("keeps those who have not consented yet in `not_found`, and links them once they have [W65, W71]", async () => {
    await backend.createUser({ org_user_id: "later", primary_email: "later@example.org" });
    const token = await backend.tokenFor({ org_user_id: "later-device" });
    expect((await backend.link("later", ["later-device"])).body).toMatchObject({
      detail: { linked: [], not_found: ["later-device"] },
    });
    await backend.submit(token, rows(true, true));
    expect((await backend.link("later", ["later-device"])).body).toMatchObject({
      detail: { linked: ["later-device"], not_found: [] },
    });
  });
});

describe("what holds for a person", () => {
  it("is empty for someone who decided nothing, and unknown for nobody [W62, SEC-B1]", async () => {
    const created = await backend.createUser({ org_user_id: "d-1" });
    expect(await decisionsOf(uuidOf(created))).toEqual({ detail: { user_uuid: uuidOf(created), decisions: [] } });
    for (const uuid of ["00000000-0000-4000-8000-000000000000", "no-uuid"])
      expect((await get(`${uuid}/decisions`)).body).toEqual({
        message: "User not found",
        error_code: "USER_NOT_FOUND",
      });
  });

  it("tells the application, the end and whether it is asked for anew", async () => {
    const submitted = await backend.submit(await backend.tokenFor({ org_user_id: "d-2" }), rows(true, true), {
      meta_data: { specific_uuid: "loan-7" },
    });
    const { decisions } = (await decisionsOf(userOf(submitted))).detail;
    expect(decisions).toHaveLength(2);
    expect(decisions[0]).toEqual({
      notice_uuid: backend.home.noticeUuid,
      purpose_uuid: ids.account,
      specific_uuid: "loan-7",
      selected: true,
      status: "ACTIVE",
      needs_reconsent: false,
      decided_at: field(submitted.body, "detail", "recorded_at"),
      expires_at: null,
      event_uuid: field(submitted.body, "detail", "event_uuid"),
      by: { uuid: userOf(submitted), org_user_id: "d-2" },
    });
  });
});
