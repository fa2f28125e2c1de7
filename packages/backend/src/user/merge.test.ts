import { describe, expect, it } from "vitest";
import type { Grant } from "../ledger/grants.ts";
import { mergeGrants } from "./merge.ts";

const early = "2026-01-01T00:00:00.000001Z";
const late = "2026-01-01T00:00:00.000002Z";

function grant(change: Partial<Grant>): Grant {
  return {
    personUuid: "person",
    noticeUuid: "notice",
    productUuid: "",
    purposeUuid: "purpose",
    specificUuid: "",
    selected: true,
    status: "ACTIVE",
    dataElements: {},
    purposeDigest: "digest",
    noticeVersion: 1,
    decidedAt: early,
    expiresAt: null,
    eventUuid: "event",
    ...change,
  };
}

const element = (selected: boolean) => ({ selected, enabled: true, required: false });

describe("merging the decisions of an alias into its primary", () => {
  it("takes what only the alias decided", () => {
    const taken = grant({ purposeUuid: "other" });
    expect(mergeGrants([grant({})], [taken])).toEqual([taken]);
  });

  it("lets the later decision win, to the microsecond, whatever it says [W66]", () => {
    const refusal = grant({ selected: false, status: "DECLINED" });
    expect(mergeGrants([refusal], [grant({ decidedAt: late })])).toHaveLength(1);
    expect(mergeGrants([grant({ decidedAt: late })], [refusal])).toEqual([]);
  });

  it("lets the stricter decision win on equal times [W66]", () => {
    const refusal = grant({ selected: false, status: "DECLINED" });
    expect(mergeGrants([grant({})], [refusal])).toEqual([refusal]);
    expect(mergeGrants([refusal], [grant({})])).toEqual([]);
    const whole = grant({ dataElements: { a: element(true), b: element(true) } });
    const part = grant({ dataElements: { a: element(true), b: element(false) } });
    expect(mergeGrants([whole], [part])).toEqual([part]);
    expect(mergeGrants([part], [whole])).toEqual([]);
  });

  it("keeps the decisions about different notices, products and applications apart", () => {
    const others = [grant({ noticeUuid: "n2" }), grant({ productUuid: "p2" }), grant({ specificUuid: "s2" })];
    expect(mergeGrants([grant({ decidedAt: late })], others)).toEqual(others);
  });
});
