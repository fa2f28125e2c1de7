import { describe, expect, test } from "vitest";
import type { ConsentRecord, RecordedPurpose } from "../record.ts";
import { sampleNotice } from "./sample-notice.test-data.ts";
import { askingReason, standingOf } from "./standing.ts";

const notice = sampleNotice({ account: { pan: { required: true }, income: {} }, offers: { email: {} } });

function row(over: Partial<RecordedPurpose> = {}, elements: readonly string[] = ["pan", "income", "email"]) {
  const selected = { selected: true, enabled: true, required: false };
  return {
    selected: true,
    status: "ACTIVE",
    needs_reconsent: false,
    data_elements: Object.fromEntries(elements.map((uuid) => [uuid, selected])),
    decided_at: "",
    expires_at: "",
    ...over,
  };
}

function account(recorded: RecordedPurpose): unknown {
  return standingOf(notice, { account: recorded })[0];
}

describe("the standing of a purpose", () => {
  test("is granted by an active grant of everything that is required, and by nothing else [W40] [W-F2]", () => {
    expect(account(row())).toEqual({ purposeUuid: "account", status: "granted" });
    expect(account(row({}, ["pan"]))).toMatchObject({ status: "granted" });
  });

  test.each([
    [row({}, ["income"]), "changed"],
    [row({ needs_reconsent: true }), "changed"],
    [row({ status: "EXPIRED" }), "expired"],
    [row({ status: "EXPIRED", needs_reconsent: true }), "changed"],
    [row({ status: "WITHDRAWN", selected: false }), "withdrawn"],
    [row({ status: "WITHDRAW" }), "withdrawn"],
    [row({ status: "REVOKED" }), "withdrawn"],
    [row({ status: "DECLINED", selected: false }), "declined"],
    [row({ status: "ACTIVE", selected: false }), "declined"],
    [row({ status: "PENDING" }), "declined"],
    [row({ status: "INACTIVE" }), "new"],
    [row({ status: "" }), "new"],
  ])("needs a decision after %o: %s [W40] [UI-C11]", (recorded, why) => {
    expect(account(recorded)).toEqual({ purposeUuid: "account", status: "needs-decision", why });
  });

  test("names each purpose once, in the notice's order, strangers in the record left out [W40]", () => {
    const record = { gone: row(), offers: row(), account: row({ status: "EXPIRED" }) };
    expect(standingOf(notice, record).map(({ purposeUuid, status }) => [purposeUuid, status])).toEqual([
      ["account", "needs-decision"],
      ["offers", "granted"],
    ]);
    expect(standingOf(notice, {})).toMatchObject([{ why: "new" }, { why: "new" }]);
  });
});

describe("the reason for asking", () => {
  const declined = row({ status: "DECLINED", selected: false });
  const withdrawn = row({ status: "WITHDRAWN", selected: false });
  const cases: readonly [string, ConsentRecord, "all" | "required", ReturnType<typeof askingReason>][] = [
    ["nothing recorded", {}, "all", "first"],
    ["everything granted", { account: row(), offers: row() }, "all", undefined],
    ["what is required granted", { account: row() }, "required", undefined],
    ["a purpose that is new", { account: row() }, "all", "changed"],
    ["a purpose to be decided anew", { account: row({ needs_reconsent: true }), offers: row() }, "all", "changed"],
    ["an end and a change", { account: row({ status: "EXPIRED" }) }, "all", "changed"],
    ["an end", { account: row({ status: "EXPIRED" }), offers: row() }, "all", "expired"],
    ["an end and a withdrawal", { account: row({ status: "EXPIRED" }), offers: withdrawn }, "all", "expired"],
    ["a withdrawal", { account: withdrawn, offers: declined }, "all", "withdrawn"],
    ["a refusal that the rule does not take", { account: row(), offers: declined }, "all", "stricter"],
    ["a withdrawal that the rule does not ask about", { account: declined, offers: withdrawn }, "required", "stricter"],
  ];
  test.each(cases)("after %s, %o by %s is %s [UI-S11] [UI-C11]", (_, record, rule, reason) => {
    expect(askingReason(notice, record, rule)).toBe(reason);
  });
});
