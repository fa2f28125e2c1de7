import { getUserByOrgUserId, submitConsent, type Notice, type SubmittedPurpose } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { aPerson } from "./person.ts";
import type { Wire } from "./wire.ts";

/** What of a submission is refused, and that nothing is written then. */
export function refusalConformance(open: () => Wire): void {
  describe("a submission that cannot be recorded", () => {
    it.each<[string, (notice: Notice) => SubmittedPurpose[]]>([
      [
        "an unknown purpose",
        (notice) => [...aSubmission(notice).purposes, { purpose_uuid: crypto.randomUUID(), selected: true }],
      ],
      [
        "an unknown element",
        (notice) =>
          aSubmission(notice).purposes.map((row) => ({
            ...row,
            data_elements: [{ uuid: crypto.randomUUID(), selected: true }],
          })),
      ],
      [
        "an unknown product",
        (notice) => aSubmission(notice).purposes.map((row) => ({ ...row, product_uuid: crypto.randomUUID() })),
      ],
      ["a purpose twice", (notice) => [...aSubmission(notice).purposes, ...aSubmission(notice).purposes]],
    ])("names %s: 422 INVALID_PURPOSE, nothing written [W24]", async (_, purposes) => {
      const { wire, token, notice, orgUserId } = await aPerson(open);
      const answer = await wire.submit(token, { ...aSubmission(notice), purposes: purposes(notice) });
      expect([answer.status, answer.code]).toEqual([422, "INVALID_PURPOSE"]);
      expect((await wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } })).status).toBe(404);
    });

    it("is about another version: 409 NOTICE_VERSION_CHANGED, nothing written", async () => {
      const { wire, token, notice, orgUserId } = await aPerson(open);
      for (const stale of [{ notice_version_uuid: crypto.randomUUID() }, { notice_content_hash: "0".repeat(64) }]) {
        const answer = await wire.submit(token, aSubmission(notice, "everything", stale));
        expect([answer.status, answer.code]).toEqual([409, "NOTICE_VERSION_CHANGED"]);
      }
      expect((await wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } })).status).toBe(404);
    });

    it("is recorded when it names the version that was read", async () => {
      const { wire, token, notice } = await aPerson(open);
      const { uuid, content_hash } = notice.active_config;
      const answer = await wire.submit(
        token,
        aSubmission(notice, "everything", { notice_version_uuid: uuid, notice_content_hash: content_hash }),
      );
      expect(answer.status).toBe(201);
    });

    it("is about a notice that is not there: 404", async () => {
      const { wire, token, notice } = await aPerson(open);
      const answer = await wire.submit(token, aSubmission(notice, "everything", { notice_uuid: crypto.randomUUID() }));
      expect([answer.status, answer.code]).toEqual([404, "NOT_FOUND"]);
    });

    it("is no JSON: 400; has a field of the wrong form: 422; is too large: 413", async () => {
      const { wire, token, notice } = await aPerson(open);
      const answers = [
        await wire.call(submitConsent, { token, body: '{"notice_uuid":' }),
        await wire.call(submitConsent, { token, body: { ...aSubmission(notice), purposes: "all of them" } }),
        await wire.call(submitConsent, { token, body: { ...aSubmission(notice), padding: "x".repeat(300 * 1024) } }),
      ];
      expect(answers.map(({ status, code }) => [status, code])).toEqual([
        [400, "BAD_REQUEST"],
        [422, "VALIDATION_FAILED"],
        [413, "PAYLOAD_TOO_LARGE"],
      ]);
    });

    it("comes without a token, or with one for nobody: 401, nothing written", async () => {
      const wire = open();
      const body = aSubmission(await wire.notice());
      for (const credentials of [{}, { token: "not.a.token" }]) {
        const answer = await wire.call(submitConsent, { body, ...credentials });
        expect([answer.status, answer.code]).toEqual([401, "INVALID_TOKEN"]);
      }
    });
  });
}
