import {
  grantAll,
  submissionDetail,
  type ConsentRecord,
  type Draft,
  type SubmissionDetail,
  type ValidateAgainst,
} from "@notice-consent/contract";
import { aDraft, aNotice, aRecord } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createDecision } from "./decision.ts";
import { settle, settleByRecord } from "./settlement.ts";

const notice = aNotice();
const silent: SubmissionDetail = {
  event_uuid: "",
  recorded_at: "",
  outcome: undefined,
  verdict: undefined,
  user_uuid: "",
  purpose_selections: undefined,
};

function decided(draft: Draft, validateAgainst: ValidateAgainst, shown = notice) {
  const decidedAt = "2026-01-05T09:00:00.000Z";
  return createDecision({ act: "save", notice: shown, draft, language: "en", validateAgainst, decidedAt });
}

async function readDetail(answered: unknown): Promise<SubmissionDetail> {
  const result = await submissionDetail["~standard"].validate(answered);
  if (result.issues !== undefined) throw new Error("Every detail of a recorded decision can be read.");
  return result.value;
}

describe("a recorded decision", () => {
  it.each([
    ["everything", "all", "accepted", true],
    ["everything", "required", "accepted", true],
    ["required", "all", "partially-accepted", false],
    ["required", "required", "partially-accepted", true],
    ["nothing", "all", "declined", false],
    ["nothing", "required", "declined", false],
  ] as const)(
    "of %s under %s without a verdict is %s, may proceed: %s [R-F5] [UI-E9]",
    (ticks, mode, outcome, mayProceed) => {
      expect(settle(decided(aDraft(notice, ticks), mode), silent)).toMatchObject({ outcome, mayProceed });
    },
  );

  it("may proceed as the service's verdict says, not as the browser reckons [R-F5]", () => {
    const verdict = { validate_against: "all" as const, may_proceed: false, outstanding: [] };
    expect(settle(decided(grantAll(notice), "all"), { ...silent, verdict }).mayProceed).toBe(false);
  });

  it.each<[string, unknown, boolean]>([
    ["that names no rule", { may_proceed: false }, false],
    ["by a rule of its own", { validate_against: "strict", may_proceed: false }, false],
    ["by a rule of its own that says yes", { validate_against: "strict", may_proceed: true }, false],
    ["that is a bare no", false, false],
    ["that is a list", [], false],
    ["that is null, and so none", null, true],
    ["that is absent", undefined, true],
  ])(
    "with a verdict %s is recorded, and one that cannot be read lets nobody proceed [R-F5]",
    async (_, verdict, mayProceed) => {
      for (const mode of ["all", "required"] as const) {
        const answered = JSON.parse(JSON.stringify({ event_uuid: "event-1", verdict })) as unknown;
        expect(settle(decided(grantAll(notice), mode), await readDetail(answered))).toMatchObject({
          outcome: "accepted",
          mayProceed,
          eventUuid: "event-1",
        });
      }
    },
  );

  it("takes a verdict by the stricter rule for the weaker one, never the other way round [R-F5]", () => {
    const by = (validate_against: ValidateAgainst) => ({ validate_against, may_proceed: true, outstanding: [] });
    expect(settle(decided(grantAll(notice), "required"), { ...silent, verdict: by("all") }).mayProceed).toBe(true);
    expect(settle(decided(grantAll(notice), "all"), { ...silent, verdict: by("required") }).mayProceed).toBe(false);
  });

  it("that takes back a granted blocking element is a withdrawal", () => {
    const granted = { ...notice, purpose_selections: aRecord(notice, "everything") };
    expect(settle(decided(aDraft(notice, "nothing"), "all", granted), silent).outcome).toBe("withdrawn");
  });

  it("is no acceptance while a blocking element is ungranted, whatever the service calls it", () => {
    const claim = { ...silent, outcome: "accepted" } as const;
    expect(settle(decided(aDraft(notice, "nothing"), "all"), claim).outcome).toBe("declined");
  });

  it("that was a refusal is reported as one and lets nobody proceed unless the service says so, even where nothing is required", () => {
    const config = notice.active_config;
    const purposes = config.purposes.map((purpose) => ({
      ...purpose,
      data_elements: purpose.data_elements.map((element) => ({ ...element, required: false })),
    }));
    const optional = { ...notice, active_config: { ...config, purposes } };
    const refused = { ...decided({}, "required", optional), act: "decline" as const };
    expect(settle(refused, silent)).toMatchObject({ outcome: "declined", mayProceed: false });
    for (const claimed of ["accepted", "partially-accepted"] as const) {
      expect(settle(refused, { ...silent, outcome: claimed })).toMatchObject({
        outcome: "declined",
        mayProceed: false,
      });
    }
    const verdict = { validate_against: "required" as const, may_proceed: true, outstanding: [] };
    expect(settle(refused, { ...silent, verdict })).toMatchObject({ outcome: "declined", mayProceed: true });
  });

  it("carries the receipt that the service gives [UI-E5]", () => {
    const detail = { ...silent, event_uuid: "event-1", recorded_at: "2026-01-05T09:00:01Z" };
    expect(settle(decided(grantAll(notice), "all"), detail)).toMatchObject({
      eventUuid: "event-1",
      recordedAt: "2026-01-05T09:00:01Z",
    });
  });
});

describe("an unsettled decision", () => {
  const read = (purpose_selections: ConsentRecord) => ({ ...notice, purpose_selections });

  it.each(["everything", "required", "nothing"] as const)(
    "of %s is settled by a record that says exactly the same [UI-E11]",
    (ticks) => {
      const decision = decided(aDraft(notice, ticks), "required");
      expect(settleByRecord(decision, read(aRecord(notice, ticks)))).toMatchObject({
        mayProceed: ticks !== "nothing",
        outcome: { everything: "accepted", required: "partially-accepted", nothing: "declined" }[ticks],
      });
    },
  );

  it.each([
    ["everything", "required"],
    ["required", "everything"],
    ["everything", "nothing"],
    ["nothing", "everything"],
  ] as const)("of %s is not settled by a record of %s [UI-E11] [R-F5]", (ticks, recorded) => {
    expect(settleByRecord(decided(aDraft(notice, ticks), "all"), read(aRecord(notice, recorded)))).toBeUndefined();
  });

  it("is not settled by a record that already said so before, unless it was written anew [UI-E11]", () => {
    const record = aRecord(notice, "everything");
    const decision = decided(grantAll(notice), "all", { ...notice, purpose_selections: record });
    expect(settleByRecord(decision, read(record))).toBeUndefined();
    const anew = Object.entries(record).map(([uuid, row]) => [uuid, { ...row, decided_at: "2026-01-05T09:00:02Z" }]);
    expect(settleByRecord(decision, read(Object.fromEntries(anew)))).toMatchObject({
      outcome: "accepted",
      recordedAt: "2026-01-05T09:00:02Z",
    });
  });

  it("is not settled by a record read with another version, which says nothing of what was shown [UI-E11] [R-F6]", () => {
    const decision = decided(grantAll(notice), "all");
    const { active_config } = notice;
    const record = read(aRecord(notice, "everything"));
    for (const change of [{ uuid: "another version" }, { content_hash: "another content" }]) {
      expect(settleByRecord(decision, { ...record, active_config: { ...active_config, ...change } })).toBeUndefined();
    }
  });

  it("is not settled by a record whose grants are asked for again [UI-E11] [R-F5]", () => {
    const rows = Object.entries(aRecord(notice, "everything"));
    const stale = Object.fromEntries(rows.map(([uuid, row]) => [uuid, { ...row, needs_reconsent: true }]));
    expect(settleByRecord(decided(grantAll(notice), "all"), read(stale))).toBeUndefined();
  });
});
