import {
  getUserByOrgUserId,
  isMandatory,
  readNotice,
  recordAfter,
  type SubmittedPurpose,
} from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aDraft, aSubmission } from "../builders/decision.ts";
import { aPerson, detailOf } from "./person.ts";
import { unique, uniqueEmail, uniquePhone, type Wire } from "./wire.ts";

/** Recording decisions: what is written and how it is judged. */
export function submissionConformance(open: () => Wire): void {
  describe("submitting a decision", () => {
    it("records exactly what was sent, and shows it on the next read [W18]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const body = aSubmission(notice, "required");
      expect((await wire.submit(token, body)).status).toBe(201);
      const expected = withoutDates(recordAfter(notice, rowsOf(body.purposes), {}));
      const { detail } = await wire.read(token, "all");
      expect(detail["purpose_selections"]).toMatchObject(expected);
    });

    it.each([
      ["everything", "accepted", true],
      ["required", "partially-accepted", false],
      ["nothing", "declined", false],
    ] as const)("judges a choice of %s as %s by the rule `all`", async (ticks, outcome, mayProceed) => {
      const { wire, token, notice } = await aPerson(open);
      const answer = await detailOf(wire.submit(token, aSubmission(notice, ticks, { validate_against: "all" })));
      expect(answer.outcome).toBe(outcome);
      expect(answer.verdict).toMatchObject({ validate_against: "all", may_proceed: mayProceed });
    });

    it("judges by the rule that the submission names, and by `all` when it names none", async () => {
      const { wire, token, notice } = await aPerson(open);
      const required = await detailOf(
        wire.submit(token, aSubmission(notice, "required", { validate_against: "required" })),
      );
      const unnamed = await detailOf(wire.submit(token, aSubmission(notice, "required")));
      expect(required.verdict?.may_proceed).toBe(true);
      expect(unnamed.verdict).toMatchObject({ validate_against: "all", may_proceed: false });
    });

    it("records a decline row by row [W20]", async () => {
      const { wire, token, notice } = await aPerson(open);
      await wire.submit(token, aSubmission(notice, "nothing"));
      const { detail } = await wire.read(token, "all");
      for (const { uuid } of notice.active_config.purposes) {
        expect(detail).toMatchObject({ purpose_selections: { [uuid]: { selected: false, status: "DECLINED" } } });
      }
    });

    it("leaves a standing grant untouched by a decline that leaves it ticked, and refuses the rest [W20]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const granted = await detailOf(wire.submit(token, aSubmission(notice, "required")));
      const body = aSubmission(notice, "required", { declined: true, validate_against: "all" });
      const declined = await detailOf(wire.submit(token, body));
      expect(declined).toMatchObject({ outcome: "declined", verdict: { may_proceed: false } });
      const [standing = [], asked = []] = [true, false].map((isStanding) =>
        notice.active_config.purposes.filter((purpose) => isMandatory(purpose) === isStanding),
      );
      for (const { uuid } of standing) {
        expect(declined.purpose_selections?.[uuid]).toEqual(granted.purpose_selections?.[uuid]);
      }
      for (const { uuid } of asked) {
        expect(declined.purpose_selections?.[uuid]).toMatchObject({ selected: false, status: "DECLINED" });
      }
    });

    it("grants nothing by a decline, whatever it has ticked [W20] [W30]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const declined = await detailOf(wire.submit(token, aSubmission(notice, "everything", { declined: true })));
      expect(declined).toMatchObject({ outcome: "declined", verdict: { may_proceed: false } });
      const { status, detail } = await wire.read(token, "required");
      expect(status).toBe(200);
      for (const { uuid } of notice.active_config.purposes) {
        expect(detail).toMatchObject({ purpose_selections: { [uuid]: { selected: false, status: "DECLINED" } } });
      }
    });

    it("reports the loss of a granted blocking element as withdrawn", async () => {
      const { wire, token, notice } = await aPerson(open);
      await wire.submit(token, aSubmission(notice));
      const { outcome } = await detailOf(wire.submit(token, aSubmission(notice, "nothing", { declined: false })));
      expect(outcome).toBe("withdrawn");
      const { detail } = await wire.read(token, "required");
      for (const { uuid } of notice.active_config.purposes) {
        expect(detail).toMatchObject({ purpose_selections: { [uuid]: { selected: false, status: "WITHDRAWN" } } });
      }
    });

    it("grants nothing under a purpose that is not selected, however its elements are ticked [W19]", async () => {
      const { wire, token, notice } = await aPerson(open);
      const purposes = aSubmission(notice).purposes.map((row) => ({ ...row, selected: false }));
      await wire.submit(token, { ...aSubmission(notice), purposes, select_all_mandatory: true });
      expect((await wire.read(token, "required")).status).toBe(200);
    });

    it("leaves rows that it does not name as they were", async () => {
      const { wire, token, notice } = await aPerson(open);
      await wire.submit(token, aSubmission(notice));
      const [first] = aSubmission(notice, "nothing").purposes;
      await wire.submit(token, { ...aSubmission(notice), purposes: first === undefined ? [] : [first] });
      const { detail } = await wire.read(token, "all");
      for (const [index, { uuid }] of notice.active_config.purposes.entries()) {
        expect(detail).toMatchObject({ purpose_selections: { [uuid]: { selected: index !== 0 } } });
      }
    });

    it("creates the consent user with the kind of identifier that the token named [W25]", async () => {
      const wire = open();
      const notice = await wire.notice();
      const [id, email, mobile] = [unique("user"), uniqueEmail(), uniquePhone()];
      for (const [identifiers, value, type] of [
        [{ org_user_id: id }, id, "UCID"],
        [{ email }, email, "EMAIL"],
        [{ mobile }, mobile, "PHONE"],
      ] as const) {
        await wire.submit(await wire.tokenFor(identifiers), aSubmission(notice));
        const user = await wire.call(getUserByOrgUserId, { params: { org_user_id: value } });
        expect(user.detail).toMatchObject({
          org_user_id: value,
          org_user_id_type: type,
          primary_email: null,
          primary_mobile: null,
        });
      }
    });

    it("gives the user that it creates the contact of the token, unless that is another's", async () => {
      const wire = open();
      const notice = await wire.notice();
      const [first, second, email] = [unique("user"), unique("user"), uniqueEmail()];
      for (const orgUserId of [first, second]) {
        const token = await wire.tokenFor({ org_user_id: orgUserId, email });
        expect((await wire.submit(token, aSubmission(notice))).status).toBe(201);
      }
      const [owner, other] = await Promise.all(
        [first, second].map((orgUserId) => wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } })),
      );
      expect(owner?.detail).toMatchObject({ org_user_id: first, primary_email: email });
      expect(other?.detail).toMatchObject({ org_user_id: second, primary_email: null });
    });
  });

  it("lets the person of one token see nothing of another's decisions [SEC-B1]", async () => {
    const { wire, token, notice } = await aPerson(open);
    await wire.submit(token, aSubmission(notice));
    const stranger = await wire.tokenFor({ org_user_id: unique("user") });
    const answer = await wire.call(readNotice, { token: stranger, params: { notice_uuid: notice.uuid } });
    expect(answer.status).toBe(200);
    expect(answer.detail["purpose_selections"] ?? {}).toEqual({});
  });

  it("is tried on a notice with both kinds of purpose", async () => {
    const { purposes } = (await open().notice()).active_config;
    expect(new Set(purposes.map(isMandatory)).size).toBe(2);
    expect(aDraft(await open().notice(), "required")).not.toEqual({});
  });
}
function rowsOf(purposes: readonly SubmittedPurpose[]) {
  return purposes.map(({ purpose_uuid, selected, data_elements }) => ({ purpose_uuid, selected, data_elements }));
}

function withoutDates(record: ReturnType<typeof recordAfter>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([uuid, { selected, status, needs_reconsent, data_elements }]) => [
      uuid,
      { selected, status, needs_reconsent, data_elements },
    ]),
  );
}
