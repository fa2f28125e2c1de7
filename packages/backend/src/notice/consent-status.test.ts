import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants } from "../db/schema.ts";
import { createTestBackend, ids, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const check = (token: string, noticeUuid = backend.home.noticeUuid) =>
  backend.send("POST", `${backend.publicPath}/notices/${noticeUuid}/check-consent`, { token, body: {} });

describe("check-consent", () => {
  it("answers exactly the wire's fields, for someone who decided nothing too [W28]", async () => {
    const received = await check(await backend.tokenFor({ org_user_id: "cc-1" }));
    expect(received.status).toBe(200);
    expect(received.body).toEqual({
      detail: {
        consented: false,
        all_mandatory_active: false,
        purposes: [
          {
            uuid: ids.account,
            name: "Account",
            selected: false,
            status: "INACTIVE",
            data_elements: [
              { uuid: ids.name, name: "Name", selected: false },
              { uuid: ids.income, name: "Income", selected: false },
            ],
          },
          {
            uuid: ids.offers,
            name: "Offers",
            selected: false,
            status: "INACTIVE",
            data_elements: [{ uuid: ids.phone, name: "Phone", selected: false }],
          },
        ],
      },
    });
  });

  it("holds `consented` for the rule `all` and `all_mandatory_active` for `required` [W28, W29]", async () => {
    const token = await backend.tokenFor({ org_user_id: "cc-2" });
    const verdictAfter = async (purposes: unknown) => {
      await backend.submit(token, purposes);
      return (await check(token)).body;
    };
    expect(await verdictAfter(rows(false, true))).toMatchObject({
      detail: { consented: false, all_mandatory_active: false },
    });
    expect(await verdictAfter(rows(true, false, false))).toMatchObject({
      detail: {
        consented: false,
        all_mandatory_active: true,
        purposes: [
          {
            selected: true,
            status: "ACTIVE",
            data_elements: [
              { uuid: ids.name, selected: true },
              { uuid: ids.income, selected: false },
            ],
          },
          { selected: false, status: "WITHDRAWN" },
        ],
      },
    });
    expect(await verdictAfter(rows(true, true))).toMatchObject({
      detail: { consented: true, all_mandatory_active: true },
    });
  });

  it("counts neither an ended grant nor one that is asked for anew, and tells when a grant ends [W28]", async () => {
    await backend.publish(testContent({ accountText: "For a while.", validityDays: 30 }));
    const token = await backend.tokenFor({ org_user_id: "cc-3" });
    await backend.submit(token, rows(true, true));
    const before = await check(token);
    expect(before.body).toMatchObject({
      detail: { consented: true, purposes: [{ expiry_datetime: expect.stringMatching(/Z$/) as string }, {}] },
    });
    expect(JSON.stringify(before.body).match(/expiry_datetime/g)).toHaveLength(1);
    await backend.database.queries.update(grants).set({ expiresAt: sql`clock_timestamp()` });
    expect((await check(token)).body).toMatchObject({
      detail: { consented: false, all_mandatory_active: false, purposes: [{ status: "EXPIRED" }, {}] },
    });
    await backend.submit(token, rows(true, true));
    await backend.publish(testContent({ accountText: "For another thing." }));
    expect((await check(token)).body).toMatchObject({
      detail: {
        consented: false,
        all_mandatory_active: false,
        purposes: [
          { selected: false, status: "INACTIVE", data_elements: [{ selected: false }, { selected: false }] },
          {},
        ],
      },
    });
  });

  it("is about the person of the token, and writes nothing [SEC-B1, W28]", async () => {
    const token = await backend.tokenFor({ org_user_id: "cc-4" });
    await backend.submit(token, rows(true, true));
    expect((await check(await backend.tokenFor({ org_user_id: "cc-5" }))).body).toMatchObject({
      detail: { consented: false },
    });
    const claims = JSON.parse(
      Buffer.from((await backend.tokenFor({ org_user_id: "cc-5" })).split(".")[1] ?? "", "base64url").toString(),
    ) as object;
    expect(claims).not.toHaveProperty("user_uuid");
    for (const uuid of [backend.neighbour.noticeUuid, "no-uuid"]) expect((await check(token, uuid)).status).toBe(404);
  });

  it("has nothing to say without a token: no answer that could be taken for a consent [W28, W30]", async () => {
    for (const token of ["", "x.y.z"]) {
      const received = await check(token);
      expect(received.status).toBe(401);
      expect(received.text).not.toContain("consented");
    }
  });
});
