import {
  getUserByOrgUserId,
  isMandatory,
  readNotice,
  recordAfter,
  submissionDetail,
  submitConsent,
  type Notice,
  type SubmissionDetail,
  type SubmittedPurpose,
} from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aDraft, aSubmission } from "../builders/decision.ts";
import { unique, uniqueEmail, uniquePhone, type Wire, type WireAnswer } from "./wire.ts";

/** Recording decisions: what is written, what is refused, and what repeating does. */
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

async function aPerson(open: () => Wire): Promise<{ wire: Wire; token: string; notice: Notice; orgUserId: string }> {
  const wire = open();
  const orgUserId = unique("user");
  return { wire, orgUserId, notice: await wire.notice(), token: await wire.tokenFor({ org_user_id: orgUserId }) };
}

async function detailOf(answer: Promise<WireAnswer>): Promise<SubmissionDetail> {
  const { status, detail } = await answer;
  expect(status).toBe(201);
  const parsed = await submissionDetail["~standard"].validate(detail);
  if (parsed.issues !== undefined) throw new Error("The answer to a submission cannot be read.");
  return parsed.value;
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
