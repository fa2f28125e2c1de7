import { consentUser, createUser, getUser, getUserByOrgUserId, linkUsers, updateUser } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { unique, uniqueEmail, uniquePhone, type Wire, type WireAnswer } from "./wire.ts";

/** Creating, reading and changing consent users. */
export function userConformance(open: () => Wire): void {
  describe("creating a consent user", () => {
    it("answers 201 with the whole user [W60]", async () => {
      const body = {
        org_user_id: unique("user"),
        primary_email: uniqueEmail(),
        primary_mobile: uniquePhone(),
        name: "Asha Rao",
        metadata: { account_type: "premium" },
      };
      const answer = await open().create(body);
      expect(answer.status).toBe(201);
      expect(answer.detail).toMatchObject({ ...body, org_user_id_type: "UCID" });
      expect((await consentUser["~standard"].validate(answer.detail)).issues).toBeUndefined();
    });

    it("names each of the five conflicts, shows the other user and writes nothing [W61]", async () => {
      const wire = open();
      const [orgUserId, email, mobile] = [unique("user"), uniqueEmail(), uniquePhone()];
      await wire.create({ org_user_id: orgUserId, primary_email: email, primary_mobile: mobile });
      const channel = await channelUser(wire);
      const cases: [Record<string, string>, string][] = [
        [{ org_user_id: orgUserId }, "ORG_USER_ID_EXISTS"],
        [{ primary_email: email }, "EMAIL_EXISTS_SAME_USER"],
        [{ primary_mobile: mobile }, "PHONE_EXISTS_SAME_USER"],
        [{ primary_email: channel.email }, "EMAIL_EXISTS_DIFFERENT_USER"],
        [{ primary_mobile: channel.mobile }, "PHONE_EXISTS_DIFFERENT_USER"],
      ];
      for (const [taken, type] of cases) {
        const wanted = { org_user_id: unique("user"), ...taken };
        const answer = await wire.create(wanted);
        expect([answer.status, answer.detail["conflict_type"]]).toEqual([409, type]);
        expect(answer.detail["message"]).toEqual(expect.any(String));
        expect((await consentUser["~standard"].validate(answer.detail["existing_user"])).issues).toBeUndefined();
        const created = await byOrgUserId(wire, wanted.org_user_id);
        expect(created.status).toBe(type === "ORG_USER_ID_EXISTS" ? 200 : 404);
      }
    });

    it("is no conflict where the contact is only the identifier of a channel user", async () => {
      const wire = open();
      const email = uniqueEmail();
      await wire.submit(await wire.tokenFor({ email }), aSubmission(await wire.notice()));
      expect((await wire.create({ org_user_id: unique("user"), primary_email: email })).status).toBe(201);
    });

    it("requires org_user_id: 422", async () => {
      const answer = await open().create({ name: "Nobody" });
      expect([answer.status, answer.code]).toEqual([422, "VALIDATION_FAILED"]);
    });

    it("answers 400 to a body that is no JSON", async () => {
      expect((await open().call(createUser, { body: "{" })).status).toBe(400);
    });

    it("refuses a person's token and a missing key with 401 [W67]", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      const body = { org_user_id: unique("user") };
      for (const credentials of [{ apiKey: null }, { apiKey: null, token }]) {
        expect((await wire.call(createUser, { body, ...credentials })).status).toBe(401);
        expect(
          (await wire.call(linkUsers, { body: { primary_org_user_id: "a", alias_org_user_ids: [] }, ...credentials }))
            .status,
        ).toBe(401);
        expect((await wire.call(getUserByOrgUserId, { params: { org_user_id: "a" }, ...credentials })).status).toBe(
          401,
        );
      }
    });
  });

  describe("reading a consent user", () => {
    it("finds it by uuid and by its current org_user_id [W62]", async () => {
      const wire = open();
      const { detail: user } = await wire.create({ org_user_id: unique("user") });
      const byUuid = await wire.call(getUser, { params: { user_uuid: String(user["uuid"]) } });
      expect(byUuid.detail).toEqual(user);
      expect((await byOrgUserId(wire, String(user["org_user_id"]))).detail).toEqual(user);
    });

    it("answers 404 {message} for nobody, and for an id that is none [W62]", async () => {
      const wire = open();
      for (const answer of [
        await wire.call(getUser, { params: { user_uuid: crypto.randomUUID() } }),
        await wire.call(getUser, { params: { user_uuid: "not-a-uuid" } }),
        await byOrgUserId(wire, unique("nobody")),
      ]) {
        expect([answer.status, answer.body["message"]]).toEqual([404, "User not found"]);
      }
    });

    it("takes an org_user_id with reserved characters", async () => {
      const wire = open();
      const orgUserId = `${unique("user")}/ä +?#@example.org`;
      await wire.create({ org_user_id: orgUserId });
      expect((await byOrgUserId(wire, orgUserId)).detail["org_user_id"]).toBe(orgUserId);
    });
  });

  describe("changing a consent user", () => {
    it("changes what is sent, merges metadata and leaves the rest [W63]", async () => {
      const wire = open();
      const email = uniqueEmail();
      const { detail: user } = await wire.create({
        org_user_id: unique("user"),
        primary_email: email,
        name: "Before",
        metadata: { kept: 1, changed: "old" },
      });
      const answer = await change(wire, user, { name: "After", metadata: { changed: "new", added: true } });
      expect(answer.status).toBe(200);
      expect(answer.detail).toMatchObject({
        uuid: user["uuid"],
        org_user_id: user["org_user_id"],
        primary_email: email,
        name: "After",
        metadata: { kept: 1, changed: "new", added: true },
      });
    });

    it("no longer finds a former org_user_id, and still keeps it from others [W64]", async () => {
      const wire = open();
      const { detail: user } = await wire.create({ org_user_id: unique("user") });
      const former = String(user["org_user_id"]);
      await change(wire, user, { org_user_id: unique("user") });
      expect((await byOrgUserId(wire, former)).status).toBe(404);
      expect((await wire.create({ org_user_id: former })).detail["conflict_type"]).toBe("ORG_USER_ID_EXISTS");
    });

    it("answers 409 {message} when the new org_user_id or contact is another's [W63]", async () => {
      const wire = open();
      const [orgUserId, email] = [unique("user"), uniqueEmail()];
      await wire.create({ org_user_id: orgUserId, primary_email: email });
      const { detail: user } = await wire.create({ org_user_id: unique("user") });
      for (const taken of [{ org_user_id: orgUserId }, { primary_email: email }]) {
        const answer = await change(wire, user, taken);
        expect([answer.status, answer.body["message"]]).toEqual([409, expect.any(String)]);
      }
    });

    it("answers 404 {message} for nobody", async () => {
      const answer = await change(open(), { uuid: crypto.randomUUID() }, { name: "Nobody" });
      expect([answer.status, answer.body["message"]]).toEqual([404, "User not found"]);
    });

    it("lets neither type, uuid nor dates be written", async () => {
      const wire = open();
      const { detail: user } = await wire.create({ org_user_id: unique("user") });
      const forged = { uuid: crypto.randomUUID(), org_user_id_type: "EMAIL", created_at: "2001-01-01T00:00:00.000Z" };
      const answer = await change(wire, user, { ...forged, name: "Changed" });
      const { uuid, org_user_id_type, created_at } = user;
      expect(answer.detail).toMatchObject({ uuid, org_user_id_type, created_at, name: "Changed" });
    });
  });
}

/** A user that came to be by consent and got its contacts later: the holder of the `…_DIFFERENT_USER` conflicts. */
async function channelUser(wire: Wire): Promise<{ email: string; mobile: string }> {
  const [identifier, email, mobile] = [uniqueEmail(), uniqueEmail(), uniquePhone()];
  await wire.submit(await wire.tokenFor({ email: identifier }), aSubmission(await wire.notice()));
  const { detail: user } = await byOrgUserId(wire, identifier);
  await change(wire, user, { primary_email: email, primary_mobile: mobile });
  return { email, mobile };
}

function byOrgUserId(wire: Wire, orgUserId: string): Promise<WireAnswer> {
  return wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } });
}

function change(
  wire: Wire,
  user: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): Promise<WireAnswer> {
  return wire.call(updateUser, { params: { user_uuid: String(user["uuid"]) }, body });
}
