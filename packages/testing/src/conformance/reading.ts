import { readNotice, readPublicNotice } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { unique, type Wire } from "./wire.ts";

/** Both reads of a notice, and when there is nothing left to ask. */
export function readingConformance(open: () => Wire): void {
  describe("reading a notice without a token", () => {
    it("answers the notice without anything about a person [W14]", async () => {
      const wire = open();
      const notice = await wire.notice();
      expect(notice.active_config.purposes.length).toBeGreaterThan(1);
      expect(notice.active_config.notice_uuid).toBe(notice.uuid);
      expect(notice.purpose_selections ?? {}).toEqual({});
    });

    it("answers 404 NOT_FOUND for a notice that is not there", async () => {
      const answer = await open().call(readPublicNotice, { params: { notice_uuid: crypto.randomUUID() } });
      expect([answer.status, answer.code]).toEqual([404, "NOT_FOUND"]);
    });
  });

  describe("reading a notice for a person", () => {
    it("answers the notice as long as the person has decided nothing [W13]", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      expect((await wire.read(token, "all")).status).toBe(200);
      expect((await wire.read(token, "required")).status).toBe(200);
    });

    it("answers 409 CONSENT_ALREADY_PROVIDED once everything is granted, under both rules [W15]", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      await wire.submit(token, aSubmission(await wire.notice()));
      for (const rule of ["all", "required", undefined] as const) {
        const answer = await wire.read(token, rule);
        expect([answer.status, answer.code]).toEqual([409, "CONSENT_ALREADY_PROVIDED"]);
      }
    });

    it("has nothing left to ask under `required`, but under `all`, when the blocking elements alone are granted [W29]", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      await wire.submit(token, aSubmission(await wire.notice(), "required"));
      expect((await wire.read(token, "required")).status).toBe(409);
      expect((await wire.read(token, "all")).status).toBe(200);
      expect((await wire.read(token)).status).toBe(200);
    });

    it("answers the record instead of 409 to include_fully_consented_data", async () => {
      const wire = open();
      const notice = await wire.notice();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      await wire.submit(token, aSubmission(notice));
      const answer = await wire.read(token, "all", { include_fully_consented_data: "true" });
      expect(answer.status).toBe(200);
      for (const { uuid } of notice.active_config.purposes) {
        expect(answer.detail).toMatchObject({ purpose_selections: { [uuid]: { selected: true, status: "ACTIVE" } } });
      }
    });

    it("keeps the decisions for one application apart from the others", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      const specific = { specific_uuid: unique("application") };
      await wire.submit(token, aSubmission(await wire.notice(), "everything", { meta_data: specific }));
      expect((await wire.read(token, "all", specific)).status).toBe(409);
      expect((await wire.read(token, "all")).status).toBe(200);
    });

    it("refuses a missing token, an unreadable one and an API key in its place with 401", async () => {
      const wire = open();
      const params = { notice_uuid: (await wire.notice()).uuid };
      for (const credentials of [{}, { token: "not.a.token" }, { apiKey: "a-key" }]) {
        const answer = await wire.call(readNotice, { params, ...credentials });
        expect([answer.status, answer.code]).toEqual([401, "INVALID_TOKEN"]);
      }
    });

    it("refuses a rule it does not know with 422", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      const answer = await wire.read(token, undefined, { validate_against: "most" });
      expect([answer.status, answer.code]).toEqual([422, "VALIDATION_FAILED"]);
    });

    it("answers 404 for a notice, and for a workspace, that is not there", async () => {
      const wire = open();
      const token = await wire.tokenFor({ org_user_id: unique("user") });
      const { uuid } = await wire.notice();
      const address = { organisationUuid: crypto.randomUUID(), workspaceUuid: crypto.randomUUID() };
      expect((await wire.call(readNotice, { token, params: { notice_uuid: crypto.randomUUID() } })).status).toBe(404);
      expect((await wire.call(readNotice, { token, params: { notice_uuid: uuid }, address })).status).toBe(404);
    });
  });
}
