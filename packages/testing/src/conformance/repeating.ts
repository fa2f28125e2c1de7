import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { aPerson, detailOf } from "./person.ts";
import { unique, type Wire } from "./wire.ts";

/** What sending a submission again does. */
export function repetitionConformance(open: () => Wire): void {
  describe("repeating a submission", () => {
    it("answers the same event to the same key and body [W23]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const key = crypto.randomUUID();
      const first = await detailOf(wire.submit(token, aSubmission(notice), key));
      const second = await detailOf(wire.submit(token, aSubmission(notice), key));
      expect(first.event_uuid).not.toBe("");
      expect(second).toEqual(first);
    });

    it("answers the same event under a newer token of the same person [W22]", async () => {
      const { wire, token, notice, orgUserId } = await aPerson(open);
      const key = crypto.randomUUID();
      const first = await detailOf(wire.submit(token, aSubmission(notice), key));
      const second = await detailOf(
        wire.submit(await wire.tokenFor({ org_user_id: orgUserId }), aSubmission(notice), key),
      );
      expect(second.event_uuid).toBe(first.event_uuid);
    });

    it("refuses the same key with another body: 422 IDEMPOTENCY_MISMATCH [W23]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const key = crypto.randomUUID();
      await wire.submit(token, aSubmission(notice), key);
      const answer = await wire.submit(token, aSubmission(notice, "nothing"), key);
      expect([answer.status, answer.code]).toEqual([422, "IDEMPOTENCY_MISMATCH"]);
      expect((await wire.read(token, "all")).status).toBe(409);
    });

    it("keeps the keys of two persons apart", async () => {
      const { wire, token, notice } = await aPerson(open);
      const key = crypto.randomUUID();
      const first = await detailOf(wire.submit(token, aSubmission(notice), key));
      const other = await detailOf(
        wire.submit(await wire.tokenFor({ org_user_id: unique("user") }), aSubmission(notice), key),
      );
      expect(other.event_uuid).not.toBe(first.event_uuid);
    });

    it("leaves the key free after a refusal", async () => {
      const { wire, token, notice } = await aPerson(open);
      const key = crypto.randomUUID();
      await wire.submit(token, aSubmission(notice, "everything", { notice_version_uuid: crypto.randomUUID() }), key);
      expect((await wire.submit(token, aSubmission(notice), key)).status).toBe(201);
    });
  });
}
